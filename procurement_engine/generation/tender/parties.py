"""Who buys, on which platform, by when; who works there today."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from procurement_engine.generation.tender.base import Filled, Part, Text


class Body(Part):
    """The contracting authority."""

    name: Filled
    office: Filled
    address: Filled
    city: Filled
    tax_code: Filled
    website: Filled
    pec: Filled
    rup: Filled
    public_body: Literal["central", "sub_central"] = "sub_central"
    data_protection_officer: Filled
    court: Filled


class Platform(Part):
    """The certified platform on which bids are presented."""

    name: Filled
    address: Filled


class Dates(Part):
    """Publication, questions, answers, bids, opening; the first day of the service."""

    published_on: date
    questions: date
    answers: date
    offers: datetime
    opening: datetime
    start: date


class OutgoingStaff(Part):
    """A line of the list of the staff in service, without names."""

    role: Filled
    level: Filled
    people: int = Field(gt=0, le=10_000)
    weekly_hours: Annotated[float, Field(gt=0, le=168)]
    contract: Text = "tempo indeterminato"
    seniority: Text = ""
    ccnl: Filled
    l68: int = Field(default=0, ge=0)


class Outgoing(Part):
    """The outgoing contractor and its staff."""

    name: Text = ""
    staff: Annotated[tuple[OutgoingStaff, ...], Field(min_length=1)]


class Requirements(Part):
    """What a bidder must have to take part."""

    trade_register: Filled
    turnover: Text = ""
    similar_services: Text = ""
    certifications: tuple[Filled, ...] = ()
    inspection: Text = ""
