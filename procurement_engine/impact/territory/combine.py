"""How figures of an indicator go together: counts add, rates and means are rebuilt from numerator and denominator."""

from __future__ import annotations

from math import isnan
from typing import NamedTuple

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.measures import where
from procurement_engine.impact.plan.indicator import Measure


class Figure(NamedTuple):
    """A value and what it is made of; NaN where something is missing."""

    value: float
    numerator: float
    denominator: float


NOTHING = Figure(float("nan"), float("nan"), float("nan"))


def combine(rows: pd.DataFrame, measure: Measure, unit: str) -> Figure:
    """One figure out of the rows of one indicator and period.

    A row without figures is missing, not zero: it does not count. A percentage of several rows without numerator and
    denominator is refused, since the mean of percentages is not the percentage of the whole.
    """
    if len(rows) == 1:
        return _alone(rows.iloc[0], measure, unit)
    said = rows[rows[["value", "numerator"]].notna().any(axis=1)]
    if said.empty:
        return NOTHING
    if measure in ("count", "amount"):
        return Figure(float(said["value"].fillna(said["numerator"]).sum()), float("nan"), float("nan"))
    for _, row in said.iterrows():
        _consistent(row, unit)
    whole = said[said["denominator"].notna()]
    if len(whole) == len(said):
        top, bottom = float(said["numerator"].sum()), float(said["denominator"].sum())
        return Figure(scale(unit) * top / bottom, top, bottom)
    if len(said) > 1:
        bare = said[said["denominator"].isna()].iloc[0]
        sentence = (
            f"l'indicatore «{bare['indicator']}» non si può riunire: servono numeratore e denominatore, le medie non si mediano"
        )
        raise ImpactError(sentence, bare["file"], where(bare, "value"))
    return Figure(float(said.iloc[0]["value"]), float("nan"), float("nan"))


def _alone(row: pd.Series, measure: Measure, unit: str) -> Figure:
    """The figure of one row."""
    value, top, bottom = (float(row[name]) for name in ("value", "numerator", "denominator"))
    if isnan(value) and isnan(top):
        return NOTHING
    if measure in ("count", "amount"):
        return Figure(top if isnan(value) else value, float("nan"), float("nan"))
    _consistent(row, unit)
    return Figure(value, float("nan"), float("nan")) if isnan(bottom) else Figure(scale(unit) * top / bottom, top, bottom)


def scale(unit: str) -> float:
    """A percentage is a hundred times its ratio."""
    return 100.0 if unit.strip() == "%" else 1.0


def _consistent(row: pd.Series, unit: str) -> None:
    """Value and parts, where both are given, must tell the same."""
    if isnan(row["value"]) or isnan(row["denominator"]):
        return
    ratio = scale(unit) * row["numerator"] / row["denominator"]
    if abs(ratio - row["value"]) > max(0.51, 0.01 * abs(ratio)):
        sentence = f"il valore {row['value']:g} non è numeratore su denominatore ({ratio:.4g})"
        raise ImpactError(sentence, row["file"], where(row, "value"))
