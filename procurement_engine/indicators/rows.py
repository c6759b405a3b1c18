"""The rows of a table of indicators by what their cells are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from procurement_engine.indicators.cells import Cell, numbers
from procurement_engine.indicators.grids import Grid
from procurement_engine.indicators.headings import Heading, is_level
from procurement_engine.indicators.words import holds, lists, plain

_NOTHING = {"", "n d", "nd", "tbd", "da definire", "n a", "non disponibile", "x", "…"}


@dataclass
class Row:
    """Cells by role; `stages` are the columns of years and steps, `heads` the headings that also tell a date."""

    cells: dict[str, Cell] = field(default_factory=dict)
    stages: list[tuple[Heading, Cell]] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    english: bool = False

    def text(self, role: str) -> str:
        """The words of a role, empty where there are none."""
        cell = self.cells.get(role)
        return cell.text if cell else ""

    def numbers(self, text: str) -> list[float]:
        """The figures of a text, in the language of the table."""
        return numbers(text, english=self.english)


def rows(grid: Grid) -> list[Row]:
    """Rows with a subject; what is written once over several rows, or alone on a row, counts for those under it."""
    found: list[Row] = []
    outcome, level = Cell("", 0, None), Cell("", 0, None)
    english = bool({word for one in grid.headings for word in plain(one.text).split()} & set(lists()["english"]))
    roles = {role for one in grid.headings for role in one.roles}
    for line in grid.rows:
        said = [cell for cell in line if not _nothing(cell.text)]
        if not said or plain(said[0].text).startswith(("totale", "total ")):
            continue
        if len({cell.text for cell in said}) == 1 and len(line) > 2 and _alone(said, line):
            level, outcome = (said[0], Cell("", 0, None)) if is_level(said[0].text) else (level, said[0])
            continue
        row = _by_role(grid.headings, line, roles)
        row.english = english
        outcome = row.cells.get("outcome", outcome)
        if level.text:
            row.cells.setdefault("kind", level)
        if _continues(row, found):
            found[-1].stages.extend(row.stages)
            continue
        if outcome.text:
            row.cells["outcome"] = outcome
        if (row.text("indicator") or row.text("outcome")) and not holds(row.text("kind"), lists()["no_indicators"]):
            found.append(row)
    return found


def _nothing(text: str) -> bool:
    """An empty cell, or one that says it is."""
    return plain(text) in _NOTHING and not any(sign.isdigit() or sign in "€%" for sign in text)


def _alone(said: Sequence[Cell], line: Sequence[Cell]) -> bool:
    """A title within the table: it fills the row or stands in its first cell."""
    return len(said) > 1 or said[0] is line[0]


def _continues(row: Row, found: Sequence[Row]) -> bool:
    """A row under an indicator that says its value at another date: it has only the date and the value."""
    return bool(found and row.stages and found[-1].stages) and set(row.cells) <= {"target", "date", "kind"}


def _by_role(headings: Sequence[Heading], line: Sequence[Cell], roles: set[str]) -> Row:
    row = Row()
    for one, cell in zip(headings, line, strict=False):
        if _nothing(cell.text):
            continue
        for role in _settled(one, cell.text, roles):
            old = row.cells.get(role)
            row.cells[role] = Cell(f"{old.text}; {cell.text}", old.block, old.column) if old and old.text != cell.text else cell
            row.heads[role] = one.text
        if one.stage:
            row.stages.append((one, cell))
    dated = row.cells.get("date")
    if dated and not row.stages and "target" in row.cells:
        row.stages.append((Heading(dated.text), row.cells["target"]))
    return row


def _settled(one: Heading, cell: str, roles: set[str] | Mapping[str, object]) -> set[str]:
    """An expected result is a target where it is a figure, a change where it is a phrase; a name is what nothing else names."""
    settled, figure = set(one.roles), bool(numbers(cell)) and len(plain(cell).split()) < 6
    if "result" in settled or (settled == {"outcome"} and figure and "target" not in settled and _bare(cell)):
        settled = settled - {"result", "outcome"} | {"target" if figure else "outcome"}
    if "name" in settled:
        settled = settled - {"name"} | {"outcome" if "indicator" in roles else "indicator"}
    if "measured" in settled:
        settled = settled - {"measured"} | (set() if "unit" in roles else {"unit"})
    return settled


def _bare(cell: str) -> bool:
    """A figure with its unit, no code with figures in it."""
    return re.match(r"[^A-Za-zÀ-ù]*\d", cell) is not None
