"""Concepts that stand in a table of indicators: there a cell's meaning comes from its column, not from its words."""

from __future__ import annotations

from collections import defaultdict

from procurement_engine.detection.index import TextIndex
from procurement_engine.drafts.model import CELL_SEPARATOR
from procurement_engine.indicators.cells import Cell
from procurement_engine.indicators.lines import Line, tables

Span = tuple[int, int]


def column_spans(index: TextIndex) -> dict[str, tuple[Span, ...]]:
    """Role of a column -> the tokens of its cells, over all tables of indicators of a draft.

    Besides the columns: `change`, the indicators that count a change; `plan`, the lines of the tables with which the draft
    measures what changes or, if none does, of those that at least are no service levels.
    """
    first: dict[int, tuple[int, int]] = {}
    for unit in index.units:
        first[unit.block] = (first[unit.block][0] if unit.block in first else unit.first, unit.last)
    found: dict[str, set[Span]] = defaultdict(set)
    read = list(tables(index.draft))
    plans = [table for table in read if table.about_change] or [table for table in read if not table.service_levels]
    for table in read:
        for line in table.lines:
            for role, cell in _told(line, plan=table in plans).items():
                if cell.block in first and (span := _span(index, cell, *first[cell.block])):
                    found[role].add(span)
    return {role: tuple(sorted(spans)) for role, spans in found.items()}


def _told(line: Line, *, plan: bool) -> dict[str, Cell]:
    own = line.cells["indicator"]
    return {**line.cells, **({"change": own} if line.kind == "outcome" else {}), **({"plan": own} if plan else {})}


def _span(index: TextIndex, cell: Cell, first: int, last: int) -> Span | None:
    """The tokens of a cell within those of its block."""
    start, end = 0, len(index.draft.blocks[cell.block].text)
    if cell.column is not None:
        before = index.draft.blocks[cell.block].cells[: cell.column]
        start = sum(len(text) + len(CELL_SEPARATOR) for text in before)
        end = start + len(index.draft.blocks[cell.block].cells[cell.column])
    inside = [at for at in range(first, last) if start <= index.tokens[at].start < end]
    return (inside[0], inside[-1] + 1) if inside else None
