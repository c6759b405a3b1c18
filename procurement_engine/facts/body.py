"""Whose procedure it is, as the letterhead says: central authorities have a threshold of their own (art. 14 of the Code)."""

from __future__ import annotations

import regex

from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Text

#: How far down a letterhead reaches, in blocks.
_HEAD = 4
#: Ministries and their offices in the provinces (annex I of directive 2014/24/UE lists them).
_CENTRAL = regex.compile(
    r"^\W*(?:ministero (?:de|per)\w*|presidenza del consiglio|archivio di stato|prefettura|questura|soprintendenza"
    r"|(?:tribunale|procura|corte d.appello|casa circondariale)\b|agenzia (?:delle entrate|delle dogane|del demanio))"
)


def public_body(text: Text) -> FactValue | None:
    """ "central" where a document's letterhead is a central authority's; None where none is.

    >>> from procurement_engine.drafts.model import Block, Draft
    >>> draft = Draft("a.txt", "txt", "", (Block("MINISTERO DELLA CULTURA"), Block("Archivio di Stato di Castelbruno")))
    >>> public_body(Text([draft])).value
    'central'
    """
    for passage in text.passages:
        if passage.block < _HEAD and passage.kind != "row" and (match := _CENTRAL.match(passage.text)):
            return FactValue("central", "stated", (passage.place(match.start(), match.end()),))
    return None
