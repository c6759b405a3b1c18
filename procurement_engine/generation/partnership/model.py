"""Co-programming, co-design and conventions of L. 381/1991: what the office knows of them."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from procurement_engine.generation.tender.base import Euro, Filled, Months, Part, Points, Text
from procurement_engine.generation.tender.parties import Body
from procurement_engine.generation.tender.work import Ccnl, Criterion, Indicator, Insertion
from procurement_engine.numbers import total


class Cost(Part):
    """A line of the economic framework, in euro over the whole duration."""

    item: Filled
    amount: Euro


class Convention381(Part):
    """A convention of art. 5 c. 1 L. 381/1991: its value, options and extensions included, net of VAT."""

    value: Annotated[Euro, Field(gt=0)]
    educational_or_health: bool = False
    insertion: Insertion


class Heritage(Part):
    """The cultural asset of a special partnership (art. 134 c. 2 d.lgs. 36/2023) and what the partner brings."""

    asset: Filled
    protection: Filled
    actions: Annotated[tuple[Filled, ...], Field(min_length=1)]
    partner_contribution: Filled
    opening: Filled


class PublicService(Part):
    """A service of general economic interest: the duty, where, and how its compensation is computed."""

    duty: Filled
    need: Filled
    operator: Filled
    parameters: Annotated[tuple[Filled, ...], Field(min_length=1)]
    reasonable_profit: Filled
    legal_basis: Filled
    yearly_compensation: Annotated[Euro, Field(gt=0)]


class Partnership(Part):
    """A procedure with entities of the third sector, or with type-B social cooperatives."""

    title: Filled
    context: Filled
    objective: Filled
    specific_objectives: Annotated[tuple[Filled, ...], Field(min_length=1)]
    activities: Annotated[tuple[Filled, ...], Field(min_length=1)]
    needs: tuple[Filled, ...] = ()
    place: Filled
    act: Filled
    body: Body
    published_on: date
    deadline: datetime
    start: date
    months: Months
    resources: Euro = Fraction(0)
    costs: tuple[Cost, ...] = ()
    own_contribution: Filled
    criteria: tuple[Criterion, ...] = ()
    threshold: Points | None = None
    requirements: Text = ""
    indicators: tuple[Indicator, ...] = ()
    tables: Annotated[int, Field(gt=0, le=50)] = 3
    plan: Filled
    ccnl: Ccnl | None = None
    convention_381: Convention381 | None = None
    heritage: Heritage | None = None
    public_service: PublicService | None = None

    @property
    def days(self) -> int:
        """How long the notice stays published."""
        return (self.deadline.date() - self.published_on).days

    @property
    def points(self) -> Fraction:
        """The points of all criteria."""
        return total([Fraction(0), *(criterion.points for criterion in self.criteria)])
