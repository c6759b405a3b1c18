"""An indicator: what is measured, from where to where, by whom, on what evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from procurement_engine.impact.plan.base import Day, Frozen, Identifier, Number, Share, Text

Direction = Literal["increase", "decrease", "maintain"]
#: How values combine: counts and amounts add up, rates and means are rebuilt from numerator and denominator.
Measure = Literal["count", "amount", "rate", "mean"]
Kind = Literal["outcome", "output"]
Frequency = Literal["monthly", "quarterly", "four_monthly", "half_yearly", "yearly", "once"]

MONTHS: dict[str, int | None] = {"monthly": 1, "quarterly": 3, "four_monthly": 4, "half_yearly": 6, "yearly": 12, "once": None}


class Level(Frozen):
    """A value at a date: where one starts from, where one wants to be."""

    value: Number | None = None
    on: Day | None = None
    source: Text = ""
    note: Text = ""

    @property
    def said(self) -> bool:
        """A baseline may honestly be still to survey, if the plan says how (`note`) and when (`on`)."""
        return self.value is not None or bool(self.note and self.on)


class Milestone(Frozen):
    """A value expected on the way."""

    value: Number
    on: Day


class Indicator(Frozen):
    """One line of the plan's table. `accrues`: the figures of the periods add up, and the target is for their sum."""

    id: Identifier
    name: Text
    library: Text = ""
    outcome: Identifier | None = None
    kind: Kind = "outcome"
    measure: Measure = "rate"
    formula: Text = ""
    unit: Text = ""
    accrues: bool = False
    direction: Direction = "increase"
    baseline: Level = Level()
    target: Level = Level()
    minimum: Number | None = None
    tolerance: Number | None = Field(default=None, ge=0)
    milestones: tuple[Milestone, ...] = ()
    source: Text = ""
    holder: Text = ""
    frequency: Frequency | None = None
    timing: Text = ""
    responsible: Text = ""
    verification: Text = ""
    disaggregation: tuple[Text, ...] = ()
    cost: Number | None = Field(default=None, ge=0)
    use: Text = ""
    link: Text = ""
    bes: tuple[Text, ...] = ()
    sdg: tuple[Text, ...] = ()
    iris: tuple[Text, ...] = ()
    about_persons: bool = True

    @model_validator(mode="after")
    def _adds_up(self) -> Indicator:
        if self.accrues and self.measure not in ("count", "amount"):
            raise PydanticCustomError(
                "plan", "l'indicatore «{id}» non si può sommare nel tempo: solo conteggi e somme", {"id": self.id}
            )
        return self

    @property
    def definition(self) -> tuple[str, str, str, str]:
        """What must be the same for two values of an indicator to be put together."""
        return (self.library or self.id, " ".join(self.formula.lower().split()), self.unit.lower(), self.measure)


class Attribution(Frozen):
    """What part of the change is really the service's doing."""

    deadweight: Share | None = None
    displacement: Share | None = None
    others: Share | None = None
    drop_off: Share | None = None
    duration: int | None = Field(default=None, ge=1, le=50)
    source: Text = ""
