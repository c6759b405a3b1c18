"""Vocabularies from the folders `concepts/` of the layers, and the relations that rules and facts write over them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from procurement_engine.data import data_path
from procurement_engine.detection.relation import Relation
from procurement_engine.detection.vocabulary import Concept, Term
from procurement_engine.rules.concept_file import ConceptFile, ConceptSpec, term_faults
from procurement_engine.rules.near import near
from procurement_engine.rules.parts import RelationSpec, as_names
from procurement_engine.rules.read import model_of, placed
from procurement_engine.rules.yaml_file import RuleFileError, read_text, tree_of


def load_concepts(folders: Iterable[Path]) -> dict[str, Concept]:
    """All concepts of the folders; a later folder adds its terms to a concept an earlier one defines.

    RuleFileError tells every fault of every file.
    """
    concepts: dict[str, Concept] = {}
    written: dict[str, Path] = {}
    errors: list[RuleFileError] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            try:
                own = _concepts_in(read_text(path), path.name)
            except RuleFileError as error:
                errors.append(error)
                continue
            for name, concept in own.items():
                known = concepts.get(name)
                concepts[name] = concept if known is None else _joined(known, concept)
                written[name] = path
    errors = errors or [error for name, path in written.items() for error in _lost(concepts, name, path)]
    if errors:
        raise RuleFileError.joined(errors)
    return concepts


@lru_cache(maxsize=64)
def _concepts_in(text: str, file: str) -> dict[str, Concept]:
    """The concepts of one file, kept with the terms that have been read."""
    specs = model_of(text, file, ConceptFile, term_faults).root
    return {name: _concept(name, spec) for name, spec in specs.items()}


@lru_cache(maxsize=1)
def shipped_concepts() -> dict[str, Concept]:
    """The concepts of the common folder, without those of any layer."""
    return load_concepts([data_path("rulesets", "concepts")])


def _lost(concepts: dict[str, Concept], name: str, path: Path) -> list[RuleFileError]:
    """Included concepts that no vocabulary defines, and concepts that come to include themselves."""
    found = [
        f"il concetto incluso «{other}» non è in nessun vocabolario{near(other, concepts)}"
        for other in concepts[name].includes
        if other not in concepts
    ]
    if not found and name in _within(concepts, name):
        found = ["il concetto include sé stesso, anche attraverso altri: togliere uno degli includes"]
    if not found:
        return []
    return [placed(path.name, tree_of(read_text(path)), [((name, "includes"), True, sentence) for sentence in found])]


def _within(concepts: dict[str, Concept], name: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(concepts[name].includes)
    while waiting:
        other = waiting.pop()
        if other not in seen and other in concepts:
            seen.add(other)
            waiting += concepts[other].includes
    return seen


def _joined(known: Concept, more: Concept) -> Concept:
    return Concept(
        known.name,
        known.about,
        tuple(dict.fromkeys((*known.terms, *more.terms))),
        tuple(dict.fromkeys((*known.includes, *more.includes))),
        tuple(dict.fromkeys((*known.exceptions, *more.exceptions))),
        known.column or more.column,
    )


def _concept(name: str, spec: ConceptSpec) -> Concept:
    terms, exceptions = (tuple(Term(text) for text in texts) for texts in (spec.terms, spec.except_))
    return Concept(name, spec.about, terms, spec.includes, exceptions, spec.column)


def relation(spec: RelationSpec) -> Relation:
    """Roles in the order written, but the action (`does`) first: it carries the sense."""
    roles = sorted(spec.roles().items(), key=lambda item: item[0] != "does")
    return Relation(
        roles=tuple(roles),
        within=spec.within,
        mode=spec.mode,
        about=as_names(spec.about),
        without=as_names(spec.without),
        not_under=as_names(spec.not_under),
        anywhere=spec.anywhere,
    )
