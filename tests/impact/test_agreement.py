"""`check` (IMP-03) and `impact check` see the same in the tables of indicators that other authors wrote."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import procurement_engine as pe
from procurement_engine.drafts import read
from procurement_engine.impact.from_draft import DraftPlan, read_plan

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from benchmarks.labelled import write_dossier  # noqa: E402

GOLD = ROOT / "tests" / "gold"
#: Held out until the end: 61 to 68.
LABELS = sorted(GOLD.glob("[0-9]*.json")) + sorted((GOLD / "fresh").glob("7*.json"))
#: The labelled drafts with a table of indicators, and what they say of it in prose alone, where only `check` reads.
IN_PROSE: dict[str, set[str]] = {
    "42-avviso-ausl-demenze": {"responsible"}, "44-avviso-dopodinoi-sardegna": set(), "45-disciplinare-educativa-impatto": set(),
    "71-spazi-giovani-unione": set(), "74-convenzione-dopo-di-noi": {"use"},
}  # fmt: skip
SEEN = {
    "indicator": lambda line: bool(line.name), "unit": lambda line: bool(line.unit), "baseline": lambda line: line.baseline.said,
    "target": lambda line: line.target.value is not None, "source": lambda line: bool(line.source),
    "frequency": lambda line: bool(line.timing), "responsible": lambda line: bool(line.responsible), "use": lambda line: bool(line.use),
    "outcome": lambda line: line.kind == "outcome",
}  # fmt: skip


def plan_of(paths: list[Path]) -> DraftPlan | None:
    return next((found for path in paths if (found := read_plan(read(path)))), None)


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, Any], list[Path]]]:
    found = {}
    for path in LABELS:
        label = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = label, write_dossier(path, label["render"], tmp_path_factory.mktemp(path.stem))
    return found


def test_only_these_hold_a_plan(dossiers: dict[str, tuple[dict[str, Any], list[Path]]]) -> None:
    assert {name for name, (_, paths) in dossiers.items() if plan_of(paths)} == IN_PROSE.keys()


@pytest.mark.parametrize("name", IN_PROSE)
def test_they_agree(name: str, dossiers: dict[str, tuple[dict[str, Any], list[Path]]]) -> None:
    label, paths = dossiers[name]
    report = pe.check(paths, as_of=date.fromisoformat(label["as_of"]))
    rule = next(one for one in report.requirements if one.id == "IMP-03")
    states = {element.name for element in rule.elements if element.state == "found"}
    found = plan_of(paths)
    assert found is not None
    told = {part for part, there in SEEN.items() if any(map(there, found.plan.indicators))}
    assert states & SEEN.keys() == told | IN_PROSE[name]
    assert rule.outcome == label["gold"]["IMP-03"]
