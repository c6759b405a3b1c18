"""Plans read out of tables laid out in many ways, through the real Word reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from procurement_engine.drafts import read
from procurement_engine.impact.draft.read import read_plan

LAYOUTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("layouts.yaml").read_text(encoding="utf-8"))


def draft(rows: list[list[str]], path: Path) -> Any:
    document = Document()
    document.add_heading("Art. 7 Piano di misura", 1)
    grid = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        cells = grid.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if len(set(row)) == 1 and len(row) > 1:  # a line that runs over the whole table
            cells[0].merge(cells[-1]).text = row[0]
    document.save(str(path))
    return read(path)


def seen(plan: Any, line: Any, field: str) -> Any:
    outcome = next((one for one in plan.outcomes if one.id == line.outcome), None)
    shares = outcome.attribution if outcome else None
    special = {
        "baseline": line.baseline.value, "target": line.target.value, "target_on": line.target.on and line.target.on.isoformat(),
        "outcome": outcome.text if outcome else None, "milestones": [[stone.on, stone.value] for stone in line.milestones],
        "deadweight": shares and shares.deadweight, "others": shares and shares.others, "drop_off": shares and shares.drop_off,
    }  # fmt: skip
    return special[field] if field in special else getattr(line, field)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str, tmp_path: Path) -> None:
    found = read_plan(draft(LAYOUTS[name]["rows"], tmp_path / "bozza.docx"))
    wanted = LAYOUTS[name]["expect"]
    lines = found.plan.indicators if found else ()
    assert len(lines) == len(wanted)
    for line, fields in zip(lines, wanted, strict=True):
        assert found is not None
        assert {field: seen(found.plan, line, field) for field in fields} == fields


def test_at_least_ten_layouts_are_plans() -> None:
    assert sum(bool(one["expect"]) for one in LAYOUTS.values()) >= 10


def test_a_table_broken_over_pages_goes_on(tmp_path: Path) -> None:
    head, first = LAYOUTS["piano_di_educativa"]["rows"]
    document = Document()
    for rows in (
        [head, first],
        [["Legami", "ragazzi con un adulto di riferimento", "%", "38", "60", "intervista", "annuale", "educatore", ""]],
    ):
        grid = document.add_table(rows=0, cols=len(head))
        for row in rows:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(tmp_path / "bozza.docx"))
    found = read_plan(read(tmp_path / "bozza.docx"))
    assert found is not None
    assert [line.target.value for line in found.plan.indicators] == [85, 60]


def test_each_line_keeps_its_place(tmp_path: Path) -> None:
    made = draft(LAYOUTS["solo_prodotti"]["rows"], tmp_path / "bozza.docx")
    found = read_plan(made)
    assert found is not None
    assert {made.blocks[place].cells[1] for place in found.places.values()} == {"n. ragazzi agganciati", "n. operatori formati"}
