"""A YAML file read into its model, every fault of it told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from procurement_engine.rules.faults import schema_faults
from procurement_engine.rules.problem import Problem, RuleFileError
from procurement_engine.rules.yaml_file import parse_yaml, read_text, tree_of
from procurement_engine.rules.yaml_tree import Path as Where
from procurement_engine.rules.yaml_tree import Tree

Model = TypeVar("Model", bound=BaseModel)
#: Looks at the plain data for names that do not exist.
Names = Callable[[dict[str, Any]], Iterable[tuple[Where, str]]]


def no_names(data: dict[str, Any]) -> Iterable[tuple[Where, str]]:  # noqa: ARG001  the shape of Names
    """For files that name nothing."""
    return ()


def read_model(path: Path, model: type[Model], names: Names = no_names) -> Model:
    """The file's model. RuleFileError with all its faults, in the order of the file."""
    return cast("Model", model_of(read_text(path), path.name, model, names))


@lru_cache(maxsize=512)
def model_of(text: str, file: str, model: type[Model], names: Names = no_names) -> Model:
    """The model of a text, read once: who checks draft after draft asks for the same rules. Models are not changed."""
    data = parse_yaml(text, file)
    unknown = list(names(data))
    try:
        read = model.model_validate(data)
    except ValidationError as error:
        tree = tree_of(text)
        faults = schema_faults(model, error, tree)
        told = {where for where, _, _ in faults}
        faults += [(where, False, sentence) for where, sentence in unknown if where not in told]
        # What a validator says of the whole file is said better by the names, where they are the reason.
        if not faults:
            faults = [((), False, str(e["msg"]).removeprefix("Value error, ")) for e in error.errors(include_url=False)]
        raise placed(file, tree, faults) from error
    if unknown:
        raise placed(file, tree_of(text), [(where, False, sentence) for where, sentence in unknown])
    return read


def placed(file: str, tree: Tree, faults: Iterable[tuple[Where, bool, str]]) -> RuleFileError:
    """The error that tells faults with their places."""
    found = [Problem(file, *tree.place(where, key=key), spelled(where), sentence) for where, key, sentence in faults]
    return RuleFileError.of(sorted(found, key=lambda problem: (problem.line, problem.column)))


def spelled(where: Where) -> str:
    """A path as people read it, lists counted from one.

    >>> spelled(("versions", 0, "citations", 1, "urn"))
    'versions[1].citations[2].urn'
    """
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in where).removeprefix(".")
