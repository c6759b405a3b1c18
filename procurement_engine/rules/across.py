"""What a rule names outside its own file: concepts of the vocabularies, the clause that cures it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from procurement_engine.data import data_path
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.names import Fault, concept_faults
from procurement_engine.rules.near import near
from procurement_engine.rules.parts import as_names
from procurement_engine.rules.problem import RuleFileError
from procurement_engine.rules.read import placed
from procurement_engine.rules.yaml_file import parse_yaml, read_text, tree_of


def check_names(layers: Sequence[Layer], concepts: Collection[str]) -> None:
    """RuleFileError with the place of every concept that no vocabulary defines and of every clause that is not there."""
    own = frozenset(path.name for layer in layers for path in (layer.folder / "clausole").glob("*.md.j2"))
    errors = [
        _error(rule_path(layer, rule), rule, concepts, clauses() | own)
        for layer in layers
        for rule in layer.rules
        if not concepts_named(rule) <= frozenset(concepts) or (rule.suggestion and rule.suggestion not in clauses() | own)
    ]
    if errors:
        raise RuleFileError.joined(errors)


def concepts_named(rule: RuleFile) -> frozenset[str]:
    """Every concept that the relations of a rule name."""
    return frozenset(_named(rule))


def _named(rule: RuleFile) -> Iterator[str]:
    for element in rule.elements.values():
        for relation in (*element.found_when, *element.unclear_when, *element.denied_when):
            for names in (*relation.roles().values(), relation.about, relation.without, relation.not_under):
                yield from as_names(names)


@lru_cache(maxsize=1)
def clauses() -> frozenset[str]:
    """The files of clauses there are."""
    return frozenset(path.name for path in data_path("tender_templates", "clausole").glob("*.md.j2"))


def clauses_for(path: Path) -> frozenset[str]:
    """The clauses that a rule file may name: the shipped ones and those of its own layer."""
    layer = next((folder for folder in path.parents if (folder / "ruleset.yaml").is_file()), path.parent)
    return clauses() | {clause.name for clause in (layer / "clausole").glob("*.md.j2")}


def rule_path(layer: Layer, rule: RuleFile) -> Path:
    """The file of a rule."""
    return next(layer.folder.rglob(f"{rule.id}.yaml"), layer.folder / f"{rule.id}.yaml")


def _error(path: Path, rule: RuleFile, concepts: Collection[str], texts: Collection[str]) -> RuleFileError:
    text = read_text(path)
    faults: list[Fault] = list(concept_faults(parse_yaml(text, path.name), concepts))
    if rule.suggestion and rule.suggestion not in texts:
        hint = near(rule.suggestion, texts)
        where = "tender_templates/clausole né nella cartella clausole del livello"
        faults.append((("suggestion",), f"la clausola «{rule.suggestion}» non è in {where}{hint}"))
    return placed(path.name, tree_of(text), [(where, False, sentence) for where, sentence in faults])
