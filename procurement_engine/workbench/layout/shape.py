"""Long lists and mappings written on one line, opened one entry a line: so that two people's changes do not meet on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import yaml

WIDTH = 132


@dataclass(frozen=True)
class Source:
    """A text and its nodes."""

    text: str
    root: Any

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def offset(self, mark: Any) -> int:
        """Where a mark stands in the text."""
        return self._starts[int(mark.line)] + int(mark.column)

    def of(self, node: Any) -> str:
        """A node as it was written."""
        return self.text[self.offset(node.start_mark) : self.offset(node.end_mark)].rstrip()


def opened(source: Source) -> str:
    """The text with its flow collections that are too long opened."""
    text = source.text
    edits = [edit for node, indent in _values(source.root, -2) if (edit := _edit(source, node, indent)) is not None]
    for start, end, body in sorted(edits, reverse=True):
        text = text[:start] + body + text[end:]
    return text


def _edit(source: Source, node: Any, indent: int) -> tuple[int, int, str] | None:
    """What stands in the place of a collection: from, to, text; None where it stays as it is."""
    if not (isinstance(node, yaml.CollectionNode) and node.flow_style and node.value):
        return None
    start, end = source.offset(node.start_mark), source.offset(node.end_mark)
    before, rest = source.text[:start].rpartition("\n")[2], source.text[end:].partition("\n")[0]
    if rest.strip() or not _too_long(source, node) or not _plain(source, node):
        return None
    if before.strip() == "-":  # an entry of a list: its first key stays on the line
        return start, end, ("\n" + " " * len(before)).join(_block(source, node, len(before)))
    if before.rstrip().endswith(":"):
        pad = " " * (indent + 2)
        body = "".join(f"\n{pad}{line}" for line in _block(source, node, len(pad)))
        return start - (len(before) - len(before.rstrip())), end, body
    return None


def _values(node: Any, indent: int, seen: set[int] | None = None) -> Iterator[tuple[Any, int]]:
    """Every value that stands in block style, with the column of its key."""
    seen = set() if seen is None else seen
    if id(node) in seen or getattr(node, "flow_style", False):
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield value, key.start_mark.column
            yield from _values(value, key.start_mark.column, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield item, indent
            yield from _values(item, indent, seen)


def _too_long(source: Source, node: Any) -> bool:
    several = node.start_mark.line != node.end_mark.line
    return several or any(len(line) > WIDTH for line in source.lines[node.start_mark.line : node.end_mark.line + 1])


def _plain(source: Source, node: Any) -> bool:
    """No comment inside, no anchor, no alias (whose nodes stand elsewhere)."""
    start, end = source.offset(node.start_mark), source.offset(node.end_mark)
    inner = source.text[start:end]
    if "\n" in inner and any(line.lstrip().startswith("#") or " # " in line for line in inner.split("\n")):
        return False
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if not start <= source.offset(one.start_mark) <= end or source.text[source.offset(one.start_mark)] in "&*!":
            return False
        if isinstance(one, yaml.MappingNode):
            waiting += [part for pair in one.value for part in pair]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value
    return True


def _block(source: Source, node: Any, indent: int) -> list[str]:
    """The lines of a collection in block style, without their common indent."""
    lines: list[str] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name, said = source.of(key), " ".join(source.of(value).split("\n"))
            if not _opens(value) or indent + len(name) + len(said) + 2 <= WIDTH:
                lines.append(f"{name}: {said}")
            else:
                lines += [f"{name}:", *(f"  {line}" for line in _block(source, value, indent + 2))]
        return lines
    for item in node.value:
        said = source.of(item)
        if not _opens(item) or indent + len(said) + 2 <= WIDTH:
            lines.append(f"- {said}")
        else:
            first, *others = _block(source, item, indent + 2)
            lines += [f"- {first}", *(f"  {line}" for line in others)]
    return lines


def _opens(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.value)
