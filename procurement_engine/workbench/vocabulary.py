"""The words a rule may be written with: concepts and facts, found by what they mean or by how people say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from procurement_engine.detection.vocabulary import Concept
from procurement_engine.detection.words import fold
from procurement_engine.rules.known_facts import NUMBERS, YES_NO
from procurement_engine.rules.load import Layer
from procurement_engine.wording import fact_name, fact_question, fact_values
from procurement_engine.workbench.handbook.recognise import concepts_used, sample_terms


@dataclass(frozen=True)
class Word:
    """A name to write in a rule, what it means, what it stands for, and the rules that use it."""

    name: str
    means: str
    stands_for: tuple[str, ...]
    used_by: tuple[str, ...]


def concepts(known: Mapping[str, Concept], layers: Sequence[Layer], wanted: Sequence[str]) -> Iterator[Word]:
    """The concepts that speak of all the words wanted, those whose meaning does so first."""
    users: dict[str, set[str]] = {}
    for layer in layers:
        for rule in layer.rules:
            for name in concepts_used(rule):
                users.setdefault(name, set()).add(rule.id)
    meant, said = [], []
    for concept in sorted(known.values(), key=lambda concept: concept.name):
        if _holds(f"{concept.name} {concept.about}", wanted):
            meant.append(concept)
        elif any(_holds(term.text, wanted) for term in concept.terms):
            said.append(concept)
    for concept in (*meant, *said):
        hits = tuple(term.text for term in concept.terms if wanted and _holds(term.text, wanted))[:6]
        yield Word(concept.name, concept.about, hits or sample_terms(concept, 6), tuple(sorted(users.get(concept.name, ()))))


def facts(names: Sequence[str], layers: Sequence[Layer], wanted: Sequence[str]) -> Iterator[Word]:
    """The facts that speak of all the words wanted, with the values they take."""
    users: dict[str, set[str]] = {}
    for layer in layers:
        for rule in layer.rules:
            for key in {key for spec in rule.conditions() for key in spec.facts()}:
                users.setdefault(key, set()).add(rule.id)
    for name in names:
        said, question = fact_name(name, "it"), fact_question(name, "it")
        if _holds(f"{name} {said} {question}", wanted):
            values = tuple(f"{code} ({word})" for code, word in fact_values(name, "it").items()) or _kind(name)
            yield Word(name, said if question == name else f"{said}: {question}", values, tuple(sorted(users.get(name, ()))))


def _kind(name: str) -> tuple[str, ...]:
    """What may be written as its value, where that is no list of codes."""
    if name in YES_NO:
        return ("true (sì)", "false (no)")
    return ("un numero",) if name in NUMBERS else ()


def _holds(text: str, wanted: Sequence[str]) -> bool:
    folded = fold(text).lower()
    return all(fold(word).lower() in folded for word in wanted)
