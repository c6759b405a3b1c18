"""What `impact sroi` answers."""

from __future__ import annotations

from procurement_engine.impact.plan.base import Frozen


class Row(Frozen):
    """One valued outcome."""

    outcome: str
    text: str
    stakeholder: str
    proxy_source: str
    gross: float
    lost: dict[str, float]
    flow: tuple[float, ...]
    present_value: float
    break_even_proxy: float | None


class Swing(Frozen):
    """One estimate moved from end to end, the others still."""

    outcome: str
    name: str
    low: float
    value: float
    high: float
    ratio_at_low: float
    ratio_at_high: float
    origin: str

    @property
    def width(self) -> float:
        """How much it moves the ratio."""
        return abs(self.ratio_at_high - self.ratio_at_low)


class Draws(Frozen):
    """Monte Carlo: shares of the draws."""

    draws: int
    seed: int
    p5: float
    p50: float
    p95: float
    below_one: float
    histogram: tuple[tuple[float, int], ...]


class SroiReport(Frozen):
    """Value, range, break-even: the ratio is never shown without the other two.

    `break_even`: the share of the estimated value that would just pay; None where that value is zero.
    """

    title: str
    investment: float
    discount: float
    first_year_discounted: bool
    rows: tuple[Row, ...]
    present_value: float
    net_value: float
    ratio: float
    net_ratio: float
    cautious: float
    optimistic: float
    break_even: float | None
    tornado: tuple[Swing, ...]
    draws: Draws
    statements: tuple[str, ...]
