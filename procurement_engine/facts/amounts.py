"""Sums of euro and percentages, in figures and in letters."""

from __future__ import annotations

from typing import NamedTuple

import regex

from procurement_engine.facts.numbers import figures_placed, number, number_words, place_of

_FIGURE = r"\d{1,3}(?:[.\s']\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_SIGN = r"(?:€\.?|\beuro?\b)"
_MONEY = regex.compile(
    rf"{_SIGN}\s*=?\s*(?P<n>{_FIGURE})(?P<k>\s?mila\b|\s?milion[ei]\b)?"
    rf"|(?<![\d.,/])(?P<n>{_FIGURE})(?P<k>\s?mila\b|\s?milion[ei]\b)?(?:\s*=)?(?:\s+di)?\s*{_SIGN}"
)
#: A number may be told again in brackets: "20 (venti) per cento".
_PERCENT = regex.compile(
    r"(?<![\d,./])(?P<n>\d{1,3}(?:[,.]\d{1,4})?)\s*(?:\([^()]{1,30}\)\s*)?"
    r"(?:%|per\s*cento\b|punti\s+percentuali\b|(?:parti\s+)?(?:su|ogni|per)\s+(?:ogni\s+)?(?:cento|100)\b"
    r"|centesimi\b(?=\s+(?:de|d'ogni|(?:di|per|su|a) ogni|l'euro|per euro)))"
)
_PARTS = {"mezz": 2, "terz": 3, "quart": 4, "quint": 5, "sest": 6, "settim": 7, "ottav": 8, "non": 9, "decim": 10}
#: A fraction is told to be one by what is before it or after it: "un quinto lotto" is the fifth, "un terzo" a third party.
_FRACTION = regex.compile(
    r"(?P<led>\b(?:almeno|circa|per|pari ad?|(?:non )?(?:meno|piu) di|(?:inferiore|superiore|uguale) ad?|oltre|fino ad?"
    r"|(?:incid|pes|rappresent|assorb|ammont|costituisc|copr)\w*(?: per| ad?)?)\s+)?"
    rf"\b(?P<n>un|[1-9]) (?P<d>{'|'.join(_PARTS)})[oi]\b(?P<of>\s+(?:del(?:l[oae]|l')?|dei|degli|delle|dell'|di)\b(?! ora))?"
)
_TELLING = ("%", "cento", "percentuali", "100", "centesimi", *(f"{stem}{end}" for stem in _PARTS for end in "oi"))
#: Beside a sum told in euro, a figure told of the same money: "dei 300.000 euro a base di gara, 210.000 sono manodopera".
_OF_IT = regex.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?)(?![\d/])(?=\s+(?:sono|vanno|va|spettano|remuner\w+|riguardano|pagano|copr\w+"
    r"|(?:per|di|a) (?:la |il |i |gli )?(?:manodopera|cost[oi]\b|personale|lavoro|oneri|retribuzioni))\b)"
)
#: Thousands with cents are money without its sign: "montatori: 58.400,00".
_SHAPED = regex.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}(?:\.\d{3})+,\d{2})(?![\d/])"
    r"(?!\s*(?:%|per cento|ore\b|k[gm]\b|mq\b|m2\b|metri|tonn|chil|punt|ettar|kwh|mwh|gj))"
)
_SHARE = r"(?:\([^()\d]*\d{1,3}(?:[.,]\d+)?\s*(?:%|per cento)[^()]*\)\s*)?"
_BARE = regex.compile(rf"\s*{_SIGN}?\s*(?P<n>{_FIGURE})\s*(?:{_SIGN}|=|\s)*{_SHARE}")
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
    if not any(sign in text for sign in ("€", "eur", ",00")):
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
    for pattern, speaks in ((_OF_IT, bool(found)), (_SHAPED, bool(found) or ",00" in text)):
        taken = [(one.start, one.end) for one in found]
        bare = pattern.finditer(text) if speaks else ()
        free = (match for match in bare if not any(start <= match.start() < end for start, end in taken))
        found += [Amount(number(match["n"]), match.start(), match.end()) for match in free]
    return sorted(found, key=lambda a: a.start)


def bare_amount(cell: str) -> float | None:
    """The sum that a table cell is, with or without a sign of euro; None if the cell is something else.

    What share of the whole it is may follow in brackets.

    >>> bare_amount("€ 1.200,00 (82%)"), bare_amount("6 mesi, € 370,00")
    (1200.0, None)
    """
    match = _BARE.fullmatch(cell)
    return number(match["n"]) if match else None


def percentages(text: str) -> list[tuple[float, int]]:
    """Percentages of a folded text (0 to 100), fractions too, and where they stand in it.

    >>> percentages("il settantotto per cento, poi 6,5%"), percentages("20 (venti) per cento, venti percento, un quinto di essi")
    ([(78.0, 3), (6.5, 30)], [(20.0, 0), (20.0, 22), (20.0, 38)])
    """
    if not any(sign in text for sign in _TELLING):
        return []
    written, moves = figures_placed(text)
    found = [(float(m["n"].replace(",", ".")), m.start()) for m in _PERCENT.finditer(written)]
    for m in _FRACTION.finditer(written):
        if m["of"] or (m["led"] and not (m["d"] == "terz" and m["led"].startswith("per"))):
            part = round(100 * (1 if m["n"] == "un" else int(m["n"])) / _PARTS[m["d"]], 6)
            if part < 100:
                found.append((part, m.start("n")))
    return [(value, place_of(at, moves)) for value, at in sorted(found, key=lambda one: one[1])]
