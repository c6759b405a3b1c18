"""What is known of a procedure, and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of block `block` of document `document`."""

    document: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FactValue:
    """A value and its origin. `rule` says how a derived value follows; `lot` is set where it holds for one lot alone."""

    value: Any
    origin: Literal["stated", "given", "derived", "default"]
    places: tuple[Place, ...] = ()
    rule: str | None = None
    lot: str | None = None


@dataclass(frozen=True)
class FactSheet:
    """What a dossier states. A key in `conflicts` is stated in ways that cannot both be true."""

    document_types: tuple[str, ...]
    facts: Mapping[str, FactValue]
    lots: Mapping[str, Mapping[str, FactValue]] = field(default_factory=dict)
    conflicts: Mapping[str, tuple[FactValue, ...]] = field(default_factory=dict)
