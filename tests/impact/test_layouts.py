"""Plans read out of tables laid out in many ways, through the real Word reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.data import data_path
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.vocabulary import Lookup
from procurement_engine.drafts import read
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.impact.from_draft import read_plan

CONCEPTS = load_concepts([data_path("rulesets", "concepts")])
LAYOUTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("layouts.yaml").read_text(encoding="utf-8"))
HEADINGS = sorted({cell for one in LAYOUTS.values() for cell in (one.get("rows") or [[]])[0]})


def draft(layout: dict[str, Any], path: Path) -> Any:
    """The layout as a Word document: words above, a table (a line that says one thing runs over it), lines of prose."""
    document = Document()
    document.add_heading("Art. 7 Piano di misura", 1)
    for words in layout.get("above", ()):
        document.add_paragraph(words)
    rows = layout.get("rows", ())
    grid = document.add_table(rows=0, cols=len(rows[0])) if rows else None
    for row in rows:
        assert grid is not None
        cells = grid.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if len(set(row)) == 1 and len(row) > 1:
            cells[0].merge(cells[-1]).text = row[0]
    for words in layout.get("text", ()):
        document.add_paragraph(words)
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
    found = read_plan(draft(LAYOUTS[name], tmp_path / "bozza.docx"))
    wanted = LAYOUTS[name]["expect"]
    lines = found.plan.indicators if found else ()
    assert len(lines) == len(wanted)
    for line, fields in zip(lines, wanted, strict=True):
        assert found is not None
        assert {field: seen(found.plan, line, field) for field in fields} == fields


def test_at_least_ten_layouts_were_made_by_others() -> None:
    assert sum("from" in one and bool(one["expect"]) for one in LAYOUTS.values()) >= 10


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
    made = draft(LAYOUTS["solo_prodotti"], tmp_path / "bozza.docx")
    found = read_plan(made)
    assert found is not None
    assert {made.blocks[place].cells[1] for place in found.places.values()} == {"n. ragazzi agganciati", "n. operatori formati"}


CONTENT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z"), exclude_characters="|"), max_size=30)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_table_brings_the_reader_down(data: st.DataObject) -> None:
    """Known headings, in any order, over cells of anything: a plan or none, each line in a block that is there."""
    heads = data.draw(st.lists(st.sampled_from(HEADINGS) | CONTENT, min_size=1, max_size=7))
    body = data.draw(st.lists(st.lists(CONTENT | st.sampled_from(HEADINGS), min_size=1, max_size=8), max_size=5))
    rows = [tuple(row) for row in (heads, *body)]
    made = Draft("b.docx", "docx", "", tuple(Block(" | ".join(r), kind="row", cells=r, table=0, row=n) for n, r in enumerate(rows)))
    found = read_plan(made)
    assert found is None or all(0 <= place < len(made.blocks) for place in found.places.values())
    Lookup(TextIndex(made), CONCEPTS).spans("impact_table")
