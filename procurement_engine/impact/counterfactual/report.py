"""What `impact effect` answers."""

from __future__ import annotations

from typing import Literal

from procurement_engine.impact.plan.base import Frozen


class Cell(Frozen):
    """One of the four groups."""

    treated: bool
    after: bool
    n: int
    mean: float | None
    deviation: float | None


class Step(Frozen):
    """The mean of a group at a time, for the picture."""

    treated: bool
    time: str
    after: bool
    n: int
    mean: float


class EffectReport(Frozen):
    """Estimate with its interval, and what may be said of it."""

    design: Literal["difference_in_differences", "before_after", "after_only"]
    estimate: float
    error: float | None
    low: float | None
    high: float | None
    p: float | None
    freedom: int | None
    clusters: int | None
    verdict: Literal["effect_found", "not_distinguishable", "not_attributable"]
    statement: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    cells: tuple[Cell, ...]
    steps: tuple[Step, ...]

    @property
    def attributable(self) -> bool:
        """There is an estimate that can be told from zero, on a design that allows it."""
        return self.verdict == "effect_found"
