"""The estimate, its interval, and the sentence that may be said about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from procurement_engine.impact.counterfactual.observations import order, read_observations
from procurement_engine.impact.counterfactual.regression import Fit, fit
from procurement_engine.impact.counterfactual.report import Cell, EffectReport, Step
from procurement_engine.impact.counterfactual.student import p_value, quantile
from procurement_engine.impact.counterfactual.warnings import Trend, reasons, warnings
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.say import say

Design = Literal["difference_in_differences", "before_after", "after_only"]
CONFIDENCE = 0.95


def effect(data: pd.DataFrame | Iterable[Path], *, since: str | None = None, lang: str = "it") -> EffectReport:
    """Difference in differences of observations (see `read_observations`), or the less that the data allow.

    Ordinary errors where every row is another person; clustered by the column of the bodies, else by unit where units
    return. ImpactError where nothing can be compared.
    """
    frame = data if isinstance(data, pd.DataFrame) else read_observations(data, since)
    used = frame[frame["value"].notna()]
    design = _design(used)
    clusters = _clusters(used)
    found = fit(_regressors(used, design), used["value"].to_numpy(), clusters)
    estimate = float(found.coefficients[-1]) if found else _plain_difference(used, design)
    trend = _trend(used, clusters)
    why = reasons(used, design, clusters, trend, lang)
    return _report(frame, used, design, clusters, found, estimate, trend, why, lang)


def _design(used: pd.DataFrame) -> Design:
    before, control = (~used["after"]).any(), (~used["treated"]).any()
    if not used["treated"].any() or not used["after"].any():
        raise ImpactError("mancano le misure di chi ha avuto il servizio, o quelle di dopo")
    if control and before:
        if len(used.groupby(["treated", "after"])) < 4:
            raise ImpactError("manca uno dei quattro gruppi: con e senza servizio, prima e dopo")
        return "difference_in_differences"
    if not control and not before:
        raise ImpactError("ci sono solo misure di dopo e solo di chi ha avuto il servizio: non c'è nulla da confrontare")
    return "after_only" if control else "before_after"


def _regressors(used: pd.DataFrame, design: Design) -> NDArray[np.float64]:
    one, treated, after = np.ones(len(used)), used["treated"].to_numpy(float), used["after"].to_numpy(float)
    columns = {
        "difference_in_differences": [one, treated, after, treated * after],
        "before_after": [one, after],
        "after_only": [one, treated],
    }
    return np.column_stack(columns[design])


def _plain_difference(used: pd.DataFrame, design: Design) -> float:
    mean = {key: float(value) for key, value in used.groupby(["treated", "after"])["value"].mean().items()}
    if design == "difference_in_differences":
        return (mean[True, True] - mean[True, False]) - (mean[False, True] - mean[False, False])
    return mean[True, True] - (mean[True, False] if design == "before_after" else mean[False, True])


def _clusters(used: pd.DataFrame) -> NDArray[np.int64] | None:
    for column in ("cluster", "unit"):
        named = used[column]
        if (named != "").all() and named.nunique() < len(used):
            return np.asarray(pd.factorize(named)[0], dtype=np.int64)
    return None


def _trend(used: pd.DataFrame, clusters: NDArray[np.int64] | None) -> Trend | None:
    """Whether the groups moved alike before the service: the difference of their slopes over the periods before."""
    early = (~used["after"]).to_numpy()
    before = used[early]
    times = order(before["time"])
    if len(times) < 2 or before["treated"].nunique() < 2:
        return None
    step, treated = before["time"].map(times.index).to_numpy(float), before["treated"].to_numpy(float)
    design = np.column_stack([np.ones(len(before)), treated, step, treated * step])
    own = None if clusters is None else np.asarray(pd.factorize(clusters[early])[0], dtype=np.int64)
    found = fit(design, before["value"].to_numpy(), own)
    if found is None or not found.errors[-1]:
        return None
    slope = float(found.coefficients[-1])
    return Trend(slope, p_value(slope / float(found.errors[-1]), found.freedom))


def _report(
    frame: pd.DataFrame, used: pd.DataFrame, design: Design, clusters: NDArray[np.int64] | None, found: Fit | None,
    estimate: float, trend: Trend | None, why: list[str], lang: str,
) -> EffectReport:  # fmt: skip
    error = float(found.errors[-1]) if found else None
    half = quantile(CONFIDENCE, found.freedom) * error if found and error is not None else None
    interval: dict[str, Any] = {"low": None, "high": None, "p": None}
    if found and half is not None and error is not None:
        interval = {
            "low": estimate - half,
            "high": estimate + half,
            "p": p_value(estimate / error, found.freedom) if error else None,
        }
    told_apart = half is not None and (interval["low"] > 0 or interval["high"] < 0)
    verdict = "not_attributable" if why or half is None else "effect_found" if told_apart else "not_distinguishable"
    statement = say("effect", verdict, lang, estimate=estimate, low=interval["low"] or 0.0, high=interval["high"] or 0.0)
    return EffectReport(
        design=design, estimate=estimate, error=error, **interval, freedom=found.freedom if found else None,
        clusters=None if clusters is None else int(clusters.max()) + 1, verdict=verdict, statement=statement,
        reasons=tuple(why), warnings=tuple(warnings(frame, used, design, clusters, trend, error, lang)),
        cells=_cells(used), steps=_steps(used),
    )  # fmt: skip


def _cells(used: pd.DataFrame) -> tuple[Cell, ...]:
    cells = []
    for treated in (True, False):
        for after in (False, True):
            part = used[(used["treated"] == treated) & (used["after"] == after)]["value"]
            mean, spread = (float(part.mean()) if len(part) else None), (float(part.std()) if len(part) > 1 else None)
            cells.append(Cell(treated=treated, after=after, n=len(part), mean=mean, deviation=spread))
    return tuple(cells)


def _steps(used: pd.DataFrame) -> tuple[Step, ...]:
    steps = []
    times = [time for after in (False, True) for time in order(used[used["after"] == after]["time"])]
    for treated in (True, False):
        for time in dict.fromkeys(times):
            part = used[(used["treated"] == treated) & (used["time"] == time)]
            if len(part):
                after = bool(part["after"].iloc[0])
                steps.append(Step(treated=treated, time=time, after=after, n=len(part), mean=float(part["value"].mean())))
    return tuple(steps)
