"""Points of quality and price, and the technical threshold, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from procurement_engine.facts.amounts import percentages
from procurement_engine.facts.criteria import POINTS, criteria_tables
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import Pattern, hit, load, patterns, union, word_lists

_WHOLE = regex.compile(r"(?<![\d.,/])\d{1,3}(?![\d/]|[.,]\d|\s*(?:%|per cento|euro|€|giorni))")
_POINTED = regex.compile(r"punt[ie]")
_WEIGHED = regex.compile(r"punt|\bpes[oia]|ponderaz|\bval[eg]")
_SPLIT = regex.compile(r"(?<![\d/.,])(\d{2})\s?[/-]\s?(\d{2})(?![\d/.,])")
_HUNDREDTHS = regex.compile(r"(?<![\d.,])0[.,](\d{1,2})(?!\d)")
_KEYS = ("quality_points", "price_points")


@dataclass(frozen=True, slots=True)
class _Reading:
    key: str
    value: int
    passage: Passage


Conflicts = dict[str, tuple[FactValue, ...]]


def point_facts(text: Text) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]], Conflicts]:
    """(facts of the whole, facts per lot, contradicted facts) of quality_points, price_points, technical_threshold."""
    scopes: dict[frozenset[str], list[_Reading]] = {}
    for reading in (*_tables(text), *_both(text), *_rows(text), *_prose(text)):
        scopes.setdefault(reading.passage.lots, []).append(reading)
    whole: dict[str, FactValue] = {}
    lots: dict[str, dict[str, FactValue]] = {}
    conflicts: Conflicts = {}
    for scope, found in scopes.items():
        for key, facts in _agreed(found).items():
            for lot in scope:
                lots.setdefault(lot, {})[key] = FactValue(facts[0].value, "stated", facts[0].places, lot=lot)
            if not scope:
                whole[key] = facts[0]
                if len(facts) > 1:
                    conflicts[key] = tuple(facts)
    if threshold := _threshold(text):
        whole["technical_threshold"] = threshold
    return whole, lots, conflicts


def _agreed(found: list[_Reading]) -> dict[str, list[FactValue]]:
    """Per key the value of each document, different ones only."""
    facts: dict[str, list[FactValue]] = {}
    for document in dict.fromkeys(reading.passage.document for reading in found):
        for key, reading in _pair([r for r in found if r.passage.document == document]).items():
            fact = FactValue(reading.value, "stated", (reading.passage.whole(),))
            if all(fact.value != other.value for other in facts.setdefault(key, [])):
                facts[key].append(fact)
    return facts


def _pair(found: list[_Reading]) -> dict[str, _Reading]:
    """A pair that makes 100 is trusted before a lone number; the closest of several pairs."""
    quality, price = ([r for r in found if r.key == key] for key in _KEYS)
    pairs = [(abs(q.passage.block - p.passage.block), q, p) for q in quality for p in price if q.value + p.value == 100]
    # A third part (time, sustainability) leaves less than 100 to the two: they then stand close together.
    pairs = pairs or [
        (gap, q, p)
        for q in quality
        for p in price
        if (gap := abs(q.passage.block - p.passage.block)) <= 3 and 60 <= q.value + p.value < 100
    ]
    if pairs:
        _, best_quality, best_price = min(pairs, key=lambda pair: (pair[0], pair[1].passage.block))
        return {"quality_points": best_quality, "price_points": best_price}
    lone = {key: [r for r in found if r.key == key and _POINTED.search(r.passage.text)] for key in _KEYS}
    return {key: rows[0] for key, rows in lone.items() if len({r.value for r in rows}) == 1}


def _tables(text: Text) -> Iterator[_Reading]:
    fixed = any(hit(declared_fixed(), passage.text) for passage in text.having(("fiss", "108")))
    for weights in criteria_tables(text):
        # A table of quality alone makes a hundred of its own: only a fixed price leaves none to the price.
        if not weights.price and not fixed:
            continue
        yield _Reading("quality_points", weights.quality, weights.passage)
        yield _Reading("price_points", weights.price, weights.passage)


def declared_fixed() -> Pattern:
    """The sayings of a fixed price, as the fact `declared_fixed` has them."""
    return word_lists()["declared_fixed"].values[0][1]


def _both(text: Text) -> Iterator[_Reading]:
    """A sentence that names both parts and holds two numbers that make 100, or one and "the rest", in the order of the names."""
    words = load("punti")
    names = [regex.compile(f"{words[f'nome_{key}']}|{words[f'largo_{key}']}") for key in _KEYS]
    for passage in text.having(("qualit", "tecnic", "progett", "propost", "come si")):
        if passage.kind == "row" or hit(patterns("punti", "non_prosa"), passage.text):
            continue
        told = figures(passage.text)
        at = [match.start() for pattern in names if (match := pattern.search(told))]
        if len(at) < len(names):
            continue
        pair = _pair_told(passage.text, told)
        first = at[0] < at[1]
        if pair is None and (rest := hit(patterns("punti", "resto"), told)):
            # "Venti premiano il prezzo, gli altri la qualità": the number is of the part named before the rest is.
            numbers = [int(match[0]) for match in _WHOLE.finditer(told) if match[0] != "100" and match.start() < rest.start()]
            early = [start < rest.start() for start in at]
            if _WEIGHED.search(told) and len(numbers) == 1 and 0 < numbers[0] < 100 and early[0] != early[1]:
                pair, first = (numbers[0], 100 - numbers[0]), early[0]
        if pair:
            ordered = _KEYS if first else _KEYS[::-1]
            yield from (_Reading(key, value, passage) for key, value in zip(ordered, pair, strict=True))


def _pair_told(text: str, told: str) -> tuple[int, int] | None:
    """Two neighbouring numbers that make 100: points, "80/20", hundredths or fractions of the whole."""
    points = [int(match[0]) for match in _WHOLE.finditer(told)]
    shares = [round(value) for value, _ in percentages(text)] if _WEIGHED.search(text) else []
    split = [int(number) for match in _SPLIT.finditer(told) for number in match.groups()]
    parts = [round(float(f"0.{match[1]}") * 100) for match in _HUNDREDTHS.finditer(told)] if _WEIGHED.search(text) else []
    for numbers in (points, shares, split, parts):
        for pair in pairwise(number for number in numbers if number != 100):
            if sum(pair) == 100 and all(pair):
                return pair
    return None


def _rows(text: Text) -> Iterator[_Reading]:
    names = {key: patterns("punti", f"riga_{key}") for key in _KEYS}
    for passage in text.having(load("punti")["lettere"]):
        numbers = {n: match for n, cell in enumerate(passage.cells) if (match := POINTS.fullmatch(cell))}
        if not numbers or len(passage.cells) < 2:
            continue
        label = " ".join(cell for cell in passage.cells if regex.search(r"[a-z]{3}", cell) and not POINTS.fullmatch(cell))
        key = next((key for key, pattern in names.items() if hit(pattern, label)), None)
        if not key or hit(patterns("punti", "non_riga"), label):
            continue
        if passage.columns:
            own = ((lot, numbers[n]) for n, lot in passage.columns.items() if n in numbers)
            yield from (_Reading(key, int(match["n"]), replace(passage, lots=frozenset({lot}))) for lot, match in own)
        else:
            yield _Reading(key, int(numbers[max(numbers)]["n"]), passage)


@lru_cache(maxsize=1)
def _sayings() -> tuple[tuple[str, Pattern], ...]:
    """Each way of saying on its own: in "80 alla qualità, 20 al prezzo" they overlap, and the sum tells who is right."""
    words = load("punti")
    return tuple((key, union([p.replace("NOME", words[f"nome_{key}"])])) for key in _KEYS for p in words["prosa"])


def _prose(text: Text) -> Iterator[_Reading]:
    context, others = patterns("punti", "contesto"), patterns("punti", "non_prosa")
    for passage in text.having(load("punti")["lettere"]):
        if passage.kind == "row" or not hit(context, passage.text) or hit(others, passage.text):
            continue
        numbers = figures(passage.text)
        if hit(patterns("punti", "soglia"), numbers) and not hit(patterns("punti", "non_soglia"), numbers):
            continue  # the points below which an offer falls, not a weight
        for key, pattern in _sayings():
            for match in pattern.finditer(numbers):
                if int(match["n"]) <= (100 if key == "quality_points" else 99):
                    yield _Reading(key, int(match["n"]), passage)


def _threshold(text: Text) -> FactValue | None:
    for passage in text.having(load("punti")["lettere_soglia"]):
        if passage.kind == "heading":
            continue
        numbers = figures(passage.text)
        match = None if hit(patterns("punti", "non_soglia"), numbers) else hit(patterns("punti", "soglia"), numbers)
        if match and 10 <= int(match["n"]) <= 95:
            return FactValue(int(match["n"]), "stated", (passage.whole(),))
    return None
