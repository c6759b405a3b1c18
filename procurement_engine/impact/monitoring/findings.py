"""What a reader of the figures must know before believing them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procurement_engine.impact.monitoring.report import Line
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.say import Finding, finding

#: Under so many cases one person moves a percentage by more than five points.
FEW = 20


def findings(plan: ImpactPlan, lines: tuple[Line, ...], as_of: date, lang: str) -> Iterator[Finding]:
    """In the order of the plan."""
    for line in lines:
        yield from _figures(plan, line, lang)
        yield from _proof(line, lang)
    for change in plan.amendments:
        eased = _easier_after(plan, lines, change.indicator, change.on)
        if change.on <= as_of and change.field == "target" and eased:
            yield finding("eased_after_measure", eased.id, lang, name=eased.name, on=f"{change.on:%d/%m/%Y}")


def _figures(plan: ImpactPlan, line: Line, lang: str) -> Iterator[Finding]:
    if line.missing:
        yield finding("missing_period", line.id, lang, name=line.name, periods="; ".join(line.missing))
    own = plan.indicator(line.id)
    if own and own.accrues and line.missing and line.actual is not None:
        yield finding("partial_sum", line.id, lang, name=line.name)
    if line.achievement is not None and line.achievement < 0:
        yield finding("worse_than_baseline", line.id, lang, name=line.name)
    if line.light == "no_target":
        yield finding("no_way", line.id, lang, name=line.name)
    last = line.points[-1] if line.points else None
    if last and last.denominator is not None and 0 < last.denominator < FEW and line.unit == "%":
        yield finding("few_cases", line.id, lang, name=line.name, cases=last.denominator, points=100 / last.denominator)
    for point in line.points:
        if point.days_late:
            yield finding("late", line.id, lang, name=line.name, period=point.period, days=point.days_late)


def _proof(line: Line, lang: str) -> Iterator[Finding]:
    counted = [point for point in line.points if point.value is not None]
    bare = [point.period for point in counted if not point.evidence]
    unchecked = [point.period for point in counted if not point.verified_by]
    if bare:
        yield finding("no_evidence", line.id, lang, name=line.name, periods="; ".join(bare))
    if unchecked:
        yield finding("unverified", line.id, lang, name=line.name, periods="; ".join(unchecked))


def _easier_after(plan: ImpactPlan, lines: tuple[Line, ...], name: str, on: date) -> Line | None:
    """The target was brought nearer when a figure was already there."""
    line = next((one for one in lines if one.id == name), None)
    before = plan.indicator(name)
    if line is None or before is None or before.target.value is None or line.target is None:
        return None
    nearer = line.target < before.target.value if before.direction == "increase" else line.target > before.target.value
    return line if nearer and any(point.end < on and point.value is not None for point in line.points) else None
