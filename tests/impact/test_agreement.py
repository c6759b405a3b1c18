"""`check` (IMP-03) and `impact check` see the same in a table of indicators that another author wrote."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import procurement_engine as pe
from procurement_engine.drafts import read
from procurement_engine.impact.draft.read import read_plan

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from benchmarks.labelled import write_dossier  # noqa: E402

SEEN = {
    "indicator": lambda line: bool(line.name), "unit": lambda line: bool(line.unit), "baseline": lambda line: line.baseline.said,
    "target": lambda line: line.target.value is not None, "source": lambda line: bool(line.source),
    "frequency": lambda line: bool(line.timing), "responsible": lambda line: bool(line.responsible), "use": lambda line: bool(line.use),
    "outcome": lambda line: line.kind == "outcome",
}  # fmt: skip


def test_they_agree(tmp_path: Path) -> None:
    paths = write_dossier(ROOT / "tests" / "gold" / "45-disciplinare-educativa-impatto.json", (), tmp_path)
    report = pe.check(paths, as_of=date(2026, 3, 1))
    rule = next(one for one in report.requirements if one.id == "IMP-03")
    states = {element.name: element.state == "found" for element in rule.elements}
    found = read_plan(read(paths[0]))
    assert found is not None
    assert {part: any(map(SEEN[part], found.plan.indicators)) for part in SEEN} == {part: states[part] for part in SEEN}
