"""What `impact monitor` answers, frozen: every renderer reads it and nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from procurement_engine.impact.monitoring.achievement import Light
from procurement_engine.impact.monitoring.payment import PaymentReport
from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.model import Amendment
from procurement_engine.impact.say import Finding

if TYPE_CHECKING:
    import pandas as pd


class Point(Frozen):
    """One period of an indicator. `value` None: the figure is missing. `to_date`: with the periods before, where it accrues."""

    period: str
    start: date
    end: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    to_date: float | None = None
    expected: float | None = None
    achievement: float | None = None
    evidence: str = ""
    verified_by: str = ""
    days_late: int = 0


class Group(Frozen):
    """The latest figure of a part of the persons (women, under 36, ...)."""

    name: str
    period: str
    value: float | None


class Line(Frozen):
    """One indicator."""

    id: str
    name: str
    kind: str
    outcome: str
    unit: str
    direction: str
    baseline: float | None
    target: float | None
    target_on: date | None
    first_target: float | None
    begin: date | None
    points: tuple[Point, ...]
    groups: tuple[Group, ...] = ()
    missing: tuple[str, ...] = ()
    actual: float | None = None
    measured_to: date | None = None
    achievement: float | None = None
    achievement_on_first_plan: float | None = None
    expected: float | None = None
    light: Light


class MonitorReport(Frozen):
    """The state of a plan on a day."""

    title: str
    subject: str
    body: str
    tender: str
    lot: str
    as_of: date
    start: date | None
    end: date | None
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    amendments: tuple[Amendment, ...]
    payment: PaymentReport | None

    @property
    def needs_attention(self) -> bool:
        """Something is off or missing."""
        return any(line.light in ("off", "missing") for line in self.lines)

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator and period, tidy."""
        import pandas as pd

        return pd.DataFrame(
            {"indicator": line.id, "name": line.name, "unit": line.unit, "baseline": line.baseline, "target": line.target,
             **point.model_dump(), "light": line.light}
            for line in self.lines for point in line.points
        )  # fmt: skip
