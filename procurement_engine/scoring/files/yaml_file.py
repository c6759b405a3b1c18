"""The evaluation as YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from procurement_engine.inputs import InputError, read_mapping
from procurement_engine.scoring.errors import EvaluationError, Locate
from procurement_engine.scoring.model import Evaluation


def read(path: Path) -> tuple[dict[str, Any], Locate]:
    """The plain data of a file, and a way to say the line on which a path of them stands."""
    try:
        return read_mapping(path)
    except InputError as error:
        raise EvaluationError(str(error)) from error


class _Dumper(yaml.SafeDumper):
    """Short lists of numbers on one line, everything else a line each."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        return super().increase_indent(flow, indentless=False)


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> Any:
    flat = all(not isinstance(item, dict | list) for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flat)


_Dumper.add_representer(list, _list)


def write(evaluation: Evaluation) -> str:
    """The text of a file that says the same; what has its default value is left out."""
    data = evaluation.model_dump(mode="json", exclude_defaults=True)
    return yaml.dump(_dated(data, evaluation), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _dated(data: dict[str, Any], evaluation: Evaluation) -> dict[str, Any]:
    """Dates as YAML dates, not as text."""
    if evaluation.published_on:
        data["published_on"] = evaluation.published_on
    for plain, session in zip(data.get("sessions", ()), evaluation.sessions, strict=False):
        plain["date"] = session.date
    return data
