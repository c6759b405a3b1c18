"""CPV, ATECO and CNEL codes, each with the words that show what it is."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from procurement_engine.detection.lots import lots_in
from procurement_engine.facts.agreements import calls, known_codes
from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import patterns

_CPV = regex.compile(r"(?<!\d)\d{8}\s?[-–]\s?\d(?!\d)")
_ATECO = regex.compile(r"(?<![\d.,/])\d{2}\.\d{1,2}(?:\.\d{1,2})?(?!\d|[.,]\d)")
_ATECO_NEAR = regex.compile(r"(?:ateco|attivita economic\w+|\bistat\b)(?:(?!cpv|euro|€|indic[ei])[^;]){0,90}$")
_CNEL = regex.compile(r"(?<![\w/.-])(?!o[gs]\d)[a-z](?:\d[0-9a-z]\d|\d\d[0-9a-z]|[a-z]\d\d)(?![\w/])")
_LETTERS = (
    "-",
    "–",
    "ateco",
    "attivita economic",
    "istat",
    "ccnl",
    "c.c.n.l",
    "cnel",
    "contratt",
    "accord",
    "alfanumeric",
    "archivio",
    "cod",
    "livell",
    "liv.",
)

#: What names another tender before a code: "the service is the object of another contract (CPV ...)".
_OTHER_TENDER = regex.compile(
    r"\b(?:altr[oa]|divers[oa]|distint[oa]|separat[oa]|precedent\w+) (?:\w+ )?(?:appalto|gara|affidamento|procedura|bando)\b[^;]{0,60}$"
)
_BY_NAME = 90  # characters before a code in which its agreement is named

_Found = dict[str, dict[str, list[Place]]]


def code_facts(text: Text) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]]]:
    """(facts of the whole, facts per lot) among cpv, ateco, ccnl_codes."""
    whole: _Found = {}
    lots: dict[str, _Found] = {}
    worth = {id(passage) for passage in text.having((*_LETTERS, *known_codes()))}
    for passage in text.passages:
        if id(passage) not in worth and "contratt" not in passage.heading and "ccnl" not in passage.heading:
            continue
        for key, code, start, end in (*_classes(passage), *_agreements(passage)):
            place = passage.place(start, end)
            whole.setdefault(key, {}).setdefault(code, []).append(place)
            for lot in _lots(passage, start):
                lots.setdefault(lot, {}).setdefault(key, {}).setdefault(code, []).append(place)
    return _facts(whole, None), {lot: _facts(found, lot) for lot, found in lots.items()}


def _classes(passage: Passage) -> Iterator[tuple[str, str, int, int]]:
    for match in _CPV.finditer(passage.text):
        if _OTHER_TENDER.search(passage.text[: match.start()]):
            continue
        yield "cpv", regex.sub(r"\s", "", match[0]).replace("–", "-"), match.start(), match.end()
    for match in _ATECO.finditer(passage.text):
        if _ATECO_NEAR.search(passage.text[: match.start()]):
            yield "ateco", match[0], match.start(), match.end()


def _agreements(passage: Passage) -> Iterator[tuple[str, str, int, int]]:
    """CNEL codes near words of an agreement, unless it is another's or set aside."""
    named, others, dropped = (patterns("codici", key) for key in ("contratto", "altrui", "scartato"))
    for match in _CNEL.finditer(passage.text):
        before = passage.text[max(0, match.start() - 200) : match.start()]
        clause = before[-110:].rpartition(";")[2]
        ours = not _OTHER_TENDER.search(before)
        told = named.search(f"{passage.heading} {before}") or (ours and calls(match[0], before[-_BY_NAME:]))
        if not told or others.search(clause):
            continue
        if not dropped.match(passage.text[match.end() : match.end() + 40]):
            yield "ccnl_codes", match[0].upper(), match.start(), match.end()


def _lots(passage: Passage, start: int) -> frozenset[str]:
    """The lots a code is for: its column's, or the last named before it ("lotto 1: ...; lotto 3: ...")."""
    for column, lot in passage.columns.items():
        if column < len(passage.cells):
            first, last = passage.cell_span(column)
            if first <= start < last:
                return frozenset({lot})
    before = passage.text[:start]
    nearest = before.rfind("lott")
    return (lots_in(before[max(0, nearest - 12) :]) if nearest >= 0 else frozenset()) or passage.lots


def _facts(found: _Found, lot: str | None) -> dict[str, FactValue]:
    return {
        key: FactValue(tuple(codes), "stated", tuple(places[0] for places in codes.values()), lot=lot)
        for key, codes in found.items()
    }
