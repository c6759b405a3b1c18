"""Outcomes and facts against labelled drafts. Run: python benchmarks/accuracy.py [FOLDER...] [--half odd|even] [-v]

FOLDER holds NN-slug.md (further files of a dossier NN-slug.2.md, ...) with NN-slug.json: as_of, given, render, document_type,
facts, gold (requirement, or requirement@lot, to outcome). The drafts are written as files first and read back from them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from labelled import write_dossier

import procurement_engine as pe

GOLD = Path(__file__).parents[1] / "tests" / "gold"


@dataclass
class Tally:
    """What came out against what was labelled; `pairs` counts (labelled, got) per requirement."""

    pairs: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    facts_right: int = 0
    facts_all: int = 0

    def add(self, requirement: str, want: str, got: str) -> None:
        self.pairs[requirement.split("@")[0]][want, got] += 1

    def total(self) -> Counter[tuple[str, str]]:
        return sum(self.pairs.values(), Counter())


def gold_files(folder: Path, half: str | None) -> list[Path]:
    """The label files, of the drafts with an odd or an even number if a half is asked."""
    wanted = {"odd": (1,), "even": (0,), None: (0, 1)}[half]
    return [path for path in sorted(folder.glob("[0-9]*.json")) if int(path.name.split("-")[0]) % 2 in wanted]


def measure(files: Iterable[Path], only: frozenset[str], *, verbose: bool = False) -> Tally:
    """Check every dossier, plain evaluator, and compare."""
    tally = Tally()
    for labels in files:
        wrong = list(_compare(labels, only, tally))
        if verbose and wrong:
            print(labels.stem, *wrong, sep="\n   ", flush=True)
    return tally


def _compare(labels: Path, only: frozenset[str], tally: Tally) -> Iterator[str]:
    spec = json.loads(labels.read_text(encoding="utf-8"))
    given = spec.get("given", {})
    # Each rule is judged by itself: those that nobody labelled here need not be.
    labelled = {requirement.split("@")[0] for requirement in spec["gold"]}
    asked = sorted(labelled & only if only else labelled)
    with tempfile.TemporaryDirectory() as folder:
        paths = write_dossier(labels, spec.get("render", ()), Path(folder))
        report = pe.check(paths, facts=given, as_of=date.fromisoformat(spec["as_of"]), evaluators=["plain"], only=asked)
    got = {r.id + (f"@{r.lot}" if r.lot is not None else ""): r for r in report.requirements}
    for requirement, want in spec["gold"].items():
        if only and requirement.split("@")[0] not in only:
            continue
        found = got.get(requirement)
        outcome = found.outcome if found else "absent"
        tally.add(requirement, want, outcome)
        if outcome != want:
            states = {e.name: e.state for e in found.elements} if found else {}
            why = spec.get("why", {}).get(requirement, "")
            yield f"{requirement}: should be {want}, is {outcome}  {states} [{found.reason if found else ''}] [{why}]"
    yield from _facts(spec, given, report, tally)


def _facts(spec: Mapping[str, Any], given: Mapping[str, Any], report: pe.CheckReport, tally: Tally) -> Iterator[str]:
    for key, want in {"document_type": spec["document_type"], **spec.get("facts", {})}.items():
        if key in given:
            continue
        fact = report.facts.get(key)
        have = report.documents[0].document_type if key == "document_type" else fact.value if fact else None
        tally.facts_all += 1
        if _same(want, have):
            tally.facts_right += 1
        else:
            yield f"fact {key}: should be {want!r}, is {have!r}"


def _same(want: Any, have: Any) -> bool:
    if isinstance(want, bool) or isinstance(have, bool):
        return want is have
    if isinstance(want, int | float):
        return isinstance(have, int | float) and abs(have - want) <= max(0.005, abs(want) * 1e-4)
    if isinstance(want, list):
        return isinstance(have, list | tuple) and set(map(str, want)) == set(map(str, have))
    return str(want) == str(have)


def interval(right: int, of: int) -> str:
    """A proportion with its Wilson interval at 95 %."""
    if not of:
        return "-"
    z, p = 1.96, right / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    spread = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{p:.2f} ({max(0, middle - spread):.2f}-{min(1, middle + spread):.2f})"


def summary(pairs: Counter[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Right, recall and precision of non_compliant, undetermined where a label decides: each as (count, of)."""
    hit = pairs["non_compliant", "non_compliant"]
    return {
        "right": (sum(n for (want, got), n in pairs.items() if want == got), pairs.total()),
        "recall": (hit, sum(n for (want, _), n in pairs.items() if want == "non_compliant")),
        "precision": (hit, sum(n for (_, got), n in pairs.items() if got == "non_compliant")),
        "undetermined": (sum(n for (want, got), n in pairs.items() if got == "undetermined" != want), pairs.total()),
    }


def figures(tally: Tally) -> str:
    """The summary of all requirements, in a line."""
    return "; ".join(f"{key} {a}/{b} = {a / max(b, 1):.3f}" for key, (a, b) in summary(tally.total()).items())


def print_table(tally: Tally) -> None:
    """Per requirement, in Markdown, as docs/accuracy.md holds it."""
    print("| requirement | labelled | right | non_compliant: recall | precision | undetermined |\n|---|---|---|---|---|---|")
    for requirement, pairs in sorted(tally.pairs.items()):
        s = summary(pairs)
        cells = (interval(*s[key]) for key in ("right", "recall", "precision"))
        print(f"| {requirement} | {pairs.total()} | {' | '.join(cells)} | {s['undetermined'][0]} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, default=[GOLD])
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--requirements", default="", help="only these ids, comma separated")
    parser.add_argument("--only", default="", help="only drafts whose name begins so, comma separated")
    parser.add_argument("--table", action="store_true", help="a table per requirement")
    parser.add_argument("-v", "--verbose", action="store_true", help="every difference with the element states")
    args = parser.parse_args()
    found = [path for folder in args.folder for path in gold_files(folder, args.half)]
    files = [path for path in found if path.name.startswith(tuple(args.only.split(",")))]
    tally = measure(files, frozenset(filter(None, args.requirements.split(","))), verbose=args.verbose)
    if args.table:
        print_table(tally)
    print(f"{len(files)} dossiers; {figures(tally)}; facts {tally.facts_right}/{tally.facts_all}")


if __name__ == "__main__":
    main()
