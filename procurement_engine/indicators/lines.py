"""The lines of a draft's tables of indicators: what each measures, from where to where, on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procurement_engine.drafts.model import Draft
from procurement_engine.indicators.cells import Cell
from procurement_engine.indicators.figures import Figures, figures, in_name
from procurement_engine.indicators.grids import Grid, grids
from procurement_engine.indicators.prose import lists_in_prose
from procurement_engine.indicators.rows import Row, rows
from procurement_engine.indicators.words import counts_activity, frequency, holds, lists, plain


@dataclass(frozen=True)
class Line:
    """One indicator. `cells`: where each thing was read, by role; a thing said inside another's cell has that cell."""

    name: str
    outcome: str
    kind: str  # outcome | output
    figures: Figures
    frequency: str | None
    shares: Mapping[str, float]
    cells: Mapping[str, Cell]

    def text(self, role: str) -> str:
        """The words of a role on one line."""
        return " ".join(self.cells[role].text.split())[:2000] if role in self.cells else ""

    @property
    def place(self) -> int:
        """The block of the draft in which it stands."""
        return self.cells["indicator"].block


@dataclass(frozen=True)
class Table:
    """A table of indicators: what its columns were taken for, its lines."""

    columns: Mapping[str, str]
    lines: tuple[Line, ...]

    @property
    def about_change(self) -> bool:
        """It measures a change against where one starts, or names the change."""
        said = {role for line in self.lines for role in line.cells}
        return any(line.kind == "outcome" for line in self.lines) and bool(said & {"baseline", "outcome"})

    @property
    def service_levels(self) -> bool:
        """What is measured is the performance of the contract: falling short costs money."""
        return any("penalty" in roles for roles in self.columns.values())


def tables(draft: Draft) -> Iterator[Table]:
    """The tables of indicators of a draft, and the lists that say the same things label by label."""
    for grid in (*grids(draft), *lists_in_prose(draft)):
        lines = tuple(map(_line, rows(grid)))
        if lines:
            yield Table(_columns(grid), lines)


def _columns(grid: Grid) -> dict[str, str]:
    """A year or a step without other words is a value expected then."""
    return {one.text: ", ".join(sorted(one.roles or ({"target"} if one.stage else ()))) for one in grid.headings if one.text}


def _line(row: Row) -> Line:
    name, own = row.text("indicator") or row.text("outcome"), row.cells.get("indicator") or row.cells["outcome"]
    found, cells = figures(row), {**row.cells, "indicator": own}
    cells.pop("outcome", None)
    kind = _kind(row, name)
    if kind == "outcome" and row.text("outcome"):
        cells["outcome"] = row.cells["outcome"]
    if holds(row.text("source"), lists()["verified"]):  # "libro unico, verificato dal direttore dell'esecuzione"
        cells.setdefault("verification", row.cells["source"])
    return Line(
        name=" ".join(name.split())[:2000], outcome=row.text("outcome") if kind == "outcome" else "", kind=kind, figures=found,
        frequency=_timing(row, cells), shares=dict(_shares(row)), cells=_with_figures(cells, row, found),
    )  # fmt: skip


def _timing(row: Row, cells: dict[str, Cell]) -> str | None:
    """How often, by its own column or, where it has none, in the source's words."""
    text = row.text("frequency")
    if not text and frequency(row.text("source")):
        cells["frequency"] = row.cells["source"]
        text = row.text("source")
    return frequency(text) or frequency(f"ogni {text}")


def _with_figures(cells: dict[str, Cell], row: Row, found: Figures) -> dict[str, Cell]:
    """A start, an end, a unit told in the cell of another: it stands there."""
    where = row.cells.get("target") or (row.stages[-1][1] if row.stages else cells["indicator"])
    told = {"baseline": found.start is not None, "target": found.end is not None, "unit": bool(found.unit)}
    for role, said in told.items():
        at = cells["indicator"] if role == "unit" and in_name(row.text("indicator")) else where
        if said and not (role in cells and cells[role].text):
            cells[role] = at
        elif not said and not (role == "baseline" and found.start_note):
            cells.pop(role, None)
    return cells


def _shares(row: Row) -> Iterator[tuple[str, float]]:
    """Deadweight and the like, where a column gives them; percentages as shares."""
    for role in ("deadweight", "attribution", "dropoff"):
        found = row.numbers(row.text(role))
        if found and 0 <= found[0] <= 100:
            yield role, found[0] / 100 if found[0] > 1 or "%" in row.text(role) else found[0]


def _kind(row: Row, name: str) -> str:
    """A count of what is done, or a change: as the table says, else as the words of the indicator do."""
    said = row.text("kind") or row.heads.get("indicator", "")  # "indicatori di realizzazione" says it for the whole column
    if holds(said, ["output", "prodott", "realizzazion", "attivit"]):
        return "output"
    change = ["outcome", "esit", "impatt", "impact", "goal", "purpose", "obiettivo"]
    if row.text("kind") and holds(said, change) and not plain(name).startswith("n "):
        return "outcome"
    return "output" if counts_activity(name) else "outcome"
