"""The words a rule may be written with: concepts, facts and code lists, found by what they mean or by how people say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from procurement_engine.data import data_path
from procurement_engine.detection.vocabulary import Concept
from procurement_engine.detection.words import fold
from procurement_engine.rules.known_facts import ALSO, NUMBERS, YES_NO
from procurement_engine.rules.load import Layer
from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.wording import fact_name, fact_question, fact_values
from procurement_engine.workbench.handbook.recognise import concepts_used, sample_terms

_MOST_HITS = 6


@dataclass(frozen=True)
class Word:
    """A name to write in a rule, what it means, what it stands for, and the rules that use it."""

    name: str
    means: str
    stands_for: tuple[str, ...]
    used_by: tuple[str, ...]


class _Wanted:
    """Words to look for, whatever their ending ("importo" is also in "importi"): whole words weigh more than parts."""

    def __init__(self, words: Sequence[str]) -> None:
        self._stems = [_stem(fold(word)) for word in words]

    def __bool__(self) -> bool:
        return bool(self._stems)

    def __call__(self, text: str) -> int:
        """0: not all there; 1: somewhere within words; 2: all at the beginning of a word; 3: as the very words."""
        folded = fold(text).replace("_", " ")
        if not all(stem in folded for stem in self._stems):
            return 0
        begun = all(regex.search(rf"\b{regex.escape(stem)}", folded) for stem in self._stems)
        whole = all(regex.search(rf"\b{regex.escape(stem)}\w?(?!\w)", folded) for stem in self._stems)
        return 3 if whole else 2 if begun else 1

    def best(self, texts: Iterable[str]) -> int:
        """The most that one of some texts gives."""
        return max(map(self, texts), default=0)


def _stem(word: str) -> str:
    """Without its last vowel, if enough is left: "derrate" and "derrata" are found alike."""
    return word[:-1] if len(word) > 4 and word[-1] in "aeio" else word


def concepts(known: Mapping[str, Concept], layers: Sequence[Layer], wanted: Sequence[str]) -> Iterator[Word]:
    """The concepts that speak of all the words wanted: by meaning before by terms, and the nearest to the words first."""
    users: dict[str, set[str]] = {}
    for layer in layers:
        for rule in layer.rules:
            for name in concepts_used(rule):
                users.setdefault(name, set()).add(rule.id)
    look, ranked = _Wanted(wanted), []
    for concept in sorted(known.values(), key=lambda concept: concept.name):
        meant, said = look(f"{concept.name} {concept.about}"), look.best(term.text for term in concept.terms)
        if meant or said:
            ranked.append(((meant >= 2, meant + said, meant, len(users.get(concept.name, ()))), concept))
    for _, concept in sorted(ranked, key=lambda item: item[0], reverse=True) if look else ranked:
        hits = sorted((term.text for term in concept.terms if look and look(term.text)), key=look, reverse=True)[:_MOST_HITS]
        means = tuple(dict.fromkeys(hits)) or sample_terms(concept, _MOST_HITS)
        yield Word(concept.name, concept.about, means, tuple(sorted(users.get(concept.name, ()))))


def facts(names: Sequence[str], layers: Sequence[Layer], wanted: Sequence[str]) -> Iterator[Word]:
    """The facts that speak of all the words wanted, in their name, question, values or in how people call them."""
    users: dict[str, set[str]] = {}
    for layer in layers:
        for rule in layer.rules:
            for key in {key for spec in rule.conditions() for key in spec.facts()}:
                users.setdefault(key, set()).add(rule.id)
    look, ranked = _Wanted(wanted), []
    for name in names:
        said, question = fact_name(name, "it"), fact_question(name, "it")
        values = tuple(f"{code} ({word})" for code, word in fact_values(name, "it").items())
        called = look(f"{name} {said} {ALSO.get(name, '')}")
        if called or look(f"{name} {said} {question} {' '.join(values)}"):
            means = said if question == name else f"{said}: {question}"
            ranked.append((called, Word(name, means, values or _kind(name), tuple(sorted(users.get(name, ()))))))
    yield from (word for _, word in (sorted(ranked, key=lambda item: -item[0]) if look else ranked))


def codelists(layers: Sequence[Layer], wanted: Sequence[str]) -> Iterator[Word]:
    """The code lists that hold the words wanted, with the entries that do; none where no word is wanted."""
    look = _Wanted(wanted)
    folders = dict.fromkeys((data_path("rulesets", "codelists"), *(layer.folder / "codelists" for layer in layers)))
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml")) if not path.name.startswith("impact")):
        hits = [text for text in _entries(load_yaml(path)) if look(text)] if look else []
        if hits:
            yield Word(path.stem, f"{path.name}, un elenco di codici", tuple(sorted(hits, key=look, reverse=True)[:_MOST_HITS]), ())


def _entries(data: Any, name: str = "") -> Iterator[str]:
    """Each entry of a code list in one line: its key and the plain values it holds."""
    if isinstance(data, dict):
        plain = [str(value) for value in data.values() if isinstance(value, str)]
        plain += [item for value in data.values() if isinstance(value, list) for item in value if isinstance(item, str)]
        if plain:
            yield f"{name} {', '.join(plain)}".strip()[:160]
        for key, value in data.items():
            yield from _entries(value, str(key)) if isinstance(value, (dict, list)) else ()
    elif isinstance(data, list):
        for item in data:
            yield from _entries(item, name)


def _kind(name: str) -> tuple[str, ...]:
    """What may be written as its value, where that is no list of codes."""
    if name in YES_NO:
        return ("true (sì)", "false (no)")
    return ("un numero",) if name in NUMBERS else ()
