"""Can a pattern of the facts hang on an unlucky text? Each is tried on texts made to hurt it, against the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
import yaml

from procurement_engine.data import data_path
from procurement_engine.rules.codelists import pattern_fault
from procurement_engine.rules.yaml_tree import nodes
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground

#: Seconds after which a short text has taken too long.
LIMIT = 0.25
_BODIES = tuple(part * (3000 // len(part)) for part in ("a", "1", "a ", "1.", " ", "ab", "x"))
_REPEATED = re.compile(r"[+*}]\)?[+*{?]|[+*}][^)]*\)[+*{]")


def checks(seen: Ground) -> Iterator[Hit]:
    """The patterns that all layers share."""
    for folder in ("facts", "codelists") if seen.shipped else ():
        for path in sorted(data_path("rulesets", folder).glob("*.yaml")):
            yield from _file(seen, path)


def _file(seen: Ground, path: Path) -> Iterator[Hit]:
    for node in nodes(seen.tree(path).root):
        if isinstance(node, yaml.ScalarNode) and _REPEATED.search(node.value) and (said := hangs(node.value)):
            yield Hit("R13", path, ("#", node.start_mark.line, node.start_mark.column), said)


def hangs(pattern: str) -> str | None:
    """On which text a pattern takes too long, None where it never does.

    >>> hangs(r"(?:[a-z]+ ?){0,5}x")
    """
    if pattern_fault(pattern):
        return None
    compiled: Any = regex.compile(pattern)
    # What the pattern wants in any case stands at the end, out of reach: without it the search gives up before it begins.
    wanted = "!" + "".join(dict.fromkeys(re.findall(r"[a-zà-ù]{2,}|[^\\\w\s()\[\]{}|?*+^$.]", pattern))) + pattern[-1]
    for body in _BODIES:
        try:
            compiled.search(body + wanted, timeout=LIMIT)
        except TimeoutError:
            return f"il modello «{pattern[:60]}» impiega più di {LIMIT} secondi su un testo che ripete «{body[:4]}»"
    return None
