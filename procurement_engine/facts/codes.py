"""CPV, ATECO and CNEL codes, each with the words that show what it is."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.passages import Passage, lots_in

_CPV = regex.compile(r"\b\d{8}-\d\b")
_ATECO = regex.compile(r"\b\d{2}\.\d{1,2}(?:\.\d{1,2})?\b")
_CNEL = regex.compile(r"\b(?!o[gs]\d)[a-z](?:\d[0-9a-z]\d|\d\d[0-9a-z]|[a-z]\d\d)\b")
_CNEL_WORDS = regex.compile(
    r"ccnl|c\.c\.n\.l|cnel|contratt\w+ collettiv|accord\w+ (?:collettiv|nazional)|alfanumeric|archivio|contratt\w+ (?:nazional|di lavoro)"
)
#: Agreements that are not the contract's: of public employees, or quoted to be set aside.
_OTHERS = regex.compile(r"funzioni locali|dirigenza|rup\b|non ha rilievo|non si applica il")


def code_facts(all_passages: Sequence[Passage]) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]]]:
    """(facts of the whole, facts per lot) among cpv, ateco, ccnl_codes."""
    whole: dict[str, dict[str, list[Place]]] = {"cpv": {}, "ateco": {}, "ccnl_codes": {}}
    lots: dict[str, dict[str, dict[str, list[Place]]]] = {}
    columns: dict[int, str] = {}
    for passage in all_passages:
        named = {n: min(found) for n, cell in enumerate(passage.cells) if len(found := lots_in(cell)) == 1}
        columns = named if len(named) > 1 else columns if passage.kind == "row" else {}
        for key, code, start, end in _codes(passage):
            place = passage.place(start, end)
            whole[key].setdefault(code, []).append(place)
            cell_lots = {lot for n, lot in columns.items() if n < len(passage.cells) and code.lower() in passage.cells[n]}
            for lot in cell_lots or passage.lots:
                lots.setdefault(lot, {}).setdefault(key, {}).setdefault(code, []).append(place)
    return _facts(whole), {lot: _facts(found) for lot, found in lots.items()}


def _codes(passage: Passage) -> list[tuple[str, str, int, int]]:
    text = passage.text
    found = [("cpv", m[0], m.start(), m.end()) for m in _CPV.finditer(text)]
    if "ateco" in text:
        found += [("ateco", m[0], m.start(), m.end()) for m in _ATECO.finditer(text) if _after_ateco(text, m.start())]
    if _CNEL_WORDS.search(text) or "ccnl" in passage.heading or "contratt" in passage.heading:
        for match in _CNEL.finditer(text):
            around = text[max(0, match.start() - 160) : match.start()]
            if _CNEL_WORDS.search(around + passage.heading) and not _OTHERS.search(around[-80:]):
                found.append(("ccnl_codes", match[0].upper(), match.start(), match.end()))
    return found


def _after_ateco(text: str, start: int) -> bool:
    """Does the word ATECO stand close before, and no euro sign between?"""
    return regex.search(r"ateco[^;]{0,80}$", text[:start]) is not None and "€" not in text[max(0, start - 3) : start]


def _facts(found: dict[str, dict[str, list[Place]]]) -> dict[str, FactValue]:
    return {
        key: FactValue(tuple(codes), "stated", tuple(place for places in codes.values() for place in places[:1]))
        for key, codes in found.items()
        if codes
    }
