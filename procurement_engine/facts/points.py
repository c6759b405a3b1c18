"""Points of quality and price, and the technical threshold, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from procurement_engine.facts.criteria import POINTS, Weights, criteria_tables
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.pairs import Pair, told_pairs
from procurement_engine.facts.passages import Passage, Text, tables_of
from procurement_engine.facts.vocabulary import Pattern, hit, load, patterns, union, word_lists

_POINTED = regex.compile(r"punt[ie]")
_KEYS = ("quality_points", "price_points")
#: How far a table of criteria, a row of totals and a lone number are believed beside a pair told in a sentence (2).
_TABLE, _TOTALS = 3.0, 4.0
_PRICED_RULE = "somma dei punti che premiano un prezzo, comunque chiamato"
_CLOSE = 3  # blocks between the two parts where a third leaves less than 100 to them


@dataclass(frozen=True, slots=True)
class _Reading:
    key: str
    value: int
    passage: Passage


Conflicts = dict[str, tuple[FactValue, ...]]
Found = tuple[list[Pair], list[_Reading]]


def point_facts(text: Text) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]], Conflicts]:
    """(facts of the whole, facts per lot, contradicted facts) of quality_points, price_points, technical_threshold.

    `priced_points` are those of everything that is a price in a table of criteria, whatever it is called.
    """
    scopes: dict[frozenset[str], Found] = {}
    tables = list(criteria_tables(text))
    for pair in (*_tables(text, tables), *_columns(text), *told_pairs(text)):
        scopes.setdefault(pair.passage.lots, ([], []))[0].append(pair)
    for reading in (*_rows(text), *_prose(text)):
        scopes.setdefault(reading.passage.lots, ([], []))[1].append(reading)
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
        for target in [lots[lot] for lot in scope if lot in lots] or ([] if scope else [whole]):
            _hidden_price(target, [weights for weights in tables if weights.passage.lots == scope])
    if threshold := _threshold(text):
        whole["technical_threshold"] = threshold
    return whole, lots, conflicts


def _hidden_price(facts: dict[str, FactValue], tables: list[Weights]) -> None:
    """A discount on the list, a fee to the body: prices among the criteria of quality count with the price."""
    told = facts.get("price_points")
    most = max(tables, key=lambda weights: weights.priced, default=None)
    if told and most and told.value < most.priced:
        facts["priced_points"] = FactValue(most.priced, "derived", (most.passage.whole(),), _PRICED_RULE, told.lot)


def _agreed(found: Found) -> dict[str, list[FactValue]]:
    """Per key the value of each document, different ones only."""
    facts: dict[str, list[FactValue]] = {}
    pairs, lone = found
    documents = [pair.passage.document for pair in pairs] + [reading.passage.document for reading in lone]
    for document in dict.fromkeys(documents):
        own = [pair for pair in pairs if pair.passage.document == document]
        for key, reading in _chosen(own, [one for one in lone if one.passage.document == document]).items():
            fact = FactValue(reading.value, "stated", (reading.passage.whole(),))
            if all(fact.value != other.value for other in facts.setdefault(key, [])):
                facts[key].append(fact)
    return facts


def _chosen(pairs: list[Pair], lone: list[_Reading]) -> dict[str, _Reading]:
    """The pair that most places tell, the first of as many; else what stands alone, if nothing contradicts it."""
    quality, price = ([one for one in lone if one.key == key] for key in _KEYS)
    pairs = [*pairs, *_totals(quality, price)]
    if pairs:
        told: dict[tuple[int, int], float] = {}
        for pair in {(p.quality, p.price, p.passage.block, p.passage.start): p for p in pairs}.values():
            told[pair.quality, pair.price] = told.get((pair.quality, pair.price), 0) + pair.weight
        best = max(pairs, key=lambda pair: told[pair.quality, pair.price])
        return {
            key: min(
                (one for one in readings if one.value == value),
                key=lambda one: abs(one.passage.block - best.passage.block),  # its own row rather than the table's first
                default=_Reading(key, value, best.passage),
            )
            for key, readings, value in zip(_KEYS, (quality, price), (best.quality, best.price), strict=True)
        }
    # A third part (time, sustainability) leaves less than 100 to the two: they then stand close together.
    thirds = [
        (gap, q, p)
        for q in quality
        for p in price
        if (gap := abs(q.passage.block - p.passage.block)) <= _CLOSE and 60 <= q.value + p.value < 100
    ]
    if thirds:
        _, one, other = min(thirds, key=lambda third: (third[0], third[1].passage.block))
        return {one.key: one, other.key: other}
    pointed = {key: [r for r in lone if r.key == key and _POINTED.search(r.passage.text)] for key in _KEYS}
    return {key: rows[0] for key, rows in pointed.items() if len({r.value for r in rows}) == 1}


def _totals(quality: list[_Reading], price: list[_Reading]) -> Iterator[Pair]:
    """Rows or sentences that each tell a part, where they make 100."""
    for q in quality:
        for p in price:
            if q.value + p.value == 100 and q.value and p.value:
                gap = abs(q.passage.block - p.passage.block)
                weight = _TOTALS if {q.passage.kind, p.passage.kind} == {"row"} else 2.0
                yield Pair(q.value, p.value, q.passage, weight / (1 + gap / 20))


def _tables(text: Text, tables: list[Weights]) -> Iterator[Pair]:
    fixed = any(hit(declared_fixed(), passage.text) for passage in text.having(("fiss", "108")))
    for weights in tables:
        # A table of quality alone makes a hundred of its own: only a fixed price leaves none to the price.
        if weights.price or fixed:
            yield Pair(weights.quality, weights.price, weights.passage, _TABLE)


def _columns(text: Text) -> Iterator[Pair]:
    """Rows of tables that have a column for quality and one for price: a lot each, mostly."""
    names = [patterns("punti", f"riga_{key}") for key in _KEYS]
    for table in tables_of(text):
        columns: list[int] = []
        for row in table:
            headed = [[n for n, cell in enumerate(row.cells) if hit(name, cell)] for name in names]
            if all(len(found) == 1 for found in headed) and headed[0] != headed[1] and not any(map(POINTS.fullmatch, row.cells)):
                columns = [found[0] for found in headed]
                continue
            numbers = [match for n in columns if n < len(row.cells) and (match := POINTS.fullmatch(row.cells[n]))]
            if len(numbers) == 2 and sum(int(match["n"]) for match in numbers) == 100:
                quality, price = (int(match["n"]) for match in numbers)
                yield Pair(quality, price, row, _TABLE)


def declared_fixed() -> Pattern:
    """The sayings of a fixed price, as the fact `declared_fixed` has them."""
    return word_lists()["declared_fixed"].values[0][1]


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


#: A floor of points: the number under it is told to be points, or their name leads to it.
_BELOW = (
    r"(?:\bmeno d[ie]\b|\balmeno|\bsotto\b|inferior\w+|\bminim[oi]\b|asticella|sbarrament\w+"
    r"|\bnon (?:\w+ )?(?:total|raggiun|arriv|tocc|consegu|otten|ottien|super|riport|raccol|accumul)\w*)"
)
_FLOOR = regex.compile(
    rf"{_BELOW}[^.;\d]{{0,30}}?(?P<n>\d{{2}})(?=\s*(?:punti\b|/\s?\d\d|su \d\d|de[il]\w* \d\d))"
    rf"|punt\w+[^.;\d]{{0,40}}{_BELOW}[^.;\d]{{0,15}}(?P<n>\d{{2}})\b(?!\s*(?:%|/|\w))"
)
_OF_POINTS = regex.compile(r"punt[io]\b|punteggi|\btecnic\w+|\bsu \d{2,3}\b")
_FATE = regex.compile(
    r"\bfuori\b|esclus|eliminat|scartat|resta\w* chius|si ferma|\bapr(?:e|ono|ir\w*)\b|apert[ao]\b|prosegu|prosecu|ammess|acced|passa\w*\b"
    r"|graduatoria|non (?:si )?(?:legg|valut|esamin)"
)


def _threshold(text: Text) -> FactValue | None:
    return _composed_threshold(text) or _said_threshold(text)


def _composed_threshold(text: Text) -> FactValue | None:
    """A floor of points and what hangs on it, in any words: "below 45 points the economic envelope stays closed"."""
    for passage in text.having(load("punti")["lettere_soglia"]):
        numbers = figures(passage.text)
        if passage.kind == "heading" or hit(patterns("punti", "non_soglia"), numbers):
            continue
        floor = hit(_FLOOR, numbers) if _OF_POINTS.search(numbers) and _FATE.search(numbers) else None
        if floor and 10 <= int(floor["n"]) <= 95:
            return FactValue(int(floor["n"]), "stated", (passage.whole(),))
    return None


def _said_threshold(text: Text) -> FactValue | None:
    for passage in text.having(load("punti")["lettere_soglia"]):
        if passage.kind == "heading":
            continue
        numbers = figures(passage.text)
        match = None if hit(patterns("punti", "non_soglia"), numbers) else hit(patterns("punti", "soglia"), numbers)
        if match and 10 <= int(match["n"]) <= 95:
            return FactValue(int(match["n"]), "stated", (passage.whole(),))
    return None
