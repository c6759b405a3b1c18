"""Exact numbers: what comes in, what goes out, how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import isfinite, lcm
from numbers import Rational
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

_FRACTION = re.compile(r"-?\d{1,300}/[1-9]\d{0,299}")


def exact(value: object) -> Fraction:
    """The number as people wrote it: the float 0.1 is one tenth, not its binary neighbour.

    >>> exact(0.1), exact(Decimal("2.675")), exact("1/3")
    (Fraction(1, 10), Fraction(107, 40), Fraction(1, 3))
    """
    if isinstance(value, bool):
        raise PydanticCustomError("number", "serve un numero, non vero o falso")
    if isinstance(value, float | Decimal) and not isfinite(value):
        raise PydanticCustomError("number", "serve un numero finito")
    if isinstance(value, Rational | Decimal):
        return Fraction(value)
    if isinstance(value, float):
        return Fraction(repr(float(value)))
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    if isinstance(value, str):
        raise PydanticCustomError(
            "number", "«{text}» è testo: serve un numero, senza virgolette e con il punto per i decimali", {"text": value}
        )
    raise PydanticCustomError("number", "manca il numero" if value is None else "serve un numero")


def plain(value: Fraction) -> int | float | str:
    """The shortest writing that `exact` reads back as the same number."""
    if value.denominator == 1:
        return value.numerator
    as_float = float(value)
    return as_float if Fraction(repr(as_float)) == value else str(value)


Number = Annotated[Fraction, BeforeValidator(exact), PlainSerializer(plain)]


def decimal_text(value: Fraction) -> str:
    """A decimal where it ends, a fraction where it does not.

    >>> decimal_text(Fraction(175, 2)), decimal_text(Fraction(263, 3)), decimal_text(Fraction(-1, 8))
    ('87.5', '263/3', '-0.125')
    """
    digits = 0
    while digits < 40 and (value * 10**digits).denominator != 1:
        digits += 1
    scaled = value * 10**digits
    if scaled.denominator != 1:
        return str(value)
    whole = str(abs(scaled.numerator)).rjust(digits + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else f"{sign}{whole}"


def italian(value: Fraction | float, decimals: int | None = None) -> str:
    """A number for Italian readers: comma for decimals, no useless zeros unless `decimals` asks for them.

    >>> italian(Fraction(175, 2)), italian(3, 2)
    ('87,5', '3,00')
    """
    shown = f"{float(value):.{4 if decimals is None else decimals}f}"
    if decimals is None:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace(".", ",") if float(shown) else shown.lstrip("-").replace(".", ",")


def euro(value: Fraction) -> str:
    """A sum of money.

    >>> euro(Fraction(1234567))
    '1.234.567,00 euro'
    """
    return f"{float(value):,.2f}".translate(str.maketrans(",.", ".,")) + " euro"


def total(values: Iterable[Fraction]) -> Fraction:
    """An exact sum with one reduction to lowest terms, instead of one per addend."""
    terms = list(values)
    if len(terms) == 1:
        return terms[0]
    common = lcm(*(term.denominator for term in terms))
    return Fraction(sum(term.numerator * (common // term.denominator) for term in terms), common)


def dot(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The exact sum of products, reduced once."""
    terms = [(a.numerator * b.numerator, a.denominator * b.denominator) for a, b in pairs]
    common = lcm(*{denominator for _, denominator in terms})
    return Fraction(sum(numerator * (common // denominator) for numerator, denominator in terms), common)
