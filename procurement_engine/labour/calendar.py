"""Days and months of a contract."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple


class Slice(NamedTuple):
    """A part of a period: its days, the last excluded, and its share of the whole period."""

    start: date
    end: date
    share: Fraction


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def slices(start: date, end: date, cuts: Sequence[date]) -> list[Slice]:
    """A period cut at the days that fall inside it; shares add up to one.

    >>> [s.share for s in slices(date(2026, 1, 1), date(2026, 1, 11), [date(2026, 1, 3)])]
    [Fraction(1, 5), Fraction(4, 5)]
    """
    days = [start, *sorted({day for day in cuts if start < day < end}), end]
    whole = (end - start).days
    return [Slice(a, b, Fraction((b - a).days, whole)) for a, b in pairwise(days)]
