"""The nodes of a YAML text: where each value stands, how it was written, and what is wrong before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

#: A step is a key or a position; a path leads from the top of the file to a value.
Path = tuple[str | int, ...]
#: Values a file may hold once its anchors are written out: more is a bomb.
MOST_VALUES = 200_000


class Tree:
    """The nodes of one file."""

    def __init__(self, root: Any) -> None:
        self.root = root

    def find(self, path: Path, *, key: bool = False) -> tuple[Any, int]:
        """The deepest node there is on a path (its key, if asked) and how many steps lead to it."""
        node: Any = self.root
        here = node
        for done, step in enumerate(path):
            found = _child(node, step)
            if found is None:
                return here, done
            key_node, node = found
            here = key_node if key and done == len(path) - 1 else node
        return here, len(path)

    def place(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from one."""
        node, _ = self.find(path, key=key)
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)

    def known(self, path: Path) -> Path:
        """The path without the steps that are not in the file (names of a union's branches); the last may be a missing key."""
        node, kept = self.root, []
        for number, step in enumerate(path):
            found = _child(node, step)
            if found is None and number < len(path) - 1:
                continue
            if found is not None:
                node = found[1]
            kept.append(step)
        return tuple(kept)

    def raw(self, path: Path) -> str | None:
        """A single value as it was written, None for anything else."""
        node, steps = self.find(path)
        return str(node.value) if steps == len(path) and isinstance(node, yaml.ScalarNode) else None


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def weight(node: Any, seen: dict[int, int] | None = None) -> int:
    """How many values a node holds once its anchors are written out. ConstructorError if it holds itself."""
    seen = {} if seen is None else seen
    if id(node) in seen:
        if seen[id(node)] == 0:
            raise yaml.constructor.ConstructorError(None, None, "il richiamo «*» contiene sé stesso", node.start_mark)
        return seen[id(node)]
    seen[id(node)] = 0
    seen[id(node)] = total = 1 + sum(weight(part, seen) for part in _parts(node))
    return total


def nodes(node: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """Every node once, in the order of the file."""
    seen = set() if seen is None else seen
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node
    for part in _parts(node):
        yield from nodes(part, seen)


def _parts(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def doubles(root: Any) -> Iterator[tuple[Any, Any]]:
    """Keys written twice in one mapping: the second, and the first."""
    for node in nodes(root):
        if isinstance(node, yaml.MappingNode):
            first: dict[tuple[str, str], Any] = {}
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode):
                    before = first.setdefault((key.tag, key.value), key)
                    if before is not key:
                        yield key, before
