"""The day by which offers must be in."""

from __future__ import annotations

from datetime import date

from procurement_engine.facts.dates import dates
from procurement_engine.facts.model import Place
from procurement_engine.facts.passages import Text
from procurement_engine.facts.vocabulary import hit, load, patterns


def deadlines(text: Text) -> dict[date, Place]:
    """The days that sentences give for presenting offers, each with its first place."""
    told, others, between = (patterns("confronto", key) for key in ("termine", "non_termine", "altro_termine"))
    found: dict[date, Place] = {}
    for passage in text.having(load("confronto")["lettere_termine"]):
        mark = hit(told, passage.text)
        if mark is None:
            continue
        for day, start, end in dates(passage.text):
            # The words just before a date say what ends on it; "chiarimenti fino al 12, offerte entro il 26".
            near = passage.text[max(0, start - 60) : start]
            near = near[max(near.rfind(";"), near.rfind(","), near.rfind(". ")) + 1 :]
            if not hit(between, near) and not (hit(others, near) or hit(others, passage.text[: mark.start()])):
                found.setdefault(day, passage.place(start, end))
    return found
