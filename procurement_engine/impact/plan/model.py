"""The plan: theory of change, outcomes with their indicators, what is paid on results, what was amended and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from procurement_engine.impact.plan.base import Day, Frozen, Identifier, Number, Share, Text
from procurement_engine.impact.plan.indicator import Attribution, Indicator, Level

LIGHT_TRACK = 5
Instrument = Literal["tender", "convention_381", "co_design", "partnership", "other"]
Scope = Literal["municipal", "metropolitan", "regional", "interregional", "national", "international"]


class Step(Frozen):
    """One box of the theory of change, with the boxes it leads to."""

    id: Identifier
    text: Text
    leads_to: tuple[Identifier, ...] = ()


class Input(Step):
    """Money, people, places."""

    cost: Number | None = Field(default=None, ge=0)


class Range(Frozen):
    """An estimate with the ends between which it may lie."""

    value: Number
    low: Number | None = None
    high: Number | None = None


class Valuation(Frozen):
    """What SROI needs of an outcome: how many persons change, and what the change is worth."""

    quantity: Range
    proxy: Range
    proxy_source: Text = ""
    deadweight: Range | None = None
    displacement: Range | None = None
    others: Range | None = None
    drop_off: Range | None = None


class Outcome(Step):
    """A change in persons or in the community."""

    stakeholder: Text = ""
    term: Literal["short", "medium", "long"] = "medium"
    link: Text = ""
    attribution: Attribution = Attribution()
    valuation: Valuation | None = None


class Premise(Frozen):
    """An assumption or a risk, and the boxes it is about."""

    text: Text
    about: tuple[Identifier, ...] = ()
    response: Text = ""


class Payment(Frozen):
    """A fixed fee and a variable part that follows the results between a floor and a cap."""

    fixed_fee: Number = Field(ge=0)
    variable_max: Number = Field(gt=0)
    floor: Number = 0.0
    cap: Number = 1.0
    weights: dict[Identifier, Number] = Field(min_length=1)
    verified_only: bool = True

    @model_validator(mode="after")
    def _ordered(self) -> Payment:
        if self.cap <= self.floor:
            raise PydanticCustomError("plan", "pagamento: il tetto (cap) deve stare sopra la soglia (floor)")
        if any(weight <= 0 for weight in self.weights.values()):
            raise PydanticCustomError("plan", "pagamento: i pesi degli indicatori devono essere maggiori di zero")
        return self


class Amendment(Frozen):
    """A figure of the plan changed while it runs: the old one stays readable."""

    on: Day
    indicator: Identifier
    field: Literal["baseline", "target", "minimum"]
    to: Number
    reason: Text = ""
    act: Text = ""


class SroiSettings(Frozen):
    """How the money of different years is compared."""

    discount: Share = 0.035
    first_year_discounted: bool = True
    investment: Number | None = Field(default=None, gt=0)
    draws: int = Field(default=10_000, ge=100, le=1_000_000)
    seed: int = 2026


class ImpactPlan(Frozen):
    """A whole plan. Where a list is missing the plan is poorer, not invalid: `impact check` says what it lacks."""

    title: Text
    body: Text = ""
    district: Text = ""
    tender: Text = ""
    lot: Text = ""
    subject: Text = ""
    instrument: Instrument = "tender"
    scope: Scope | None = None
    track: Literal["light", "full"] = "light"
    amount: Number | None = Field(default=None, ge=0)
    start: Day | None = None
    end: Day | None = None
    reporting_days: int = Field(default=60, ge=0, le=400)
    evaluation_cost: Number | None = Field(default=None, ge=0)
    inputs: tuple[Input, ...] = ()
    activities: tuple[Step, ...] = ()
    outputs: tuple[Step, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assumptions: tuple[Premise, ...] = ()
    risks: tuple[Premise, ...] = ()
    payment: Payment | None = None
    sroi: SroiSettings = SroiSettings()
    amendments: tuple[Amendment, ...] = ()

    @model_validator(mode="after")
    def _coherent(self) -> ImpactPlan:
        _no_twins([step.id for step in self.steps()])
        _no_twins([indicator.id for indicator in self.indicators])
        known, outcomes = {step.id for step in self.steps()}, {outcome.id for outcome in self.outcomes}
        measured = {indicator.id for indicator in self.indicators}
        for step in self.steps():
            _among(step.leads_to, known, f"«{step.id}» porta a")
        for indicator in self.indicators:
            _among([indicator.outcome] if indicator.outcome else [], outcomes, f"l'indicatore «{indicator.id}» misura l'esito")
        _among([amendment.indicator for amendment in self.amendments], measured, "una modifica riguarda l'indicatore")
        _among(self.payment.weights if self.payment else (), measured, "il pagamento dipende dall'indicatore")
        if self.start and self.end and self.end <= self.start:
            raise PydanticCustomError("plan", "la fine del piano viene prima dell'inizio")
        return self

    def steps(self) -> Iterator[Step]:
        """Every box of the theory of change, from the means to the ends."""
        yield from (*self.inputs, *self.activities, *self.outputs, *self.outcomes)

    def indicator(self, name: str) -> Indicator | None:
        """The indicator of that id."""
        return next((indicator for indicator in self.indicators if indicator.id == name), None)

    def at(self, day: date | None) -> dict[str, Indicator]:
        """The indicators with the amendments made by that day; None: as first written."""
        now = {indicator.id: indicator for indicator in self.indicators}
        for change in sorted(self.amendments, key=lambda amendment: amendment.on):
            if day is None or change.on > day:
                continue
            old = now[change.indicator]
            value = change.to if change.field == "minimum" else _moved(getattr(old, change.field), change.to)
            now[change.indicator] = old.model_copy(update={change.field: value})
        return now

    @property
    def months(self) -> int | None:
        """How long it lasts."""
        if self.start is None or self.end is None:
            return None
        return round((self.end - self.start).days / 30.4375)

    @property
    def investment(self) -> float | None:
        """What goes in: as said for the SROI, else the costs of the inputs, else the amount of the contract."""
        costs = [item.cost for item in self.inputs if item.cost is not None]
        return self.sroi.investment or (sum(costs) if costs else self.amount) or None


def _moved(level: Level, to: float) -> Level:
    return level.model_copy(update={"value": to})


def _no_twins(ids: list[str]) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise PydanticCustomError("plan", "due voci hanno lo stesso id «{name}»", {"name": name})


def _among(names: object, known: set[str], what: str) -> None:
    for name in names if isinstance(names, list | tuple | dict) else ():
        if name not in known:
            raise PydanticCustomError("plan", "{what} «{name}», che nel piano non c'è", {"what": what, "name": name})
