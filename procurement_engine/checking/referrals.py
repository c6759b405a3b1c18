"""Referrals between the documents of a dossier: "per la clausola sociale si rinvia al capitolato, art. 12"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from procurement_engine.detection.relation import Matcher
from procurement_engine.detection.vocabulary import Span
from procurement_engine.detection.words import fold
from procurement_engine.rules.model import NOTICE_SIDE

_TARGETS = {
    "doc_capitolato": "capitolato",
    "doc_disciplinare": "disciplinare",
    "doc_bando": "bando",
    "doc_schema": "schema_contratto",
}
_ARTICLE = regex.compile(r"\b(?:art(?:icol[oi]|t?\.)?|sezion[ei]|par(?:agraf[oi]|\.)|punt[oi]|§)\s*(\d+(?:\.\d+)*|[ivx]{1,5}\b)")


#: Characters between a section and the document it is a section of ("art. 4, comma 1, del capitolato").
_NEXT_TO = 25


@dataclass(frozen=True)
class Referrals:
    """The sections that the notice side points to, as (document, number of the section; "" for the whole)."""

    matchers: Sequence[Matcher]
    targets: frozenset[tuple[int, str]]

    def reach(self, document: int, span: Span) -> bool:
        """Does a referral point to the section where these words stand, or to one it is part of ("6.1" of "6")?"""
        index = self.matchers[document].index
        number = index.sections[index.units[index.unit_of[span[0]]].section].number
        within = (number.rsplit(".", parts)[0] for parts in range(number.count(".") + 1))
        return (document, "") in self.targets or any((document, one) in self.targets for one in within)


def find_referrals(matchers: Sequence[Matcher], types: Sequence[str]) -> Referrals:
    """All referrals made in documents of the notice side to other documents of the dossier.

    "Si rinvia al capitolato" points to the whole of it; "quello dell'art. 4 del capitolato" needs no word of referral.
    """
    targets: set[tuple[int, str]] = set()
    for document, matcher in enumerate(matchers):
        if types[document] not in NOTICE_SIDE:
            continue
        referring = {matcher.index.unit_of[span[0]] for span in matcher.lookup.spans("refers")}
        for concept, kind in _TARGETS.items():
            if kind == types[document]:
                continue
            others = [n for n, other in enumerate(types) if other == kind]
            for span in matcher.lookup.spans(concept):
                referred = matcher.index.unit_of[span[0]] in referring
                targets.update((n, number) for n in others for number in _sections(matcher, span, referred=referred))
    return Referrals(matchers, frozenset(targets))


def _sections(matcher: Matcher, span: Span, *, referred: bool) -> list[str]:
    """The sections meant by a sentence that names a document at `span`; "" for the whole of it."""
    index = matcher.index
    unit = index.units[index.unit_of[span[0]]]
    block, first, last = index.text_of(unit.first, unit.last)
    text = fold(index.draft.blocks[block].text[first:last])
    if referred:
        return [match[1] for match in _ARTICLE.finditer(text)] or [""]
    _, start, end = index.text_of(*span)
    return [
        match[1]
        for match in _ARTICLE.finditer(text)
        if 0 <= start - first - match.end() <= _NEXT_TO or 0 <= match.start() - (end - first) <= _NEXT_TO
    ]
