"""Figures and dates as people write them in cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(r"[-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[-−]?\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"(?<![\d.,])(20[2-5]\d)(?![\d.,]\d|\d)")
_DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b")
_ORDINAL = re.compile(
    r"\b\d+\s*[°ºª]|\b\d+\s*(?:mesi|mese|anni|anno|months?|years?)\b|\b[a-z]{1,3}\d{1,2}\b(?![.,]\d)", re.IGNORECASE
)
_UNITS = re.compile(r"%|€|euro\b|ore\b|giorni\b|persone\b|punti\b|minutes?\b|minuti\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a draft and where they stand: the block, and which cell of it (None: the block is no row of a table)."""

    text: str
    block: int
    column: int | None


def numbers(text: str, *, english: bool = False) -> list[float]:
    """The figures of a cell, without the dates and the months that stand beside them; `english`: commas mark thousands.

    >>> numbers("da 62% a 75,5% entro il 2028"), numbers("1.900"), numbers("≥ 3 su 12 mesi"), numbers("migliorare")
    ([62.0, 75.5], [1900.0], [3.0], [])
    >>> numbers("1,240", english=True), numbers("7.1", english=True), numbers("1,240")
    ([1240.0], [7.1], [1.24])
    """
    if english:
        text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text).replace(".", ",")
    bare = _ORDINAL.sub(" ", _DAY.sub(" ", text))
    if re.fullmatch(r"\W*20[2-5]\d\W*", bare.strip()) is None:
        bare = _YEAR.sub(" ", bare) if len(_NUMBER.findall(bare)) > 1 else bare
    bare = re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", " ", bare)  # 70-75 is a range, not a negative
    return [_value(found) for found in _NUMBER.findall(bare)]


def _value(text: str) -> float:
    text = text.replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def when(text: str) -> date | None:
    """The date of a cell or heading; of a bare year, its last day.

    >>> when("Arrivo (2029)"), when("al 30/06/2027")
    (datetime.date(2029, 12, 31), datetime.date(2027, 6, 30))
    """
    if found := _DAY.search(text):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return None
    year = _YEAR.search(text)
    return date(int(year[1]), 12, 31) if year else None


def unit(text: str) -> str:
    """The unit that stands beside a figure.

    >>> unit("almeno il 75%"), unit("1.900")
    ('%', '')
    """
    found = _UNITS.search(text)
    return found[0].lower() if found and numbers(text) else ""
