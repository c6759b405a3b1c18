"""Facts that whole sentences tell, in too many ways for patterns: relations between concepts, as in the rules.

The relations are data, in `rulesets/facts/relazioni.yaml`: fact -> value -> relations, the deciding value first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from procurement_engine.detection.load import relation
from procurement_engine.detection.relation import Match, Matcher, Relation
from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.vocabulary import load
from procurement_engine.facts.words import WEIGHED
from procurement_engine.rules.parts import RelationSpec

Facts = dict[str, FactValue]
#: "unknown": the drafts speak of it without saying how it is; nothing is presumed then.
_VALUES = {"true": True, "false": False, "unknown": None}


@lru_cache(maxsize=1)
def _relations() -> dict[str, tuple[tuple[Any, tuple[Relation, ...]], ...]]:
    return {
        fact: tuple(
            (_VALUES.get(value, value), tuple(relation(RelationSpec.model_validate(item)) for item in items))
            for value, items in values.items()
        )
        for fact, values in load("relazioni").items()
    }


def related_facts(matchers: Sequence[Matcher]) -> tuple[Facts, dict[str, Facts]]:
    """(facts of the whole, facts per lot)."""
    whole: Facts = {}
    lots: dict[str, Facts] = {}
    for fact, values in _relations().items():
        if fact in WEIGHED:
            continue
        for value, relations in values:
            for place, named in _told(matchers, relations):
                if not named:
                    whole.setdefault(fact, FactValue(value, "stated", (place,)))
                for lot in named:
                    lots.setdefault(lot, {}).setdefault(fact, FactValue(value, "stated", (place,), lot=lot))
    return whole, lots


def tellings(matchers: Sequence[Matcher], fact: str) -> Iterator[tuple[Any, Place, frozenset[str]]]:
    """Every place where a value of a fact is told, the deciding value first."""
    for value, relations in _relations()[fact]:
        for place, lots in _told(matchers, relations):
            yield value, place, lots


def _told(matchers: Sequence[Matcher], relations: Sequence[Relation]) -> Iterator[tuple[Place, frozenset[str]]]:
    """Where the documents say it, and of which lots."""
    for document, matcher in enumerate(matchers):
        for one in relations:
            for match in matcher.matches(one):
                if match.holds:
                    yield _place(matcher, match, document), matcher.index.units[matcher.index.unit_of[match.spans[0][0]]].lots


def _place(matcher: Matcher, match: Match, document: int) -> Place:
    """From the first to the last of the words that stand in the head's block."""
    index = matcher.index
    block = index.text_of(*match.spans[0])[0]
    ends = [index.text_of(*span) for span in match.spans]
    return Place(document, block, min(s for b, s, _ in ends if b == block), max(e for b, _, e in ends if b == block))
