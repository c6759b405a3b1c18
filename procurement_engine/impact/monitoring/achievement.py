"""How far an indicator has come, and how far it should have come by a day."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Literal

from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.rubric import rubric

Light = Literal["on_track", "behind", "off", "missing", "not_due", "no_target"]


def achievement(baseline: float, target: float, actual: float) -> float | None:
    """The share of the way covered, the same whichever way the indicator should go; None where there is no way to go.

    >>> achievement(20, 50, 44), achievement(30, 15, 21), achievement(20, 50, 17), achievement(5, 5, 5)
    (0.8, 0.6, -0.1, None)
    """
    return None if target == baseline else (actual - baseline) / (target - baseline)


def start_value(line: Indicator) -> float | None:
    """Where it starts from: what accrues in the service starts from nothing."""
    return 0.0 if line.baseline.value is None and line.accrues else line.baseline.value


def progress(line: Indicator, actual: float) -> float | None:
    """Achievement of an indicator; of one that should stay where it is, 1 if it stayed within its tolerance, else 0."""
    start, end = start_value(line), line.target.value
    if end is None:
        end = start if line.direction == "maintain" else None
    if end is None or (start is None and line.direction != "maintain"):
        return None
    if line.direction == "maintain":
        return float(abs(actual - end) <= (line.tolerance or 0.0) + 1e-12)
    assert start is not None
    if start == end:
        better = actual - end if line.direction == "increase" else end - actual
        return float(better >= -(line.tolerance or 0.0) - 1e-12)
    return achievement(start, end, actual)


def expected(line: Indicator, begin: date | None, on: date) -> float | None:
    """The value that a straight way through the milestones asks for on a day; None where the way is not known."""
    start, end = start_value(line), line.target
    if line.direction == "maintain":
        return end.value if end.value is not None else start
    begin = begin if line.accrues else (line.baseline.on or begin)
    if start is None or end.value is None or end.on is None or begin is None:
        return None
    stones = [(begin, start), *((stone.on, stone.value) for stone in line.milestones), (end.on, end.value)]
    stones.sort()
    if on <= stones[0][0]:
        return stones[0][1]
    for (d0, v0), (d1, v1) in itertools.pairwise(stones):
        if on <= d1:
            return v0 + (v1 - v0) * ((on - d0).days / (d1 - d0).days) if d1 > d0 else v1
    return stones[-1][1]


def below_minimum(line: Indicator, actual: float) -> bool:
    """It is on the wrong side of the threshold under which nothing is worth."""
    if line.minimum is None:
        return False
    return actual > line.minimum if line.direction == "decrease" else actual < line.minimum


def light(line: Indicator, begin: date | None, actual: float, on: date) -> Light:
    """Against the way expected by that day, by the thresholds of the published rubric."""
    covered = progress(line, actual)
    if covered is None:
        return "no_target"
    if line.target.on is not None and on >= line.target.on and below_minimum(line, actual):
        return "off"
    due = expected(line, begin, on)
    asked = 1.0 if due is None else progress(line, due)
    if covered >= 1 or asked is None:
        return "on_track" if covered >= 1 else "no_target"
    if asked <= 0:
        return "on_track" if covered >= 0 else "off"
    ratio, bounds = covered / asked, rubric().lights
    return "on_track" if ratio >= bounds["on_track"] else "behind" if ratio >= bounds["behind"] else "off"
