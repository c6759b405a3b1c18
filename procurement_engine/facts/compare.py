"""What the documents of a dossier say differently of the same datum, and lots that do not add up.

Each document is read on its own. Two of them differ on a datum when both tell it and neither tells what the other does: a
document that says more is not in contradiction with one that says less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from procurement_engine.drafts.model import Draft
from procurement_engine.facts.agreements import by_code, named
from procurement_engine.facts.amounts import amounts, bare_amount
from procurement_engine.facts.deadline import deadlines
from procurement_engine.facts.duration import told_durations
from procurement_engine.facts.model import FactSheet, FactValue, Place
from procurement_engine.facts.passages import Text
from procurement_engine.facts.vocabulary import hit, patterns

#: Documents whose data are someone else's, or examples.
_ASIDE = frozenset({"modulo", "regolamento", "elenco_personale", "altro"})
_RULE = "i documenti del fascicolo letti uno accanto all'altro"
_Facts = Mapping[str, FactValue]


@dataclass(frozen=True)
class _Reading:
    """One document read on its own, with its number in the dossier."""

    number: int
    sheet: FactSheet
    text: Text

    def scopes(self) -> Iterator[tuple[str | None, _Facts]]:
        """The whole, then each lot."""
        yield None, self.sheet.facts
        yield from self.sheet.lots.items()

    def placed(self, told: Mapping[Any, Place]) -> list[Place]:
        """The places of this document as places of the dossier."""
        return [replace(place, document=self.number) for place in told.values()]


@dataclass(frozen=True)
class _Told:
    """What a document tells of a datum, each value with its place; `besides`, values that another's may well agree with.

    `whole`: the values are read surely, so that all of one document's must be the other's too; else one in common is enough.
    """

    values: Mapping[Any, Place]
    besides: frozenset[Any] = frozenset()
    whole: bool = False

    def agrees(self, other: _Told) -> bool:
        """Do the two documents tell the same, as far as both speak?"""
        ours, theirs = self.values.keys(), other.values.keys()
        if self.whole:
            return ours <= theirs or theirs <= ours
        return bool(ours & theirs or ours & other.besides or theirs & self.besides)


_Teller = Callable[[_Reading, str | None, _Facts], _Told]


def compare(drafts: Sequence[Draft], types: Sequence[str], read: Callable[[Sequence[Draft]], FactSheet]) -> dict[str, FactValue]:
    """`documents_compared` (how many) and a yes or no per datum: `differing_points`, `differing_agreement`, ...

    The latter need two documents, `lots_do_not_add_up` only one.
    """
    readings = [
        _Reading(number, read([draft]), Text([draft]))
        for number, (draft, kind) in enumerate(zip(drafts, types, strict=True))
        if kind not in _ASIDE
    ]
    found = {
        "documents_compared": FactValue(len(readings), "derived", (), _RULE),
        "lots_do_not_add_up": _lots(readings),
    }
    if len(readings) > 1:
        found |= {f"differing_{key}": _differing(readings, tell) for key, tell in _DATA.items()}
    return found


def _differing(readings: Sequence[_Reading], tell: _Teller) -> FactValue:
    """Does any pair of documents differ, on the whole or on one lot?"""
    told: dict[str | None, list[tuple[_Reading, _Told]]] = {}
    for reading in readings:
        for lot, facts in reading.scopes():
            if (values := tell(reading, lot, facts)).values:
                told.setdefault(lot, []).append((reading, values))
    pairs = [pair for scope in told.values() for pair in combinations(scope, 2)]
    for (first, ours), (second, theirs) in pairs:
        if not ours.agrees(theirs):
            places = (*first.placed(ours.values), *second.placed(theirs.values))
            return FactValue(True, "derived", places, _RULE)
    return FactValue(False, "derived", (), _RULE)


def _facts(*keys: str) -> _Teller:
    """The values of some facts taken together ("75 and 25"), where all are stated."""

    def tell(_: _Reading, __: str | None, facts: _Facts) -> _Told:
        values = [facts[key] for key in keys if key in facts and facts[key].places]
        return _Told({tuple(fact.value for fact in values): values[0].places[0]} if len(values) == len(keys) else {})

    return tell


def _agreement(reading: _Reading, lot: str | None, facts: _Facts) -> _Told:
    """By code and by name; of a lot the codes alone, because a name rarely says its lot."""
    codes = facts.get("ccnl_codes")
    told = {by_code(code): place for code, place in zip(codes.value, codes.places, strict=False)} if codes else {}
    return _Told(told if lot else told | named(reading.text), whole=True)


def _sum(key: str) -> _Teller:
    """A sum of money. Base price and total may each be told here or there: only a sum told nowhere else differs."""

    def tell(reading: _Reading, _: str | None, facts: _Facts) -> _Told:
        fact = facts.get(key)
        told = {float(fact.value): fact.places[0]} if fact and fact.origin == "stated" and fact.places else {}
        return _Told(told, frozenset(_sums(reading.text)) if told else frozenset())

    return tell


def _sums(text: Text) -> Iterator[float]:
    for passage in text.passages:
        yield from (amount.value for amount in amounts(passage.text))
        yield from (value for cell in passage.cells if (value := bare_amount(cell)) is not None)


def _deadline(reading: _Reading, lot: str | None, _: _Facts) -> _Told:
    return _Told({} if lot else deadlines(reading.text))


def _duration(reading: _Reading, lot: str | None, _: _Facts) -> _Told:
    """A document may tell only the base, another the base with its renewals: only a span told nowhere else differs."""
    bases, spans = told_durations(reading.text) if lot is None else ({}, frozenset())
    return _Told(bases, spans if bases else frozenset())


_DATA: Mapping[str, _Teller] = {
    "agreement": _agreement,
    "points": _facts("quality_points", "price_points"),
    "technical_threshold": _facts("technical_threshold"),
    "award_criterion": _facts("award_criterion"),
    "value": _sum("estimated_value"),
    "labour_cost": _sum("labour_cost"),
    "reservation": _facts("reserved"),
    "deadline": _deadline,
    "duration": _duration,
}


def _lots(readings: Sequence[_Reading]) -> FactValue:
    """Is the stated total of the lots less than the lots together? A higher one may hold charges and options."""
    for reading in readings:
        values = [lot["estimated_value"] for lot in reading.sheet.lots.values() if "estimated_value" in lot]
        if len(values) < 2 or len(values) < len(reading.sheet.lots):
            continue
        together, largest = sum(float(fact.value) for fact in values), max(float(fact.value) for fact in values)
        for passage in reading.text.having(("lott",)):
            if passage.cells or len(passage.lots) == 1 or not hit(patterns("confronto", "totale_lotti"), passage.text):
                continue
            told = next((sum_ for sum_ in amounts(passage.text) if largest <= sum_.value < together - 1), None)
            if told and not any(sum_.value >= together - 1 for sum_ in amounts(passage.text)):
                places = (passage.place(told.start, told.end), *(fact.places[0] for fact in values if fact.places))
                return FactValue(True, "derived", tuple(replace(p, document=reading.number) for p in places), _RULE)
    return FactValue(False, "derived", (), _RULE)
