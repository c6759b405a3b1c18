"""`check` (IMP-03) and `impact check` see the same in the tables of indicators that other authors wrote."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

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


#: The rule reads prose too: there this notice speaks of a baseline (to deny it) and of persons, outside the table.
IN_PROSE = {"42-avviso-ausl-demenze": {"baseline", "responsible"}}


@pytest.mark.parametrize("name", ["42-avviso-ausl-demenze", "45-disciplinare-educativa-impatto"])
def test_they_agree(name: str, tmp_path: Path) -> None:
    parts = SEEN.keys() - IN_PROSE.get(name, set())
    paths = write_dossier(ROOT / "tests" / "gold" / f"{name}.json", (), tmp_path)
    report = pe.check(paths, as_of=date(2026, 3, 1))
    rule = next(one for one in report.requirements if one.id == "IMP-03")
    states = {element.name: element.state == "found" for element in rule.elements}
    found = read_plan(read(paths[0]))
    assert found is not None
    assert {part: any(map(SEEN[part], found.plan.indicators)) for part in parts} == {part: states[part] for part in parts}
