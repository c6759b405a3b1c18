"""The intermediate form both evaluators read: conditions on facts, guards, elements, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Operator = Literal["equals", "in", "at_least", "at_most", "above", "below", "contains"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact compared with a constant ("in": a tuple holds the fact; "contains": the fact holds the constant)."""

    fact: str
    op: Operator
    value: Any


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where its part is false."""

    part: Condition


Condition = Comparison | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of applicability and the reason given where it is false."""

    condition: Condition
    otherwise: str


@dataclass(frozen=True, slots=True)
class ElementIR:
    """Something asked (or forbidden). `test`: a fact decides it, not words. `when`: it counts only then."""

    name: str
    forbidden: bool = False
    test: Condition | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class RuleIR:
    """A requirement as in force at one date."""

    id: str
    guards: tuple[Guard, ...]
    elements: tuple[ElementIR, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, the elements and facts that decide it, and the steps that led there."""

    outcome: Literal["compliant", "non_compliant", "undetermined", "not_applicable"]
    reason: str = ""
    violated: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()
    fired: tuple[str, ...] = ()


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts a condition tests, each once, in order."""
    if isinstance(condition, Comparison):
        return (condition.fact,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(dict.fromkeys(fact for part in parts for fact in facts_of(part)))
