"""Plan files, in and out: YAML and workbook hold the same content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.plan.wording import sentence
from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

YAML, WORKBOOK = (".yaml", ".yml"), (".xlsx",)
Where = tuple[str | int, ...]


def load_plan(path: Path) -> ImpactPlan:
    """Read a plan; ImpactError names the file and the line or cell."""
    path = Path(path)
    data, locate = _open(path)
    try:
        return ImpactPlan.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ImpactError(sentence(first), path.name, locate(tuple(first["loc"]))) from error


def _open(path: Path) -> tuple[dict[str, Any], Callable[[Where], str]]:
    if path.suffix.lower() in WORKBOOK:
        from procurement_engine.impact.plan.workbook_in import Reader

        reader = Reader(path)
        return reader.read(), reader.locate
    if path.suffix.lower() not in YAML:
        raise ImpactError("il piano di impatto è un file .yaml o .xlsx", path.name)
    try:
        data = load_yaml(path)
    except RuleFileError as error:
        raise ImpactError(str(error)) from error
    return data, lambda where: f"riga {_line(path, where)}"


def _line(path: Path, where: Where) -> int:
    """The line of the deepest node on the path that the file holds."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = node.start_mark.line if node else 0
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if pair is None:
                continue
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
    return int(line) + 1


def save_plan(plan: ImpactPlan, path: Path) -> None:
    """Write a file that `load_plan` reads back without loss."""
    if path.suffix.lower() in WORKBOOK:
        from procurement_engine.impact.plan import workbook_out

        workbook_out.write(plan, path)
    elif path.suffix.lower() in YAML:
        path.write_text(to_yaml(plan), encoding="utf-8")
    else:
        raise ImpactError("il piano di impatto si scrive in un file .yaml o .xlsx", path.name)


class _Dumper(yaml.SafeDumper):
    """Lists of plain words on one line; `on` is a word, as the strict loader reads it."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (PyYAML's own way)
        letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":bool") or letter in "tTfF"]
        for letter, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }


_Dumper.add_representer(
    tuple,
    lambda dumper, data: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", list(data), flow_style=all(not isinstance(item, dict | list | tuple) for item in data)
    ),
)


def to_yaml(plan: ImpactPlan) -> str:
    """The text of a plan; what has its default value is left out."""
    data = plan.model_dump(mode="python", exclude_defaults=True)
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
