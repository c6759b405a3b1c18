"""Vocabularies from the folders `concepts/` of the layers, and the relations that rules and facts write over them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement_engine.data import data_path
from procurement_engine.detection.relation import Relation
from procurement_engine.detection.vocabulary import Concept, expand, term
from procurement_engine.rules.model import RelationSpec, as_names
from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

_KEYS = {"about", "terms", "includes", "except", "column"}


def load_concepts(folders: Iterable[Path]) -> dict[str, Concept]:
    """All concepts of the folders; a later folder adds its terms to a concept an earlier one defines."""
    concepts: dict[str, Concept] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            for name, body in load_yaml(path).items():
                concept = _concept(name, body, path)
                known = concepts.get(name)
                concepts[name] = concept if known is None else _joined(known, concept)
    for concept in concepts.values():
        for other in concept.includes:
            if other not in concepts:
                raise RuleFileError(f"il concetto «{concept.name}» include «{other}», che nessun vocabolario definisce")
    return concepts


@lru_cache(maxsize=1)
def shipped_concepts() -> dict[str, Concept]:
    """The concepts of the common folder, without those of any layer."""
    return load_concepts([data_path("rulesets", "concepts")])


def _joined(known: Concept, more: Concept) -> Concept:
    return Concept(
        known.name,
        known.about,
        tuple(dict.fromkeys((*known.terms, *more.terms))),
        tuple(dict.fromkeys((*known.includes, *more.includes))),
        tuple(dict.fromkeys((*known.exceptions, *more.exceptions))),
        known.column or more.column,
    )


def _concept(name: str, body: Any, path: Path) -> Concept:
    if not isinstance(body, dict) or not set(body) <= _KEYS or "about" not in body:
        keys = "about e terms (o includes, except, column)"
        raise RuleFileError(f"{path.name}: il concetto «{name}» vuole le chiavi {keys}, e nessun'altra")
    terms, exceptions = (tuple(term(one) for text in body.get(key, ()) for one in expand(text)) for key in ("terms", "except"))
    return Concept(name, body["about"], terms, tuple(body.get("includes", ())), exceptions, body.get("column", ""))


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
