"""Points of quality and price, and the technical threshold, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage

_PRICE = r"(?:offerta )?economic[ao]\b|(?:elemento |componente |parte |all.offerta )?prezz[oi]\b|\bprezzo|\bribasso"
_QUALITY = r"(?:offerta )?tecnic[ao]\b|qualit[a']|qualitativ"
_TOTAL = regex.compile(r"total|somma|in tutto|complessiv|subtotale|punteggio massimo")
_ROW_PRICE = regex.compile(
    rf"^(?:[a-z0-9.)\s]{{0,4}}\s*)?(?:punteggio |punti |totale |peso |massimo |max )*(?:per (?:l.)?|all.|al |della |dell.)?(?:{_PRICE})"
)
_ROW_QUALITY = regex.compile(
    rf"^(?:[a-z0-9.)\s]{{0,4}}\s*)?(?:punteggio |punti |totale |subtotale |peso |massimo |max |della |dell.|criteri )*(?:per (?:l.)?|all.|alla |della |dell.)?(?:{_QUALITY})"
)
_POINTS_FIRST = r"(?P<n>\d{1,3})\s*(?:punti|/\s*100)?"
_NEAR = r"[^.;:0-9]{0,60}?"
_PROSE = {
    key: (
        regex.compile(
            rf"(?:{name}){_NEAR}(?:[:(=–-]|punti|max)?\s*(?:punti|max|fino a|massimo|pari a)?\s*(?P<n>\d{{1,3}})\b(?!\s*(?:%|,\d|euro|€|giorni|anni|mesi|/\s*20))"
        ),
        regex.compile(
            rf"(?P<n>\d{{1,3}})\s*(?:punti|su cento|/\s*100)?\s*(?:su 100 )?(?:punti )?(?:(?:sono|vanno|spettano|premiano|attribuit\w+|assegnat\w+|riservat\w+|per|al|alla|all|l|la|il|parte|quell[ao]|componente|elemento|offerta|dell|della|a)\W+){{1,6}}(?:{name})"
        ),
    )
    for key, name in (("quality_points", _QUALITY), ("price_points", _PRICE))
}
_THRESHOLD = (
    regex.compile(
        r"(?:soglia|sbarramento|punteggio minimo|minimo)[^.;]{0,110}?(?:punti|pari a|almeno|di|a|:)?\s*\b(?P<n>\d{1,3})(?:\s*(?:punti|/\s*\d{2,3}|su (?:\d+|cento))|(?=[\s,.;)]|$))"
    ),
    regex.compile(r"non (?:raggiung|tocc|consegu|otten|super|tocch|totalizz)[^.;]{0,80}?\b(?P<n>\d{1,3})\s*(?:punti|/\s*\d{2,3})"),
    regex.compile(
        r"(?:ammess|accede|accedono|passano|proseguono)[^.;]{0,90}?(?:almeno|non meno di|minimo)\s*(?:punti\s*)?(?P<n>\d{1,3})\s*(?:punti|/)"
    ),
)
_NO_THRESHOLD = regex.compile(
    r"anomal|rilevanza|comunitari|europe|non (?:e|sono) previst[ae] (?:alcuna )?soglia|subappalt|euro|€|per cento|%"
)


def point_facts(
    all_passages: Sequence[Passage],
) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]], dict[str, tuple[FactValue, ...]]]:
    """(facts of the whole, facts per lot, contradicted facts) among quality_points, price_points, technical_threshold."""
    found: dict[str, list[tuple[frozenset[str], FactValue]]] = {"quality_points": [], "price_points": []}
    for key, value in (*_rows(all_passages), *_prose(all_passages)):
        found[key].append(value)
    pairs = _complementary(found)
    whole: dict[str, FactValue] = {}
    lots: dict[str, dict[str, FactValue]] = {}
    conflicts: dict[str, tuple[FactValue, ...]] = {}
    for key, values in pairs.items():
        general = [fact for lot, fact in values if not lot]
        for lot, fact in values:
            for name in lot:
                lots.setdefault(name, {}).setdefault(key, fact)
        if general:
            whole[key] = general[0]
            different = tuple({fact.value: fact for fact in general}.values())
            if len(different) > 1 and len({place.document for fact in different for place in fact.places}) > 1:
                conflicts[key] = different
    threshold = _threshold(all_passages)
    return {**whole, **({"technical_threshold": threshold} if threshold else {})}, lots, conflicts


def _complementary(found: dict[str, list[tuple[frozenset[str], FactValue]]]) -> dict[str, list[tuple[frozenset[str], FactValue]]]:
    """Readings that add up to 100 are trusted over those that do not; a lone one is kept as it is."""
    quality, price = found["quality_points"], found["price_points"]
    sums = [(q, p) for q in quality for p in price if q[1].value + p[1].value == 100 and q[0] == p[0]]
    if sums:
        return {"quality_points": [q for q, _ in sums], "price_points": [p for _, p in sums]}
    return {key: [item for item in values if item[1].value <= 100][:1] for key, values in found.items()}


def _rows(all_passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[frozenset[str], FactValue]]]:
    for passage in all_passages:
        if passage.kind != "row" or len(passage.cells) < 2:
            continue
        label = " ".join(cell for cell in passage.cells if regex.search(r"[a-z]{3}", cell))
        numbers = [
            cell
            for cell in passage.cells
            if regex.fullmatch(r"\s*(?:punti|max)?\s*\d{1,3}(?:[.,]0+)?\s*(?:punti|/\s*100)?\s*", cell)
        ]
        if not numbers:
            continue
        key = (
            "price_points"
            if _ROW_PRICE.match(label)
            else "quality_points"
            if _ROW_QUALITY.match(label) or (_TOTAL.search(label) and regex.search(_QUALITY, label))
            else None
        )
        if key is None or (key == "price_points" and regex.search(r"sconto|ribasso su|listino", label)):
            continue
        value = int(regex.search(r"\d+", numbers[-1])[0])  # type: ignore[index]
        at = passage.text.rfind(numbers[-1].strip())
        yield key, (passage.lots, FactValue(value, "stated", (passage.place(at, at + len(numbers[-1].strip())),)))


def _prose(all_passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[frozenset[str], FactValue]]]:
    for passage in all_passages:
        if passage.kind == "row" or not regex.search(r"punt|peso|pes[ai]n|/100|su cento|\d\d", passage.text):
            continue
        text = figures(passage.text)
        for key, patterns in _PROSE.items():
            for pattern in patterns:
                for match in pattern.finditer(text):
                    value = int(match["n"])
                    if 0 <= value <= 100:
                        place = passage.place(0, len(passage.text))
                        yield key, (passage.lots, FactValue(value, "stated", (place,)))


def _threshold(all_passages: Sequence[Passage]) -> FactValue | None:
    for passage in all_passages:
        text = figures(passage.text)
        if passage.kind == "heading" or _NO_THRESHOLD.search(text):
            continue
        for pattern in _THRESHOLD:
            match = pattern.search(text)
            if match and 5 <= int(match["n"]) <= 100 and regex.search(r"punt|soglia|sbarrament", text):
                return FactValue(int(match["n"]), "stated", (passage.place(0, len(passage.text)),))
    return None
