"""One procurement, whole: what the office knows, from which every document of the procedure is written."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from procurement_engine.generation.tender.base import Ateco, Cpv, Euro, Filled, Part, Text
from procurement_engine.generation.tender.parties import Body, Dates, Outgoing, Platform, Requirements
from procurement_engine.generation.tender.work import (
    Agreement,
    Ccnl,
    Criterion,
    Duration,
    Indicator,
    Insertion,
    Lot,
    OtherCosts,
    PriceIndex,
    SecondaryActivity,
    StaffLine,
    Table,
)
from procurement_engine.labour import Costs, estimate
from procurement_engine.numbers import total


class Penalties(Part):
    """Penalties: for a hire or a report of the social duties, in euro; for a day of delay, per thousand of the contract."""

    hire: Euro
    report: Euro
    delay_per_mille: Annotated[Euro, Field(gt=0)]


class Tender(Part):
    """A tender for services. Amounts are net of VAT and, where nothing else is said, for the base duration."""

    title: Filled
    purpose: Filled
    activities: Annotated[tuple[Filled, ...], Field(min_length=1)]
    place: Filled
    cig: Text = ""
    cup: Text = ""
    decision: Filled
    procedure: Literal["open", "negotiated"] = "open"
    award: Literal["fixed_price", "quality_price", "lowest_price"]
    award_reason: Filled
    body: Body
    platform: Platform
    dates: Dates
    duration: Duration
    cpv: Cpv
    ateco: Ateco
    social_services: bool = False
    pnrr: bool = False
    reserved: Literal["none", "art61"] = "none"
    fees: Annotated[Euro, Field(gt=0)]
    interference: Euro = Fraction(0)
    one_lot_reason: Text = ""
    lots: tuple[Lot, ...] = ()
    ccnl: Ccnl
    table: Table
    agreements: Annotated[tuple[Agreement, ...], Field(min_length=1)]
    staff: tuple[StaffLine, ...] = ()
    other_costs: OtherCosts = OtherCosts()
    secondary: SecondaryActivity | None = None
    outgoing: Outgoing | None = None
    first_award_reason: Text = ""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    price_points: Annotated[Euro, Field(le=100)] = Fraction(0)
    threshold: Annotated[Euro, Field(gt=0)] | None = None
    threshold_reason: Text = ""
    commissioners: Literal[3, 5] = 3
    tie_break: tuple[Filled, ...] = ()
    price_indices: Annotated[tuple[PriceIndex, ...], Field(min_length=1)]
    penalties: Penalties
    requirements: Requirements
    insertion: Insertion | None = None
    impact: tuple[Indicator, ...] = ()
    cam: Text = ""
    union_protocol: Text = ""
    provisional_guarantee: bool = True
    anac_fee: Text = ""
    payment_days: int = Field(default=30, gt=0, le=60)

    @cached_property
    def labour_cost(self) -> Fraction:
        """What the hours of the base duration cost at the tables."""
        return total(self.labour_of(part) for part in (self.lots or (self,)))

    def labour_of(self, part: Lot | Tender) -> Fraction:
        """The labour cost of the whole, or of a lot."""
        return estimate(self.costs(part)).cost

    def costs(self, part: Lot | Tender) -> Costs:
        """The hours of a part as the labour module takes them."""
        return Costs(start=self.dates.start, months=self.duration.months, agreements=self.agreements, staff=part.staff)

    @property
    def labour_share(self) -> Fraction:
        """Labour cost over the fees of the same duration."""
        return self.labour_cost / self.fees

    @property
    def labour_intensive(self) -> bool:
        """Half of the fees or more is labour (Allegato I.1 art. 2 c. 1 lett. e)."""
        return self.labour_share >= Fraction(1, 2)

    @property
    def quality_points(self) -> Fraction:
        """The points of all criteria."""
        return total(criterion.points for criterion in self.criteria)

    def monthly(self, months: int) -> Fraction:
        """Fees of some months, in proportion to the base duration."""
        return self.fees * months / self.duration.months

    @property
    def estimated_value(self) -> Fraction:
        """Art. 14 c. 4: fees, renewal and technical extension, and the interference charges."""
        return self.fees + self.monthly(self.duration.renewal + self.duration.extension) + self.interference

    def points_of(self, subject: str) -> Fraction:
        """The points of the criteria on a subject."""
        return total([Fraction(0), *(c.points for c in self.criteria if c.subject == subject)])
