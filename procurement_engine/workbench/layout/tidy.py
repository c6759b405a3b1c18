"""A file in its usual look. Whatever is done, the values and the comments are those of before, or it is not done."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from procurement_engine.rules.yaml_file import RuleFileError, parse_yaml, read_text, tree_of
from procurement_engine.workbench.layout.order import ordered
from procurement_engine.workbench.layout.quotes import quoted
from procurement_engine.workbench.layout.shape import Source, opened


def kind_of(path: Path) -> str:
    """Which kind of file a path of a layer is: "ruleset", "concepts", "rule", or "other" (left alone)."""
    if path.name == "ruleset.yaml":
        return "ruleset"
    if path.parent.name == "concepts":
        return "concepts"
    return "other" if path.parent.name in ("locale", "facts", "codelists") else "rule"


def tidied(path: Path) -> tuple[str, str]:
    """The text of a file as it is, and as it should be. RuleFileError where it cannot be read."""
    text = read_text(path)
    return text, tidy(text, kind_of(path), path.name)


def tidy(text: str, kind: str, name: str) -> str:
    """The text in its usual look."""
    parse_yaml(text, name)
    if kind == "other":
        return text
    now, last = _kept(text, _ends(text)), ""
    while now != last:  # what is opened may then be put in order
        last = now
        for step in (opened, quoted, lambda source: ordered(source, kind)):
            while (after := step(_source(now))) != now and (after := _kept(now, after)) != now:
                now = after
    return now


def _source(text: str) -> Source:
    return Source(text, tree_of(text).root)


def _ends(text: str) -> str:
    """Lines without blanks at their end, one end of file."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).rstrip("\n") + "\n"


def _kept(before: str, after: str) -> str:
    """What a step has made, if it says what was said before."""
    if after == before:
        return before
    try:
        same = _values(tree_of(before).root) == _values(tree_of(after).root) and _comments(before) == _comments(after)
        parse_yaml(after, "")
    except (yaml.YAMLError, RuleFileError):
        return before
    return after if same else before


def _values(node: Any) -> Any:
    """What a file says, however written: the order of keys is free, quotes are free."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _values(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_values(item) for item in node.value]
    return node.value if node is not None else None


def _comments(text: str) -> Counter[str]:
    lines = (line.strip() for line in text.splitlines())
    return Counter(line for line in lines if line.startswith("#"))
