"""Evaluation files, in and out: YAML and the commission's .xlsx workbook hold the same content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from procurement_engine.inputs import sentence
from procurement_engine.scoring.errors import EvaluationError, Locate
from procurement_engine.scoring.model import Evaluation

_YAML, _WORKBOOK = (".yaml", ".yml"), (".xlsx",)
T = TypeVar("T")


def validated(data: dict[str, Any]) -> Evaluation:
    """The evaluation that plain data describe; EvaluationError with the path of what is wrong."""
    from pydantic import ValidationError

    try:
        return Evaluation.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise EvaluationError(sentence(first, "valutazione"), tuple(first["loc"])) from error


def load(path: Path) -> Evaluation:
    """Read a file; EvaluationError names the file and the line or cell."""
    return with_file(path, lambda evaluation: evaluation)


def with_file(path: Path, use: Callable[[Evaluation], T]) -> T:
    """Do something with the evaluation of a file; whatever is found wrong is said with the file and the place."""
    data, locate = _open(path)
    try:
        return use(validated(data))
    except EvaluationError as error:
        raise error.at(path.name, locate) from error


def _open(path: Path) -> tuple[dict[str, Any], Locate]:
    if path.suffix.lower() in _YAML:
        from procurement_engine.scoring.files import yaml_file

        return yaml_file.read(path)
    if path.suffix.lower() in _WORKBOOK:
        from procurement_engine.scoring.files.workbook_in import read

        return read(path)
    raise EvaluationError("la valutazione è un file .yaml o .xlsx", (), path.name)


def save(evaluation: Evaluation, path: Path) -> None:
    """Write a file that `load` reads back without loss."""
    if path.suffix.lower() in _YAML:
        from procurement_engine.scoring.files import yaml_file

        path.write_text(yaml_file.write(evaluation), encoding="utf-8")
    elif path.suffix.lower() in _WORKBOOK:
        from procurement_engine.scoring.files import workbook_out

        workbook_out.write(evaluation, path)
    else:
        raise EvaluationError("la valutazione si scrive in un file .yaml o .xlsx", (), path.name)
