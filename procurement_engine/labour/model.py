"""The costs file: agreements with their dated tables, hours by level, price, staff in service, renewal."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from procurement_engine.inputs import InputError
from procurement_engine.labour.calendar import months_after
from procurement_engine.numbers import Number

WEEKS = 52


class LabourError(InputError):
    """Nothing can be computed. `str()` is one Italian sentence."""


def _name(value: object) -> object:
    """YAML reads a bare level such as 4 as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Name = Annotated[str, BeforeValidator(_name), StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(max_length=4000)]
Euro = Annotated[Number, Field(ge=0, le=10**12)]
Hours = Annotated[Number, Field(gt=0, le=10**9)]
Rates = Annotated[dict[Name, Annotated[Number, Field(gt=0, le=10_000)]], Field(min_length=1)]


class Frozen(BaseModel):
    """What every part of a costs file is: unchangeable, and without words it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CostTable(Frozen):
    """The hourly cost of each level from a day on, in euro, and the act that says so."""

    since: date
    source: Text = ""
    hourly: Rates


class Agreement(Frozen):
    """A collective agreement. `worked_hours` are the hours a full-time worker really works in a year, as its table says."""

    id: Name
    name: Text = ""
    cnel: Text = ""
    weekly_hours: Hours | None = None
    worked_hours: Hours | None = None
    tables: Annotated[tuple[CostTable, ...], Field(min_length=1)]

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.name or self.id}{f' ({self.cnel})' if self.cnel else ''}"

    @model_validator(mode="after")
    def _dated(self) -> Agreement:
        days = [table.since for table in self.tables]
        if days != sorted(set(days)):
            raise PydanticCustomError("check", "le tabelle vanno in ordine di data, ciascuna con un giorno suo (since)")
        if (self.weekly_hours is None) != (self.worked_hours is None):
            raise PydanticCustomError("check", "weekly_hours e worked_hours vanno insieme")
        return self


class StaffLine(Frozen):
    """Hours of one level: over the whole base duration (`hours`) or in a year (`hours_per_year`)."""

    level: Name
    role: Text = ""
    agreement: Name | None = None
    hours: Hours | None = None
    hours_per_year: Hours | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> StaffLine:
        if (self.hours is None) == (self.hours_per_year is None):
            raise PydanticCustomError("check", "serve una sola misura: hours (per tutta la durata) o hours_per_year")
        return self


class OutgoingLine(Frozen):
    """Workers of the outgoing contractor, without names. `seniority` is euro an hour on top of the table."""

    level: Name
    people: int = Field(gt=0, le=100_000)
    weekly_hours: Annotated[Number, Field(gt=0, le=168)]
    agreement: Name | None = None
    ccnl: Text = ""
    seniority: Euro = Fraction(0)


class Price(Frozen):
    """The fees of the base duration, net of VAT: fixed, or the base of bids."""

    amount: Annotated[Number, Field(gt=0, le=10**12)]
    mode: Literal["fixed", "base"] = "fixed"


class OtherCosts(Frozen):
    """What the price must pay for beside labour, in euro over the base duration."""

    safety: Euro = Fraction(0)
    goods: Euro = Fraction(0)
    overheads: Euro = Fraction(0)
    improvements: Euro = Fraction(0)
    profit: Euro = Fraction(0)


class Index(Frozen):
    """One index of the revision clause, at the clause's own base moment and now."""

    index: Name
    weight: Annotated[Number, Field(gt=0, le=1)]
    base: Annotated[Number, Field(gt=0)]
    now: Annotated[Number, Field(gt=0)]


class Renewal(Frozen):
    """New hourly costs that come into force while the contract runs, tranche by tranche, and how its clause revises the price."""

    agreement: Name | None = None
    tables: Annotated[tuple[CostTable, ...], Field(min_length=1)]
    mechanism: Literal["threshold", "ordinary"] = "threshold"
    basket: tuple[Index, ...] = ()

    @property
    def since(self) -> date:
        """The day of the first increase."""
        return self.tables[0].since

    @model_validator(mode="after")
    def _weights(self) -> Renewal:
        if [t.since for t in self.tables] != sorted({t.since for t in self.tables}):
            raise PydanticCustomError("check", "le decorrenze (tables) vanno in ordine di data, ciascuna con un giorno suo")
        if self.basket and sum(index.weight for index in self.basket) != 1:
            raise PydanticCustomError("check", "i pesi degli indici (basket) devono sommare a 1")
        return self


class Basis(Frozen):
    """What hours are priced with: the base duration and the agreements with their tables."""

    start: date
    months: int = Field(gt=0, le=600)
    agreements: Annotated[tuple[Agreement, ...], Field(min_length=1)]

    @property
    def end(self) -> date:
        """The first day after the base duration."""
        return months_after(self.start, self.months)

    def agreement(self, name: str | None, *where: str | int) -> Agreement:
        """The agreement of an id or CNEL code; the only one where none is named."""
        if not name and len(self.agreements) == 1:
            return self.agreements[0]
        found = next((a for a in self.agreements if name and name in (a.id, a.cnel)), None)
        if found is None:
            known = ", ".join(a.id for a in self.agreements)
            what = f"«{name}» non è un contratto collettivo di questo file" if name else "manca il contratto collettivo (agreement)"
            raise LabourError(f"{what}; sono: {known}", where)
        return found


class Costs(Basis):
    """A whole costs file."""

    title: Text = ""
    published_on: date | None = None
    nature: Literal["services", "supplies", "works"] = "services"
    staff: Annotated[tuple[StaffLine, ...], Field(min_length=1)]
    other_costs: OtherCosts = OtherCosts()
    price: Price | None = None
    outgoing_staff: tuple[OutgoingLine, ...] = ()
    renewal: Renewal | None = None

    def hours(self, line: StaffLine) -> Fraction:
        """The hours of a line over the base duration."""
        if line.hours is not None:
            return line.hours
        return (line.hours_per_year or Fraction(0)) * self.months / 12
