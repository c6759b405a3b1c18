"""How many labelled excerpts the checker judges as their authors did.

Each file of tests/excerpts holds one or two articles of an invented document per entry, labelled on one requirement by an author
who had not seen the vocabularies: `*_dev.yaml` were read by those who mend the rules, `*_test.yaml` never.

    python benchmarks/excerpts.py [-v] [--only SOC-03,SOC-04] [FILE ...]
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import procurement_engine as pe
from procurement_engine.rules.yaml_file import load_yaml

FOLDER = Path(__file__).parents[1] / "tests" / "excerpts"


@dataclass(frozen=True)
class Judged:
    """An excerpt, and the outcome the checker gives it."""

    name: str
    entry: dict[str, Any]
    outcome: str

    @property
    def right(self) -> bool:
        return bool(self.outcome == self.entry["label"])


def judged(path: Path, only: Sequence[str] = ()) -> Iterator[Judged]:
    """Every excerpt of a file, or those about some requirements, checked as a document of its own."""
    for name, entry in load_yaml(path).items():
        if only and entry["requirement"] not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / "estratto.md"
            draft.write_text(entry["text"], encoding="utf-8")
            facts = {"document_type": entry["document_type"], **(entry.get("facts") or {})}
            day = date.fromisoformat(str(entry["as_of"])[:10])
            report = pe.check([draft], as_of=day, facts=facts, only=[entry["requirement"]], evaluators=["plain"])
        yield Judged(name, entry, str(report.requirements[0].outcome))


def main() -> None:
    """Print, per requirement and in all, how many are right, how many are false alarms, how many defects are missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--only", default="", help="requirements, with commas")
    parser.add_argument("-v", action="store_true", help="show the excerpts judged otherwise than labelled")
    options = parser.parse_args()
    for path in options.files or sorted(FOLDER.glob("*.yaml")):
        _print(path, list(judged(path, tuple(filter(None, options.only.split(","))))), options.v)


def _print(path: Path, results: list[Judged], verbose: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for one in results:
        for name in (one.entry["requirement"], path.stem):
            counts[name, "all"] += 1
            counts[name, "right"] += one.right
            counts[name, "alarm"] += one.outcome == "non_compliant" != one.entry["label"]
            counts[name, "missed"] += one.entry["label"] == "non_compliant" != one.outcome
        if verbose and not one.right:
            print(f"--- {one.name}: {one.entry['label']}, judged {one.outcome} ({one.entry['why']})\n{one.entry['text']}")
    for name in sorted({name for name, _ in counts}, key=lambda name: (name == path.stem, name)):
        n, right = counts[name, "all"], counts[name, "right"]
        print(f"{name} {right}/{n} = {right / n:.2f}, false alarms {counts[name, 'alarm']}, missed {counts[name, 'missed']}")


if __name__ == "__main__":
    main()
