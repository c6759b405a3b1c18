"""Formulas for quantitative criteria and prices: the coefficients of all bids from the values they offer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from procurement_engine.numbers import Number

#: Digits kept of a power with a broken exponent, which no fraction can hold.
_DIGITS = 30
ONE, ZERO = Fraction(1), Fraction(0)


def _clip(value: Fraction) -> Fraction:
    return min(ONE, max(ZERO, value))


class _Formula(BaseModel, ABC):
    model_config = ConfigDict(frozen=True, extra="forbid")

    #: A coefficient changes when another bid comes or goes.
    relative: ClassVar[bool] = True

    def coefficients(self, values: Sequence[Fraction]) -> list[Fraction]:
        """One coefficient per value, in order. Under a relative formula bids all alike get 1."""
        if self.relative and len(set(values)) == 1:
            return [ONE] * len(values)
        return self._apply(values)

    @abstractmethod
    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]: ...


class Direct(_Formula):
    """More is better: x / greatest."""

    type: Literal["direct"]

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        return [x / max(values) for x in values]


class Inverse(_Formula):
    """Less is better: least / x (a bid that offers zero is the best possible)."""

    type: Literal["inverse"]

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        return [min(values) / x if x else ONE for x in values]


class Interpolation(_Formula):
    """From 0 at the tender's base to 1 at the best value offered."""

    type: Literal["interpolation"]
    base: Number
    lower_is_better: bool = False

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        best = min(values) if self.lower_is_better else max(values)
        if best == self.base:
            return [ONE if x == best else ZERO for x in values]
        return [_clip((x - self.base) / (best - self.base)) for x in values]


class MinMax(_Formula):
    """From 0 for the worst value offered to 1 for the best."""

    type: Literal["min_max"]
    lower_is_better: bool = False

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        worst, best = min(values), max(values)
        if self.lower_is_better:
            worst, best = best, worst
        return [(x - worst) / (best - worst) for x in values]


class Thresholds(_Formula):
    """From 0 at `min` to 1 at `max`, both fixed by the tender (`min` above `max`: less is better)."""

    relative: ClassVar[bool] = False
    type: Literal["thresholds"]
    min: Number
    max: Number

    @field_validator("max")
    @classmethod
    def _differ(cls, value: Fraction, info: Any) -> Fraction:
        if value == info.data.get("min"):
            raise PydanticCustomError("formula", "min e max della formula a soglie sono uguali")
        return value

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        return [_clip((x - self.min) / (self.max - self.min)) for x in values]


Band = tuple[Number | None, Number]


class Bands(_Formula):
    """Steps: the coefficient of the first band whose upper end (included; null for no end) is not passed."""

    relative: ClassVar[bool] = False
    type: Literal["bands"]
    bands: tuple[Band, ...] = Field(min_length=1)

    @field_validator("bands")
    @classmethod
    def _rising(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        ends = [end for end, _ in bands if end is not None]
        if ends != sorted(set(ends)) or any(end is None for end, _ in bands[:-1]):
            raise PydanticCustomError("formula", "le fasce devono avere estremi crescenti; solo l'ultima può essere senza fine")
        if any(not 0 <= coefficient <= 1 for _, coefficient in bands):
            raise PydanticCustomError("formula", "il coefficiente di una fascia sta tra 0 e 1")
        return bands

    def beyond(self, value: Fraction) -> bool:
        """The value passes the last band, for which the rules say nothing."""
        last = self.bands[-1][0]
        return last is not None and value > last

    @property
    def best(self) -> Fraction:
        """The highest coefficient anyone can reach."""
        return max(coefficient for _, coefficient in self.bands)

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        return [next(c for end, c in self.bands if end is None or x <= end) for x in values]


class Power(_Formula):
    """(x / greatest) ** alpha: alpha below 1 flattens the differences, above 1 sharpens them."""

    type: Literal["power"]
    alpha: Number = Field(gt=0)

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        return [power(x / max(values), self.alpha) for x in values]


class Bilinear(_Formula):
    """Price only: up to the mean discount in proportion to `x`, beyond it with the rest."""

    type: Literal["bilinear"]
    x: Number = Field(default=Fraction(9, 10), gt=0, lt=1)

    def _apply(self, values: Sequence[Fraction]) -> list[Fraction]:
        mean, best = sum(values, ZERO) / len(values), max(values)
        return [self.x * v / mean if v <= mean else self.x + (1 - self.x) * (v - mean) / (best - mean) for v in values]


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """base ** exponent: exact where the exponent is whole, else to thirty decimals, on every machine alike."""
    if exponent.denominator == 1 or base in (0, 1):
        return Fraction(base**exponent.numerator) if exponent.denominator == 1 else base
    with localcontext(prec=_DIGITS + 20):
        root = Decimal(base.numerator) / base.denominator
        value = root ** (Decimal(exponent.numerator) / exponent.denominator)
        return Fraction(value.quantize(Decimal(10) ** -_DIGITS))


def _named(value: object) -> object:
    return {"type": value} if isinstance(value, str) else value


QualityFormula = Annotated[
    Annotated[Direct | Inverse | Interpolation | MinMax | Thresholds | Bands | Power, Field(discriminator="type")],
    BeforeValidator(_named),
]
EconomicFormula = Annotated[
    Annotated[Direct | Inverse | Interpolation | MinMax | Thresholds | Bands | Power | Bilinear, Field(discriminator="type")],
    BeforeValidator(_named),
]
