"""How long a notice stays published: the days it says, or those between publication and deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from procurement_engine.facts.dates import dates
from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.numbers import word_value
from procurement_engine.facts.passages import Text
from procurement_engine.facts.vocabulary import TIMEOUT, hit, load, patterns

#: Below this many days the term is called short: no binding minimum, twenty days is a model followed in practice.
SHORT = 20
#: Where it is read; a notice that calls itself nothing known may be one, a tender is none.
_NOTICES = frozenset({"avviso_coprogrammazione", "avviso_coprogettazione", "altro"})
_DAYS = regex.compile(r"\b(\d{1,3}|[a-z]{3,20}) giorni\b|\bgiorni ([a-z]{4,20}|\d{1,3})\b")
_RULE = "giorni fra pubblicazione e scadenza"


def publication_facts(text: Text, document_types: Sequence[str], published: FactValue | None) -> dict[str, FactValue]:
    """`short_publication` where a co-programming or co-design notice says its days or both its dates."""
    notices = {n for n, kind in enumerate(document_types) if kind in _NOTICES}
    told = _stated(text, notices) or _counted(text, notices, published)
    if told is None:
        return {}
    days, place = told
    return {"short_publication": FactValue(days < SHORT, "derived", (place,), _RULE)}


def _stated(text: Text, notices: set[int]) -> tuple[int, Place] | None:
    shown, others = (patterns("esposizione", key) for key in ("esposto", "altro"))
    for passage in text.having(load("esposizione")["lettere"]):
        if passage.document not in notices or not hit(shown, passage.text):
            continue
        for match in _DAYS.finditer(passage.text, timeout=TIMEOUT):
            days = _number(match[1] or match[2])
            if days and not hit(others, passage.text[max(0, match.start() - 40) : match.end() + 40]):
                return days, passage.place(match.start(), match.end())
    return None


def _counted(text: Text, notices: set[int], published: FactValue | None) -> tuple[int, Place] | None:
    deadline = patterns("esposizione", "scadenza")
    start: date | None = published.value if published else None
    for passage in text.having(load("esposizione")["scadenze"]):
        mark = hit(deadline, passage.text) if passage.document in notices and start else None
        if mark is None or start is None:
            continue
        for day, first, last in dates(passage.text):
            if first >= mark.start() and 0 <= (day - start).days <= 200:
                return (day - start).days, passage.place(first, last)
    return None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else word_value(text)
