"""The rows of each lot that stand for its year, and what their figures count."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

import pandas as pd

from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.territory.combine import Figure, combine
from procurement_engine.impact.territory.gather import LEVELS
from procurement_engine.impact.territory.report import Cell
from procurement_engine.impact.territory.suppress import Sizes

Place = tuple[str, ...]


def leaves(rows: pd.DataFrame, line: Indicator) -> dict[Place, pd.DataFrame]:
    """District, body, tender and lot -> its rows: all of them where they add up over time, else the last period."""
    found = {}
    for place, part in rows.groupby(list(LEVELS), sort=True):
        said = part[part[["value", "numerator"]].notna().any(axis=1)]
        found[tuple(map(str, place))] = said if line.accrues or said.empty else said[said["end"] == said["end"].max()]
    return found


def figure(line: Indicator, parts: Iterable[pd.DataFrame]) -> Figure:
    """What the rows of some lots tell together."""
    frames = [part for part in parts if len(part)]
    return combine(pd.concat(frames), line.measure, line.unit) if frames else Figure(float("nan"), float("nan"), float("nan"))


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


def cell(name: str, year: int, level: str, place: Place, figure: Figure, parts: list[pd.DataFrame], hidden: str) -> Cell:
    """A figure as it may be shown: what is hidden has none."""
    value, top, bottom = (None if hidden or isnan(part) else part for part in figure)
    return Cell(
        indicator=name, year=year, level=level, place=place, value=value, numerator=top, denominator=bottom,
        lots=sum(bool(len(part)) for part in parts), of=len(parts), hidden=hidden,
    )  # fmt: skip
