"""From a plan and a table of measurements to the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import isnan
from pathlib import Path

import pandas as pd

from procurement_engine.impact.monitoring.achievement import below_minimum, expected, light, progress
from procurement_engine.impact.monitoring.findings import findings
from procurement_engine.impact.monitoring.match import matched
from procurement_engine.impact.monitoring.measures import read_measures
from procurement_engine.impact.monitoring.payment import Result, payment
from procurement_engine.impact.monitoring.period import calendar
from procurement_engine.impact.monitoring.report import Group, Line, MonitorReport, Point
from procurement_engine.impact.plan.indicator import MONTHS, Indicator
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.territory.combine import combine


def monitor(plan: ImpactPlan, measures: pd.DataFrame | Iterable[Path], as_of: date, lang: str = "it") -> MonitorReport:
    """The state of the plan on a day, by what was measured up to then; ImpactError for a table that cannot be used."""
    frame = measures if isinstance(measures, pd.DataFrame) else read_measures(measures)
    rows = matched(plan, frame)
    rows = rows[(rows["end"] <= as_of) & (rows["received_on"].isna() | (rows["received_on"] <= as_of))]
    first, now = plan.at(None), plan.at(as_of)
    lines = tuple(_line(plan, first[name], now[name], rows[rows["indicator"] == name], as_of) for name in now)
    due = payment(plan.payment, {line.id: _result(now[line.id], line) for line in lines}) if plan.payment else None
    return MonitorReport(
        title=plan.title, subject=plan.subject, body=plan.body, tender=plan.tender, lot=plan.lot, as_of=as_of,
        start=plan.start, end=plan.end, lines=lines, findings=tuple(findings(plan, lines, as_of, lang)),
        amendments=tuple(change for change in plan.amendments if change.on <= as_of), payment=due,
    )  # fmt: skip


def _line(plan: ImpactPlan, first: Indicator, now: Indicator, rows: pd.DataFrame, as_of: date) -> Line:
    points = _points(plan, now, rows[rows["group"] == ""])
    missing = _missing(plan, now, points, as_of)
    last = next((point for point in reversed(points) if point.to_date is not None), None)
    actual = last.to_date if last else None
    outcome = next((one.text for one in plan.outcomes if one.id == now.outcome), "")
    return Line(
        id=now.id, name=now.name, kind=now.kind, outcome=outcome, unit=now.unit, direction=now.direction,
        baseline=now.baseline.value, target=now.target.value, target_on=now.target.on, first_target=first.target.value,
        begin=plan.start, points=points, groups=_groups(now, rows), missing=missing, actual=actual,
        measured_to=last.end if last else None,
        achievement=None if actual is None else progress(now, actual),
        achievement_on_first_plan=None if actual is None else progress(first, actual),
        expected=last.expected if last else None,
        light=light(now, plan.start, actual, last.end) if last and actual is not None else "missing" if missing else "not_due",
    )  # fmt: skip


def _points(plan: ImpactPlan, line: Indicator, rows: pd.DataFrame) -> tuple[Point, ...]:
    points, so_far = [], 0.0
    for _, part in rows.sort_values(["start", "end"]).groupby(["start", "end"], sort=False):
        start, end, label = (part.iloc[0][column] for column in ("start", "end", "period"))
        figure = combine(part, line.measure, line.unit)
        value = _known(figure.value)
        so_far += value or 0.0
        to_date = None if value is None else so_far if line.accrues else value
        points.append(Point(
            period=label, start=start, end=end, value=value, numerator=_known(figure.numerator),
            denominator=_known(figure.denominator), to_date=to_date, expected=expected(line, plan.start, end),
            achievement=None if to_date is None else progress(line, to_date),
            evidence=_every(part, "evidence"), verified_by=_every(part, "verified_by"),
            days_late=_days_late(part, end + timedelta(days=plan.reporting_days)),
        ))  # fmt: skip
    return tuple(points)


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def _every(rows: pd.DataFrame, column: str) -> str:
    """What stands behind a figure made of several rows stands behind it only if it stands behind each."""
    said = rows[rows[["value", "numerator"]].notna().any(axis=1)][column]
    return "; ".join(dict.fromkeys(said)) if len(said) and all(said) else ""


def _days_late(rows: pd.DataFrame, due: date) -> int:
    received = [day for day in rows["received_on"] if day is not None and not pd.isna(day)]
    return max(0, (max(received) - due).days) if received else 0


def _missing(plan: ImpactPlan, line: Indicator, points: tuple[Point, ...], as_of: date) -> tuple[str, ...]:
    """The periods whose figures are due and not there, or there without a figure."""
    if plan.start is None or plan.end is None or line.frequency is None:
        return tuple(point.period for point in points if point.value is None)
    there = [point for point in points if point.value is not None]
    return tuple(
        period.label
        for period in calendar(plan.start, plan.end, MONTHS[line.frequency])
        if period.end + timedelta(days=plan.reporting_days) < as_of
        and not any(
            period.start <= point.end <= period.end or point.start <= period.start <= period.end <= point.end for point in there
        )
    )


def _groups(line: Indicator, rows: pd.DataFrame) -> tuple[Group, ...]:
    found = []
    for name, part in rows[rows["group"] != ""].groupby("group", sort=False):
        last = part[part["end"] == part["end"].max()]
        found.append(Group(name=name, period=last.iloc[0]["period"], value=_known(combine(last, line.measure, line.unit).value)))
    return tuple(found)


def _result(line: Indicator, shown: Line) -> Result:
    counted = [point for point in shown.points if point.value is not None]
    checked = counted if line.accrues else counted[-1:]
    return Result(
        achievement=shown.achievement,
        verified=bool(checked) and all(point.verified_by and point.evidence for point in checked),
        below_minimum=shown.actual is not None and below_minimum(line, shown.actual),
    )
