"""Payment by results: a fixed fee, and a variable part that grows straight between a floor and a cap."""

from __future__ import annotations

from collections.abc import Mapping

from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.model import Payment


class Result(Frozen):
    """What is known of an indicator when the payment is reckoned."""

    achievement: float | None
    verified: bool
    below_minimum: bool = False


class Due(Frozen):
    """What one indicator earns, and why not more."""

    indicator: str
    most: float
    achievement: float | None
    share: float
    amount: float
    reason: str = ""  # "" | missing | unverified | below_minimum | below_floor | capped


class PaymentReport(Frozen):
    """The whole payment."""

    fixed: float
    variable: float
    total: float
    floor: float
    cap: float
    lines: tuple[Due, ...]


def share(achievement: float, floor: float, cap: float) -> float:
    """The part of the variable fee that an achievement earns, from 0 to 1.

    >>> [round(share(a, 0.7, 1.0), 9) for a in (0.6, 0.7, 0.85, 1.2)]
    [0.0, 0.0, 0.5, 1.0]
    """
    return (min(max(achievement, floor), cap) - floor) / (cap - floor)


def payment(terms: Payment, results: Mapping[str, Result]) -> PaymentReport:
    """Each indicator earns its own share: a good one does not make up for a bad one."""
    whole = sum(terms.weights.values())
    lines = tuple(
        _due(terms, name, terms.variable_max * weight / whole, results.get(name)) for name, weight in terms.weights.items()
    )
    variable = sum(line.amount for line in lines)
    return PaymentReport(
        fixed=terms.fixed_fee, variable=variable, total=terms.fixed_fee + variable, floor=terms.floor, cap=terms.cap, lines=lines
    )


def _due(terms: Payment, name: str, most: float, result: Result | None) -> Due:
    if result is None or result.achievement is None:
        return Due(indicator=name, most=most, achievement=None, share=0, amount=0, reason="missing")
    reached = result.achievement
    reason = "unverified" if terms.verified_only and not result.verified else "below_minimum" if result.below_minimum else ""
    part = 0.0 if reason else share(reached, terms.floor, terms.cap)
    if not reason:
        reason = "below_floor" if reached < terms.floor else "capped" if reached > terms.cap else ""
    return Due(indicator=name, most=most, achievement=reached, share=part, amount=part * most, reason=reason)
