"""How many labelled excerpts the checker judges as their authors did.

Each file of tests/excerpts holds one or two articles of an invented document per entry, labelled on one requirement by an author
who had not seen the vocabularies: `*_dev.yaml` were read by those who mend the rules, `*_test.yaml` never.

    python benchmarks/excerpts.py [-v] [--only SOC-03,SOC-04] [FILE ...]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from accuracy import Tally, figures, print_table

import procurement_engine as pe
from procurement_engine.rules.yaml_file import load_yaml

FOLDER = Path(__file__).parents[1] / "tests" / "excerpts"


def judged(path: Path, only: Sequence[str] = ()) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(name, entry, outcome) of every excerpt of a file, or of those about some requirements, each checked by itself."""
    for name, entry in load_yaml(path).items():
        if only and entry["requirement"] not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / "estratto.md"
            draft.write_text(entry["text"], encoding="utf-8")
            facts = {"document_type": entry["document_type"], **(entry.get("facts") or {})}
            day = date.fromisoformat(str(entry["as_of"])[:10])
            report = pe.check([draft], as_of=day, facts=facts, only=[entry["requirement"]], evaluators=["plain"])
        yield name, entry, str(report.requirements[0].outcome)


def measured(path: Path, only: Sequence[str] = (), *, verbose: bool = False) -> Tally:
    """What came out against what was labelled."""
    tally = Tally()
    for name, entry, outcome in judged(path, only):
        tally.add(entry["requirement"], entry["label"], outcome)
        if verbose and outcome != entry["label"]:
            print(f"--- {name}: {entry['label']}, judged {outcome} ({entry['why']})\n{entry['text']}")
    return tally


def main() -> None:
    """Print, per file, a table of its requirements and the figures of them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--only", default="", help="requirements, with commas")
    parser.add_argument("-v", action="store_true", help="show the excerpts judged otherwise than labelled")
    options = parser.parse_args()
    only = tuple(filter(None, options.only.split(",")))
    for path in options.files or sorted(FOLDER.glob("*.yaml")):
        tally = measured(path, only, verbose=options.v)
        print_table(tally)
        print(f"{path.stem}: {figures(tally)}\n")


if __name__ == "__main__":
    main()
