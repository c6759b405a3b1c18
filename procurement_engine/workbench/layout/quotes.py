"""Days, numbers of articles and codes in quotes, so that YAML leaves them alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from procurement_engine.workbench.layout.shape import Source

_AS_TEXT = {"id", "title", "summary", "name", "text", "label", "note", "message", "about", "version", "engine", "code"}
_LISTS_OF_TEXT = {"comma", "cpv", "ateco", "ccnl_codes", "terms", "except"}


def quoted(source: Source) -> str:
    """The text with quotes around what is no number and no day for the program; the value is the one written, 3.10 included."""
    text = source.text
    for node in sorted(_bare(source.root, ""), key=lambda node: node.start_mark.index, reverse=True):
        start, end = source.offset(node.start_mark), source.offset(node.end_mark)
        text = f'{text[:start]}"{node.value}"{text[end:]}'
    return text


def _bare(node: Any, key: str, seen: set[int] | None = None) -> Iterator[Any]:
    seen = set() if seen is None else seen
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _bare(value, name.value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _bare(item, f"{key}[]", seen)
    elif node.tag == "tag:yaml.org,2002:timestamp" or (
        node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
        and (key in _AS_TEXT or (key.removesuffix("[]") in _LISTS_OF_TEXT and key.endswith("[]")))
    ):
        yield node
