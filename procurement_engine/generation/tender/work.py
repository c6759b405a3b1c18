"""What is bought: object, lots, agreement, hours and costs, duration, insertion, impact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from procurement_engine.generation.tender.base import Ateco, Cnel, Cpv, Euro, Filled, Identifier, Months, Part, Points, Text
from procurement_engine.labour.model import Agreement, OtherCosts, StaffLine


class Ccnl(Part):
    """A collective agreement of the contract."""

    name: Filled
    cnel: Cnel
    territorial: Text = ""


class SecondaryActivity(Part):
    """Secondary services of one kind, with their own agreement where they reach 30 per cent (art. 11 c. 2-bis)."""

    description: Filled
    share: Annotated[float, Field(gt=0, lt=1)]
    ccnl: Ccnl


class Lot(Part):
    """A lot: its object, fees, hours; everything else is common to all lots."""

    id: Identifier
    title: Filled
    cpv: Cpv
    fees: Annotated[Euro, Field(gt=0)]
    interference: Euro = Fraction(0)
    staff: Annotated[tuple[StaffLine, ...], Field(min_length=1)]
    other_costs: OtherCosts = OtherCosts()


class Duration(Part):
    """Base duration and what may follow, in months."""

    months: Months
    renewal: Annotated[int, Field(ge=0, le=360)] = 0
    extension: Annotated[int, Field(ge=0, le=24)] = 0


class PriceIndex(Part):
    """One index of the price revision, with its weight."""

    name: Filled
    weight: Annotated[Euro, Field(gt=0, le=1)]


class Criterion(Part):
    """An award criterion: D, Q or T, with the grounds on which it is judged or the formula."""

    id: Identifier
    title: Filled
    points: Points
    kind: Literal["discretionary", "quantitative", "tabular"] = "discretionary"
    grounds: Filled
    subject: Literal["", "impact", "gender", "insertion", "work_quality", "absorption"] = ""


class Insertion(Part):
    """Disadvantaged workers (art. 4 L. 381/1991) as a condition of execution."""

    people: int = Field(gt=0, le=10_000)
    hours_per_week: Annotated[float, Field(gt=0, le=168)]
    roles: Filled
    level: Filled
    service: Filled
    tutor_hours: Annotated[float, Field(gt=0, le=168)]
    hour_penalty: Euro = Fraction(20)
    programme: Text = ""
    programme_share: Annotated[Euro, Field(le=100)] = Fraction(5)


class Indicator(Part):
    """One indicator of the impact plan."""

    objective: Filled
    name: Filled
    unit: Filled
    baseline: Filled
    target: Filled
    source: Filled
    frequency: Filled
    responsible: Filled
    use: Filled
    kind: Literal["outcome", "output"] = "outcome"


class Table(Part):
    """The act of the Ministry's cost table."""

    act: Filled
    day: date


__all__ = ["Agreement", "Ateco", "Ccnl", "Criterion", "Duration", "Indicator", "Insertion", "Lot", "OtherCosts", "PriceIndex",
           "SecondaryActivity", "StaffLine", "Table"]  # fmt: skip
