"""A finding of the lint, and the table of their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from procurement_engine.rules.near import near
from procurement_engine.rules.yaml_file import RuleFileError, load_yaml
from procurement_engine.rules.yaml_tree import Path as Where

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Kind:
    """What a code means."""

    code: str
    severity: Severity
    title: str
    why: str
    fix: str


@dataclass(frozen=True)
class Hit:
    """What a check has seen: the code, the file, the path in it, the sentence."""

    code: str
    file: Path
    where: Where
    text: str


@dataclass(frozen=True)
class Finding:
    """A hit with its line and column."""

    kind: Kind
    file: Path
    line: int
    column: int
    key: str
    text: str


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Code -> kind."""
    table = load_yaml(Path(__file__).with_name("kinds.yaml"))
    return {code: Kind(code, **entry) for code, entry in table.items()}


def kind(code: str) -> Kind:
    """The kind of a code, however it is written. RuleFileError for one that does not exist."""
    found = kinds().get(code.upper())
    if found is None:
        raise RuleFileError(f"il rilievo «{code}» non esiste{near(code, kinds())}; vanno da {min(kinds())} a {max(kinds())}")
    return found
