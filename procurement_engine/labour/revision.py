"""Price revision, art. 60 d.lgs. 36/2023: what a clause recognises of a variation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Literal, NamedTuple

from procurement_engine.labour.model import Index
from procurement_engine.numbers import dot, exact
from procurement_engine.rules.codelists import codelist


class Clause(NamedTuple):
    """The threshold to pass, the share recognised, and of what."""

    threshold: Fraction
    share: Fraction
    of: Literal["excess", "variation"]

    def recognised(self, variation: Fraction) -> Fraction:
        """The part of a variation, up or down, that changes the price."""
        if abs(variation) <= self.threshold:
            return Fraction(0)
        beyond = abs(variation) - (self.threshold if self.of == "excess" else 0)
        return self.share * beyond * (1 if variation > 0 else -1)

    def needed(self, part: Fraction) -> Fraction:
        """The variation that recognises at least this (positive) part."""
        if part <= 0:
            return Fraction(0)
        return part / self.share + self.threshold if self.of == "excess" else max(part / self.share, self.threshold)


#: The ordinary adjustment (c. 2-bis) follows its index whole.
ORDINARY = Clause(Fraction(0), Fraction(1), "excess")


@cache
def _table() -> dict[str, Any]:
    return codelist("revisione_prezzi")


def source() -> str:
    """Where thresholds and shares stand."""
    return str(_table()["source"])


def clause(day: date, nature: str) -> Clause | None:
    """The threshold clause of a contract published on a day; None before the Code."""
    found = [row for row in _table()["clauses"] if row["since"] <= day and nature in row["nature"]]
    if not found:
        return None
    return Clause(exact(found[-1]["threshold"]), exact(found[-1]["share"]), found[-1]["of"])


def ordinary_allowed(day: date) -> bool:
    """Whether an ordinary adjustment could be foreseen on a day."""
    return bool(day >= _table()["ordinary_since"])


def variation(basket: Sequence[Index]) -> Fraction:
    """The weighted variation of the indices since the base moment."""
    return dot((index.weight, index.now / index.base - 1) for index in basket)
