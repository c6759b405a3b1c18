"""The evaluation as YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from procurement_engine.rules.yaml_file import RuleFileError, load_yaml
from procurement_engine.scoring.errors import EvaluationError, Locate, Where
from procurement_engine.scoring.model import Evaluation


def read(path: Path) -> tuple[dict[str, Any], Locate]:
    """The plain data of a file, and a way to say the line on which a path of them stands."""
    try:
        data = load_yaml(path)
    except RuleFileError as error:
        raise EvaluationError(str(error)) from error

    def locate(where: Where) -> str:
        return f"riga {_line(yaml.compose(path.read_text(encoding='utf-8'), Loader=yaml.SafeLoader), where)}"

    return data, locate


def _line(node: Any, where: Where) -> int:
    """The line of the deepest node on the path; steps that are not in the file (a default, a union's name) are skipped."""
    line = node.start_mark.line if node else 0
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found:
                line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
    return int(line) + 1


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
