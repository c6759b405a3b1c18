"""The rows of each lot that stand for its year, and what their figures count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import pandas as pd

from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.territory.combine import NOTHING, Figure, combine, scale
from procurement_engine.impact.territory.gather import LEVELS
from procurement_engine.impact.territory.report import Cell
from procurement_engine.impact.territory.suppress import Sizes

Place = tuple[str, ...]


@dataclass(frozen=True)
class Lots:
    """The lots of an indicator in a year: the rows that stand for each (none: its figure is missing), and what they tell."""

    line: Indicator
    rows: Mapping[Place, pd.DataFrame]
    own: Mapping[Place, Figure]

    @classmethod
    def of(cls, line: Indicator, rows: pd.DataFrame) -> Lots:
        """By district, body, tender and lot: all rows where they add up over time, else those of the last period."""
        told = rows[["value", "numerator"]].notna().any(axis=1)
        found = {tuple(map(str, place)): rows.iloc[:0] for place in rows[list(LEVELS)].itertuples(index=False)}
        for place, part in rows[told].groupby(list(LEVELS), sort=True):
            later = len(part) > 1 and not line.accrues
            found[tuple(map(str, place))] = part[part["end"] == part["end"].max()] if later else part
        return cls(line, found, {place: combine(part, line.measure, line.unit) for place, part in found.items()})

    def under(self, place: Place) -> list[Place]:
        """The lots of a place."""
        return [lot for lot in self.rows if lot[: len(place)] == place]

    def given(self, lots: Sequence[Place]) -> tuple[int, int]:
        """How many of some lots gave a figure, and how many they are."""
        return sum(bool(len(self.rows[lot])) for lot in lots), len(lots)

    def together(self, lots: Sequence[Place]) -> Figure:
        """What some lots tell together; ImpactError for percentages that lack their parts, as `combine` has it."""
        said = [self.own[lot] for lot in lots if not isnan(self.own[lot].value)]
        if len(said) < 2:
            return said[0] if said else NOTHING
        if self.line.measure in ("count", "amount"):
            return Figure(sum(one.value for one in said), float("nan"), float("nan"))
        if any(isnan(one.denominator) for one in said):
            return combine(pd.concat([self.rows[lot] for lot in lots if len(self.rows[lot])]), self.line.measure, self.line.unit)
        top, bottom = sum(one.numerator for one in said), sum(one.denominator for one in said)
        return Figure(scale(self.line.unit) * top / bottom, top, bottom)


def sizes(line: Indicator, figure: Figure) -> Sizes:
    """The counts of persons behind a figure: of a rate those who did, those who did not, and all; of a mean all."""
    if not line.about_persons or isnan(figure.value):
        return (0.0, 0.0, 0.0)
    if line.measure == "count":
        return (figure.value, 0.0, 0.0)
    if isnan(figure.denominator) or line.measure == "amount":
        return (0.0, 0.0, 0.0)
    if line.measure == "mean":
        return (figure.denominator, 0.0, 0.0)
    return (figure.denominator, figure.numerator, max(figure.denominator - figure.numerator, 0.0))


def cell(name: str, year: int, level: str, place: Place, figure: Figure, given: tuple[int, int], hidden: str) -> Cell:
    """A figure as it may be shown: what is hidden has none. `given`: how many lots gave a figure, of how many."""
    value, top, bottom = (None if hidden or isnan(part) else part for part in figure)
    return Cell(
        indicator=name, year=year, level=level, place=place, value=value, numerator=top, denominator=bottom,
        lots=given[0], of=given[1], hidden=hidden,
    )  # fmt: skip
