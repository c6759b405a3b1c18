"""The declared rounding policy. Rounding happens at the stages the rules of the tender name, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Mode = Literal["half_up", "half_even", "truncate"]
#: coefficient: each commissioner's, before the mean; mean: after it; rescaling: the ratio to the best;
#: criterion: the points of each criterion; total: the technical, economic and overall totals.
Stage = Literal["coefficient", "mean", "rescaling", "criterion", "total"]


def round_exact(value: Fraction, decimals: int, mode: Mode) -> Fraction:
    """Round without ever passing through a float.

    >>> round_exact(Fraction("2.675"), 2, "half_up"), round_exact(Fraction("0.125"), 2, "half_even")
    (Fraction(67, 25), Fraction(3, 25))
    """
    scale = 10**decimals
    scaled = value * scale
    if mode == "half_even":
        return Fraction(round(scaled), scale)
    size = abs(scaled) + (Fraction(1, 2) if mode == "half_up" else 0)
    whole = size.numerator // size.denominator
    return Fraction(whole if value >= 0 else -whole, scale)


class RoundingRule(BaseModel):
    """One stage at which the tender's rules round."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    stage: Stage
    decimals: int = Field(ge=0, le=12)
    mode: Mode = "half_up"


#: What the case law suggests where the rules are silent: full precision inside, the final comparison on two decimals.
DEFAULT = (RoundingRule(stage="total", decimals=2, mode="half_up"),)


class Platform(BaseModel):
    """Reproduces the numbers of an e-procurement platform whose public source shows how it rounds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Literal["tuttogare", "appalti_contratti"]
    decimals: int = Field(default=2, ge=0, le=12)

    def rules(self) -> tuple[RoundingRule, ...]:
        """The platform's rounding, stage by stage."""
        if self.name == "tuttogare":
            return (RoundingRule(stage="coefficient", decimals=self.decimals, mode="truncate"), *DEFAULT)
        nine: tuple[Stage, ...] = ("coefficient", "mean", "rescaling")
        points: tuple[Stage, ...] = ("criterion", "total")
        return tuple(
            RoundingRule(stage=stage, decimals=decimals)
            for stages, decimals in ((nine, 9), (points, self.decimals))
            for stage in stages
        )


class RoundingPolicy:
    """The rules by stage, ready to apply."""

    def __init__(self, rules: Iterable[RoundingRule]) -> None:
        self._rules = {rule.stage: rule for rule in rules}

    def __call__(self, stage: Stage, value: Fraction) -> Fraction:
        """The value as this stage hands it on."""
        rule = self._rules.get(stage)
        return round_exact(value, rule.decimals, rule.mode) if rule else value

    def show(self, value: Fraction) -> float:
        """The value as people see it: rounded as the totals are, else to two decimals."""
        rule = self._rules.get("total") or DEFAULT[0]
        return float(round_exact(value, rule.decimals, rule.mode))
