"""What the checks look at: the layers' files as read, and as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from procurement_engine.data import data_path
from procurement_engine.rules.codelists import check_codelist
from procurement_engine.rules.concept_file import ConceptFile, ConceptSpec, term_faults
from procurement_engine.rules.load import SHIPPED, layer_files
from procurement_engine.rules.model import RuleFile, RulesetFile
from procurement_engine.rules.names import name_faults
from procurement_engine.rules.problem import Problem, RuleFileError
from procurement_engine.rules.read import read_model
from procurement_engine.rules.yaml_file import read_text, tree_of
from procurement_engine.rules.yaml_tree import Tree
from procurement_engine.wording.translate import read_locale

T = TypeVar("T")
COMMON = "concepts"


@dataclass(frozen=True)
class RuleAt:
    """A rule, its file and the name of its layer."""

    layer: str
    path: Path
    rule: RuleFile


@dataclass
class Ground:
    """The files of some layers, with those they stand on. `broken` holds the faults of the files that cannot be read."""

    folders: Sequence[Path]
    rules: list[RuleAt] = field(default_factory=list)
    vocabularies: dict[Path, dict[str, ConceptSpec]] = field(default_factory=dict)
    broken: list[tuple[Path, Problem]] = field(default_factory=list)
    translations: dict[Path, dict[str, dict[str, str]]] = field(default_factory=dict)
    _trees: dict[Path, Tree] = field(default_factory=dict)

    @property
    def shipped(self) -> bool:
        """Are the common files linted too? Only with the shipped layers."""
        return any(folder.parent == data_path("rulesets") for folder in self.folders)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every concept of every vocabulary."""
        return frozenset(name for file in self.vocabularies.values() for name in file)

    def own_vocabularies(self) -> Iterator[tuple[Path, dict[str, ConceptSpec]]]:
        """The vocabularies of the layers asked for, and the common ones with the shipped layers."""
        for path, file in self.vocabularies.items():
            if path.parents[1] in self.folders or (self.shipped and path.parent == data_path("rulesets", COMMON)):
                yield path, file

    def english(self, folder: Path) -> dict[str, dict[str, str]]:
        """The translations of a layer, none where it has no (readable) `locale/en.yaml`."""
        return self.translations.get(folder, {})

    def attempt(self, path: Path, read: Callable[[Path], T]) -> T | None:
        """What a file holds, None (and its faults kept) where it cannot be read."""
        try:
            return read(path)
        except RuleFileError as error:
            self.broken += _faults(path, error)
            return None

    def tree(self, path: Path) -> Tree:
        """The nodes of a file."""
        if path not in self._trees:
            self._trees[path] = tree_of(read_text(path))
        return self._trees[path]


def ground(folders: Sequence[Path]) -> Ground:
    """Read all that some layers hold; what cannot be read is kept as faults, so that the rest is still looked at."""
    found = Ground(folders)
    for folder in folders:
        found.attempt(folder / "ruleset.yaml", lambda path: read_model(path, RulesetFile))
        for path in layer_files(folder):
            if path.name != "ruleset.yaml" and (rule := found.attempt(path, _rule)):
                found.rules.append(RuleAt(folder.name, path, rule))
        locale = folder / "locale" / "en.yaml"
        if locale.is_file() and (table := found.attempt(locale, read_locale)):
            found.translations[folder] = table
    for path in vocabulary_files(folders):
        if concepts := found.attempt(path, read_concepts):
            found.vocabularies[path] = concepts
    for path in sorted(data_path("rulesets", "codelists").glob("*.yaml")) if found.shipped else ():
        found.attempt(path, check_codelist)
    return found


def vocabulary_files(folders: Sequence[Path]) -> list[Path]:
    """The vocabularies that the rules of some layers may draw on: the common ones, the shipped layers' and their own."""
    homes = (data_path("rulesets"), *(data_path("rulesets", name) for name in SHIPPED), *folders)
    return [path for home in dict.fromkeys(homes) for path in sorted((home / COMMON).glob("*.yaml"))]


def _rule(path: Path) -> RuleFile:
    return read_model(path, RuleFile, name_faults)


def read_concepts(path: Path) -> dict[str, ConceptSpec]:
    """The concepts of a vocabulary, read once as long as the file stays the same."""
    return _concepts_as_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _concepts_as_of(path: Path, _changed: int) -> dict[str, ConceptSpec]:
    return read_model(path, ConceptFile, term_faults).root


def _faults(path: Path, error: RuleFileError) -> list[tuple[Path, Problem]]:
    problems = error.problems or (Problem(path.name, 1, 1, "", str(error).removeprefix(f"{path.name}: ")),)
    return [(path, problem) for problem in dict.fromkeys(problems)]
