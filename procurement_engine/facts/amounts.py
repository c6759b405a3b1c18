"""Sums of euro and percentages, in figures and in letters."""

from __future__ import annotations

from typing import NamedTuple

import regex

from procurement_engine.facts.numbers import figures, number, number_words

_FIGURE = r"\d{1,3}(?:[.\s']\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_SIGN = r"(?:€\.?|\beuro?\b)"
_MONEY = regex.compile(
    rf"{_SIGN}\s*=?\s*(?P<n>{_FIGURE})(?P<k>\s?mila\b|\s?milion[ei]\b)?"
    rf"|(?<![\d.,/])(?P<n>{_FIGURE})(?P<k>\s?mila\b|\s?milion[ei]\b)?(?:\s*=)?(?:\s+di)?\s*{_SIGN}"
)
_PERCENT = regex.compile(
    r"(?<![\d,.])(?P<n>\d{1,3}(?:[,.]\d{1,4})?)\s*"
    r"(?:%|per\s*cento\b|percento\b|(?:parti\s+)?(?:su|ogni|per)\s+(?:ogni\s+)?(?:cento|100)\b|centesimi\b(?=\s+de))"
)
_BARE = regex.compile(rf"\s*{_SIGN}?\s*(?P<n>{_FIGURE})\s*(?:{_SIGN}|=|\s)*")
_BEFORE = regex.compile(r"\beuro?\s+$")
_AFTER = regex.compile(r"(?:/\d\d)?\s+(?:di\s+)?euro?\b")


class Amount(NamedTuple):
    """A sum of euro and the characters that say it."""

    value: float
    start: int
    end: int


def amounts(text: str) -> list[Amount]:
    """The sums of a folded text, in the order they are written.

    >>> [a.value for a in amounts("euro 1.250,50 e duemila euro; 2,5 milioni di euro")]
    [1250.5, 2000.0, 2500000.0]
    """
    if "€" not in text and "eur" not in text:
        return []
    found = []
    for match in _MONEY.finditer(text):
        factor = {"": 1, "mila": 1000}.get((match["k"] or "").strip(), 1_000_000)
        found.append(Amount(number(match["n"]) * factor, match.start(), match.end()))
    if "euro" in text:
        for value, start, end in number_words(text):
            named = _BEFORE.search(text, max(0, start - 8), start) or _AFTER.match(text, end)
            if named and not any(a.start <= start < a.end + 3 for a in found):
                found.append(Amount(float(value), start, end))
    return sorted(found, key=lambda a: a.start)


def bare_amount(cell: str) -> float | None:
    """The sum that a table cell is, with or without a sign of euro; None if the cell is something else."""
    match = _BARE.fullmatch(cell)
    return number(match["n"]) if match else None


def percentages(text: str) -> list[tuple[float, int]]:
    """Percentages of a folded text (0 to 100) and where they stand in `figures(text)`.

    >>> percentages("il settantotto per cento, poi 6,5%")
    [(78.0, 3), (6.5, 20)]
    """
    return [(float(m["n"].replace(",", ".")), m.start()) for m in _PERCENT.finditer(figures(text))]
