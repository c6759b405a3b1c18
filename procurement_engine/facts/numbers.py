"""Amounts, percentages, points and dates, in figures and in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import regex
from text_to_num import alpha2digit

_FIGURE = r"\d{1,3}(?:[.\s]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?"
_MONEY = regex.compile(rf"(?:€|\beuro)\s*(?P<a>{_FIGURE})|(?P<b>{_FIGURE})\s*(?:=\s*)?(?:€|\beuro\b)")
_PERCENT = regex.compile(r"(?P<n>\d{1,3}(?:[,.]\d{1,3})?)\s*(?:%|per\s*(?:cento|100)\b|su\s+(?:cento|100)\b|percento\b)")
_MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
_DATE = regex.compile(
    rf"\b(?P<d>\d{{1,2}})(?:°|º)?\s+(?P<m>{'|'.join(_MONTHS)})\s+(?P<y>\d{{4}})\b"
    r"|\b(?P<d2>\d{1,2})[/.\-](?P<m2>\d{1,2})[/.\-](?P<y2>\d{4})\b"
)
_WORDY = regex.compile(
    r"\b(?:\w*(?:dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti|vent|trenta?|quaranta?"
    r"|cinquanta?|sessanta?|settanta?|ottanta?|novanta?|cento|mila|milion[ei]|mille)\w*|due|tre|quattro|cinque|sei|sette|otto|nove)\b"
)


@lru_cache(maxsize=20_000)
def word_value(word: str) -> int | None:
    """The value of a number written as one Italian word, None if it is not one.

    >>> word_value("centonovantottomila"), word_value("trecento"), word_value("accento")
    (198000, 300, None)
    """
    text: str = alpha2digit(word, "it", threshold=0)
    return int(text) if text.isdigit() else None


def figures(text: str) -> str:
    """Folded text with numbers in words rewritten in figures (offsets are lost, so only for values)."""
    return _WORDY.sub(lambda m: str(value) if (value := word_value(m[0])) is not None else m[0], text)


def number(text: str) -> float:
    """An Italian figure: dots and blanks between thousands, a comma before decimals."""
    bare = regex.sub(r"[\s]", "", text)
    if regex.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        bare = bare.replace(".", "")
    return float(bare.replace(",", "."))


def amounts(text: str) -> Iterator[tuple[float, int, int]]:
    """Sums of euro in a folded text, in figures or words: value and characters."""
    for match in _MONEY.finditer(text):
        yield number(match["a"] or match["b"]), match.start(), match.end()
    for match in regex.finditer(r"\b(\w+)\s+euro\b|\beuro\s+(\w+)\b", text):
        word = match[1] or match[2]
        value = None if word.isdigit() else word_value(word)
        if value is not None and value > 999:
            yield float(value), match.start(), match.end()


def percentages(text: str) -> Iterator[tuple[float, int, int]]:
    """Percentages in a folded text, as numbers between 0 and 100."""
    for match in _PERCENT.finditer(figures(text)):
        yield float(match["n"].replace(",", ".")), match.start(), match.end()


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Dates in a folded text."""
    for match in _DATE.finditer(text):
        try:
            if match["m"]:
                value = date(int(match["y"]), _MONTHS.index(match["m"]) + 1, int(match["d"]))
            else:
                value = date(int(match["y2"]), int(match["m2"]), int(match["d2"]))
        except ValueError:
            continue
        yield value, match.start(), match.end()
