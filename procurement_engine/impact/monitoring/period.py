"""Periods as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from procurement_engine.impact.plan.base import YEARS

_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\s*(?:/|\.\.|a)\s*(\d{4}-\d\d-\d\d)")
_ITALIAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*[-–a]\s*(\d{1,2})/(\d{1,2})/(\d{4})")
_PART = re.compile(r"(\d{4})(?:[-/ ]?(S|H|Q|T|M|)[-/ ]?(\d{1,2}))?", re.IGNORECASE)
_LENGTH = {"S": 6, "H": 6, "Q": 3, "T": 3, "M": 1, "": 1}


@dataclass(frozen=True, order=True)
class Period:
    """From a day to another, both included."""

    start: date
    end: date
    label: str = ""

    @classmethod
    def parse(cls, text: object) -> Period:
        """A year, half-year, quarter, month, or two days; ValueError for anything else.

        >>> Period.parse("2027-S1").end, Period.parse("2027").start, Period.parse("2027-09-01/2028-08-31").end
        (datetime.date(2027, 6, 30), datetime.date(2027, 1, 1), datetime.date(2028, 8, 31))
        """
        if isinstance(text, datetime | date):
            raise ValueError("una data sola non è un periodo")  # noqa: TRY004  (one error for all that is no period)
        words = str(int(text) if isinstance(text, float) and text.is_integer() else text).strip()
        if found := _SPAN.fullmatch(words):
            return cls.between(*(_day(*map(int, text.split("-"))) for text in found.groups()))
        if found := _ITALIAN.fullmatch(words):
            d1, m1, y1, d2, m2, y2 = map(int, found.groups())
            return cls.between(_day(y1, m1, d1), _day(y2, m2, d2))
        if not (found := _PART.fullmatch(words)):
            raise ValueError("periodo non capito")
        year = int(found[1])
        if year not in YEARS:
            raise ValueError("l'anno non può essere giusto")
        if found[3] is None:
            return cls(date(year, 1, 1), date(year, 12, 31), words)
        length = _LENGTH[(found[2] or "").upper()]
        last = int(found[3]) * length
        return cls(_day(year, last - length + 1, 1), month_end(_day(year, last, 1)), words)

    @classmethod
    def between(cls, start: date, end: date) -> Period:
        """Two days; ValueError if they are the wrong way round."""
        if end < start:
            raise ValueError("il periodo finisce prima di cominciare")
        if start.year not in YEARS or end.year not in YEARS:
            raise ValueError("l'anno non può essere giusto")
        return cls(start, end, f"{start:%d/%m/%Y} - {end:%d/%m/%Y}")

    def overlaps(self, other: Period) -> bool:
        """They share a day."""
        return self.start <= other.end and other.start <= self.end


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("un giorno che non esiste") from None


def month_end(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    >>> months_later(date(2027, 8, 31), 6)
    datetime.date(2028, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def calendar(start: date, end: date, months: int | None) -> list[Period]:
    """The periods in which figures are due, from the start of the plan."""
    if months is None:
        return [Period(start, end, str(end.year))]
    edges = [start]
    while edges[-1] <= end:
        edges.append(months_later(start, months * len(edges)))
    return [Period.between(a, min(b - timedelta(days=1), end)) for a, b in pairwise(edges)]
