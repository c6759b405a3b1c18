"""What `labour` answers. Sums are exact inside; in JSON each stands as exact text and as a number to two decimals."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer

from procurement_engine.numbers import decimal_text


def _both(value: Fraction) -> dict[str, Any]:
    cents = round(abs(value) * 100 + Fraction(1, 10**9)) / 100
    return {"exact": decimal_text(value), "shown": cents if value >= 0 else -cents}


def _share(value: Fraction) -> dict[str, Any]:
    return {"exact": decimal_text(value), "shown": round(float(value), 6)}


Amount = Annotated[Fraction, PlainSerializer(_both)]
Share = Annotated[Fraction, PlainSerializer(_share)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class Period(_Frozen):
    """Hours of a line while one table is in force; `end` is the first day after."""

    start: date
    end: date
    since: date
    source: str
    hours: Amount
    hourly: Amount
    cost: Amount


class EstimateLine(_Frozen):
    """One line of staff, priced."""

    role: str
    level: str
    agreement: str
    agreement_title: str
    hours: Amount
    cost: Amount
    periods: tuple[Period, ...]


class Estimate(_Frozen):
    """The labour cost of the base duration."""

    lines: tuple[EstimateLine, ...]
    hours: Amount
    cost: Amount


class Sustainability(_Frozen):
    """A price against its costs; a negative margin is what is missing."""

    price: Amount
    costs: dict[str, Amount]
    total: Amount
    margin: Amount

    @property
    def sustainable(self) -> bool:
        """The price pays for every cost."""
        return self.margin >= 0


class LevelCheck(_Frozen):
    """A level in the staff list and in the estimate; hours worked in a year."""

    agreement: str
    level: str
    people: int
    hours_in_service: Amount
    hours_estimated: Amount


class StaffCheck(_Frozen):
    """The estimate against the staff in service; costs of a year."""

    levels: tuple[LevelCheck, ...]
    cost_in_service: Amount
    cost_estimated: Amount
    worked_hours_known: bool
    findings: tuple[str, ...] = ()


class RenewalEffect(_Frozen):
    """What a renewal costs from its first day to the end of the contract, and what the price clause recognises of it."""

    agreement: str
    since: date
    source: str
    start: date
    end: date
    hours: Amount
    cost_before: Amount
    cost_after: Amount
    increase: Amount
    fees: Amount
    increase_on_fees: Share
    mechanism: str
    threshold: Share
    share: Share
    of: str
    indices: tuple[str, ...]
    index_variation: Share | None
    recognised: Amount | None
    uncovered: Amount | None
    index_needed: Share


class LabourReport(_Frozen):
    """Everything about one costs file."""

    title: str
    start: date
    end: date
    months: int
    price_mode: str | None
    estimate: Estimate
    share: Share | None
    labour_intensive: bool | None
    sustainability: Sustainability | None
    staff_check: StaffCheck | None
    renewal: RenewalEffect | None
    warnings: tuple[str, ...] = ()
