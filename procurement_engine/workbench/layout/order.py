"""The keys of a block mapping in their usual order, each with the comment that stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from pydantic import BaseModel

from procurement_engine.rules.concept_file import ConceptSpec
from procurement_engine.rules.faults import keys
from procurement_engine.rules.model import ElementSpec, InlineTest, RuleFile, RulesetFile, VersionSpec
from procurement_engine.workbench.layout.shape import Source

_RULE: dict[str, type[BaseModel]] = {"versions": VersionSpec, "tests": InlineTest}


def ordered(source: Source, kind: str) -> str:
    """The text with its first mapping that is out of order put in order; the same text where there is none."""
    for node, wanted in _mappings(source.root, kind):
        found = [key.value for key, _ in node.value]
        right = sorted(found, key=lambda key: wanted.index(key) if key in wanted else len(wanted))
        if found != right and (text := _moved(source, node, right)) is not None:
            return text
    return source.text


def _mappings(root: Any, kind: str) -> Iterator[tuple[Any, Sequence[str]]]:
    if not isinstance(root, yaml.MappingNode):
        return
    if kind == "ruleset":
        yield root, keys(RulesetFile)
    elif kind == "concepts":
        for _, value in root.value:
            if _block(value):
                yield value, keys(ConceptSpec)
    elif kind == "rule":
        yield root, keys(RuleFile)
        for key, value in root.value:
            if key.value == "elements" and _block(value):
                yield from ((one, keys(ElementSpec)) for _, one in value.value if _block(one))
            elif key.value in _RULE and isinstance(value, yaml.SequenceNode):
                yield from ((one, keys(_RULE[key.value])) for one in value.value if _block(one))


def _block(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style


def _moved(source: Source, node: Any, right: Sequence[str]) -> str | None:
    """The text with the entries of a mapping in the order wanted, None where they cannot be moved safely."""
    starts = [key.start_mark.line for key, _ in node.value]
    if len(set(starts)) != len(starts):
        return None
    column = node.value[0][0].start_mark.column
    lines = list(source.lines)
    # A comment belongs to the key below it. The first entry may share its line with the dash of a list.
    heads = [starts[0], *(_with_comments(lines, line) for line in starts[1:])]
    end = _end(lines, *node.value[-1])
    chunks = {key.value: lines[head:after] for (key, _), head, after in zip(node.value, heads, [*heads[1:], end], strict=True)}
    prefix = lines[starts[0]][:column]
    first = chunks[node.value[0][0].value]
    first[0] = " " * column + first[0][column:]
    if prefix.strip() and chunks[right[0]][0].lstrip().startswith("#"):
        return None
    body = [line for name in right for line in chunks[name]]
    body[0] = prefix + body[0][column:] if prefix.strip() else body[0]
    return "\n".join([*lines[: heads[0]], *body, *lines[end:]])


def _with_comments(lines: Sequence[str], line: int) -> int:
    while lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _end(lines: Sequence[str], key: Any, value: Any) -> int:
    """The line after the last entry; comments that come after it are left where they are."""
    if value.start_mark.index < key.end_mark.index:  # an alias: its node stands elsewhere
        return int(key.start_mark.line) + 1
    inline = value.style not in ("|", ">") if isinstance(value, yaml.ScalarNode) else value.flow_style
    at = int(value.end_mark.line) + (1 if inline else 0)
    while at > key.start_mark.line + 1 and (at > len(lines) or not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return at
