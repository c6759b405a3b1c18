"""What comments and proposed clauses come to on labelled drafts. Run: python benchmarks/annotation.py [FOLDER] [-v]

Every dossier is written as Word files with their oddities, checked, given back with --propose and read again. Counted: the
findings that add up to a clause, how many got one in its article, how many of those the accepted text passes (or waits only
for the data left blank), whether the text without the insertions is the original, and errors against the schema that the
original has not (openxml-audit, if installed).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
from accuracy import GOLD, gold_files
from labelled import write_dossier

from procurement_engine.annotation.deliver import Delivery
from procurement_engine.annotation.notes import told
from procurement_engine.checking import check, check_drafts
from procurement_engine.drafts import read
from procurement_engine.drafts.model import Draft


def schema_errors(path: Path) -> set[str]:
    """Descriptions; nothing where the validator is not installed."""
    try:
        from openxml_audit import OpenXmlValidator
    except ImportError:
        return set()
    return {error.description for error in OpenXmlValidator().validate(path).errors}


def measure(labels: Path, tally: Counter[str], *, verbose: bool) -> None:
    """Add one dossier."""
    spec = json.loads(labels.read_text(encoding="utf-8"))
    options = {"facts": spec.get("given", {}), "as_of": date.fromisoformat(spec["as_of"]), "evaluators": ["plain"]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_dossier(labels, set(spec.get("render", ())) - {"txt"}, folder)
        begin = perf_counter()
        report = check(paths, **options)
        checked = perf_counter()
        delivery = Delivery(report, datetime(2026, 3, 9))  # noqa: DTZ001
        delivery.propose(lambda drafts: check_drafts(drafts, **options))
        outputs = [delivery.file(number, path)[0] for number, path in enumerate(paths)]
        tally["seconds checking"] += checked - begin
        tally["seconds annotating"] += perf_counter() - checked
        tally["dossiers"] += 1
        tally["findings"] += len(told(report))
        wrong = [finding for finding in told(report) if finding.requirement.outcome == "non_compliant"]
        tally["non compliant"] += len(wrong)
        tally["with a clause text"] += sum(bool(finding.requirement.suggestion) for finding in wrong)
        tally["proposed"] += len(delivery.clauses)
        tally["in their article"] += sum(clause.fitting for clause in delivery.clauses)
        accepted = []
        for number, (path, data) in enumerate(zip(paths, outputs, strict=True)):
            target = folder / f"out{number}{path.suffix if path.suffix == '.docx' else '.docx'}"
            target.write_bytes(data)
            draft, original = read(target), read(path)
            if path.suffix == ".docx":
                mine = [text for clause in delivery.clauses if clause.document == number for text in clause.texts]
                rest = [block.text for block in draft.blocks if block.text not in mine]
                tally["texts changed"] += rest != [block.text for block in original.blocks if block.text not in mine]
                tally["schema errors added"] += len(schema_errors(target) - schema_errors(path))
            accepted.append(Draft(str(path), "docx", "", draft.blocks) if path.suffix == ".docx" else original)
        after = {(r.id, r.lot): r.outcome for r in check_drafts(accepted, **options).requirements}
        for clause in delivery.clauses:
            requirement = clause.finding.requirement
            outcome = after[requirement.id, requirement.lot]
            tally[f"after acceptance: {outcome}"] += 1
            if verbose:
                where = next((t for t in clause.after), 0)
                blocks = read(paths[clause.document]).blocks
                head = next((b.text for b in reversed(blocks[: where + 1]) if b.kind == "heading"), "-")
                print(f"  {labels.stem} {requirement.id} -> {head[:70]}{'' if clause.fitting else ' (END)'}")
        if verbose:
            done = {clause.finding.requirement.id for clause in delivery.clauses}
            print(f"{labels.stem}: not proposed {sorted({f.requirement.id for f in wrong if f.requirement.suggestion} - done)}")


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    tally: Counter[str] = Counter()
    for labels in gold_files(arguments.folder, None):
        measure(labels, tally, verbose=arguments.verbose)
    for key, value in tally.items():
        print(f"{key}: {value:.1f}" if isinstance(value, float) else f"{key}: {value}")


if __name__ == "__main__":
    main()
