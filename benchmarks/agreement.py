"""How far two readers agree on the labelled drafts. Run: python benchmarks/agreement.py [-v]

The first labels are those of the authors (NN-slug.json); the second, in tests/gold/second_labels.json, come from readers who
were given the text, the day and the names of the requirements to decide, and had seen neither the outcomes nor the program.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

GOLD = Path(__file__).parents[1] / "tests" / "gold"


class Pair(NamedTuple):
    """What the two readers say of one requirement of one draft; `doubt` is the second reader's, empty where there is none."""

    draft: str
    requirement: str
    first: str
    second: str
    doubt: str


def pairs() -> Iterator[Pair]:
    """Every outcome that both have labelled."""
    second: dict[str, dict[str, Any]] = json.loads((GOLD / "second_labels.json").read_text(encoding="utf-8"))
    for path in sorted(GOLD.rglob("[0-9]*.json")):
        theirs = second.get(path.stem)
        if theirs is None:
            continue
        for requirement, outcome in json.loads(path.read_text(encoding="utf-8"))["gold"].items():
            if requirement in theirs["gold"]:
                doubt = theirs["doubtful"].get(requirement, "")
                yield Pair(path.stem, requirement, outcome, theirs["gold"][requirement], doubt)


def kappa(both: Counter[tuple[str, str]]) -> float:
    """Cohen's kappa: the agreement beyond what the shares of the outcomes alone would give."""
    n = both.total()
    same = sum(count for (a, b), count in both.items() if a == b) / n
    outcomes = {outcome for pair in both for outcome in pair}
    first = {o: sum(c for (a, _), c in both.items() if a == o) / n for o in outcomes}
    second = {o: sum(c for (_, b), c in both.items() if b == o) / n for o in outcomes}
    by_chance = sum(first[o] * second[o] for o in outcomes)
    return (same - by_chance) / (1 - by_chance)


def main() -> None:
    """Print the agreement; with -v every outcome on which the two differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", action="store_true", help="show where they differ")
    args = parser.parse_args()
    found = list(pairs())
    both = Counter((pair.first, pair.second) for pair in found)
    same = sum(count for (a, b), count in both.items() if a == b)
    drafts = len({pair.draft for pair in found})
    print(f"{drafts} drafts, {len(found)} outcomes, the same {same} ({same / len(found):.3f}), kappa {kappa(both):.3f}")
    print(f"doubted by the second reader: {sum(1 for pair in found if pair.doubt)}")
    for (a, b), count in sorted(both.items(), key=lambda item: -item[1]):
        if a != b:
            print(f"  {a} / {b}: {count}")
    if args.v:
        for pair in found:
            if pair.first != pair.second:
                print(*pair, sep=" | ")


if __name__ == "__main__":
    main()
