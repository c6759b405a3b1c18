"""Does a price pay for what it buys? With a price that nobody discounts this is the check that replaces the anomaly of price."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from procurement_engine.labour.report import Sustainability
from procurement_engine.numbers import total


def sustainability(price: Fraction, costs: Mapping[str, Fraction]) -> Sustainability:
    """Price against the sum of its costs (labour, safety, overheads, improvements offered, ...), all over the same duration.

    >>> sustainability(Fraction(100), {"labour": Fraction(80), "safety": Fraction(25)}).margin
    Fraction(-5, 1)
    """
    whole = total(costs.values()) if costs else Fraction(0)
    return Sustainability(price=price, costs=dict(costs), total=whole, margin=price - whole)
