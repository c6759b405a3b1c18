"""Dates in a folded text, in figures and in letters."""

from __future__ import annotations

from datetime import date

import regex

from procurement_engine.facts.numbers import word_value

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre",
         "dicembre"), start=1)
}  # fmt: skip
_NAME = "|".join(_MONTHS)
_DATE = regex.compile(
    rf"\b(?P<d>\d{{1,2}}|[a-z]{{3,12}}|1°|1º)°?\s+(?:del mese di\s+|di\s+)?(?P<m>{_NAME})\s+(?:(?:dell'anno|del|anno)\s+)?"
    r"(?P<y>\d{4}|duemila[a-z]+)\b"
    r"|\b(?P<y>duemila[a-z]+),?\s+(?:il|addi|e questo)\s+(?:giorno\s+)?"
    rf"(?P<d>\d{{1,2}}|[a-z]{{3,12}})\s+(?:del mese di\s+|di\s+)?(?P<m>{_NAME})\b"
    r"|(?<![\d./])(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>20\d\d)\b"
    r"|(?<![\d-])(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"
)
_DAY = r"(?:(?:luned|marted|mercoled|gioved|venerd)i\s+|sabato\s+|domenica\s+)?"
#: "dal 9 marzo al 13 aprile 2026": the first day shares the year of the second.
_FROM = regex.compile(
    rf"\bda(?:l(?:l')?)?\s*{_DAY}(?P<d>\d{{1,2}})(?:\s+(?P<m>{_NAME}))?\s+(?:fino |sino )?al?(?:l')?\s*{_DAY}\d{{1,2}}"
    rf"\s+(?P<m2>{_NAME})\s+(?P<y>\d{{4}})"
)


def dates(text: str) -> list[tuple[date, int, int]]:
    """The dates and their characters; the first day of a period stands for the period.

    >>> dates("esce il due marzo duemilaventisei")[0][0].isoformat(), dates("11/07/2025")[0][0].isoformat()
    ('2026-03-02', '2025-07-11')
    """
    periods = [(_day(m["d"], m["m"] or m["m2"], m["y"]), m.start(), m.end()) for m in _FROM.finditer(text)]
    found = [(day, start, end) for day, start, end in periods if day]
    for match in _DATE.finditer(text):
        if any(start <= match.start() < end for _, start, end in found):
            continue
        if day := _day(match["d"], match["m"], match["y"]):
            found.append((day, match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def _day(day: str, month: str, year: str) -> date | None:
    numbers = [_number(day.rstrip("°º")), _MONTHS.get(month) or _number(month), _number(year)]
    try:
        return date(numbers[2] or 0, numbers[1] or 0, numbers[0] or 0)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    if text in ("primo", "l"):
        return 1
    return int(text) if text.isdigit() else word_value(text)
