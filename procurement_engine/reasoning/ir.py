"""The intermediate form both evaluators read: conditions on facts, guards, elements, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Operator = Literal["equals", "in", "at_least", "at_most", "above", "below", "contains"]
Outcome = Literal["compliant", "non_compliant", "undetermined", "not_applicable"]
_ORDERS = ("at_least", "at_most", "above", "below")
_KINDS = ((int, float, Decimal), (date,), (str,))


class IllTypedError(ValueError):
    """A rule that cannot be evaluated: a condition without parts, or an order asked of a value that has none with its constant."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact compared with a constant ("in": a tuple holds the fact; "contains": the fact holds the constant)."""

    fact: str
    op: Operator
    value: Any


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is; at least one part, else ValueError."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _some(self.parts, "all")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where one part is; at least one part, else ValueError."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _some(self.parts, "any")


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

    outcome: Outcome
    reason: str = ""
    violated: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()
    fired: tuple[str, ...] = ()


def _some(parts: tuple[Condition, ...], name: str) -> None:
    if not parts:
        raise IllTypedError(f"una condizione «{name}» senza parti non dice nulla: scriverne almeno una")


def check_orders(rule: RuleIR, facts: Mapping[str, Any]) -> None:
    """IllTypedError where a known fact is to be ordered against a constant of another kind ("aperta" at least 3)."""
    for test in comparisons(_conditions(rule)):
        value = facts.get(test.fact)
        if value is not None and test.op in _ORDERS and (_kind(value) is None or _kind(value) != _kind(test.value)):
            raise IllTypedError(f"il fatto «{test.fact}» vale «{value}», che non si può confrontare con {test.value} ({test.op})")


def _kind(value: Any) -> int | None:
    """Which of the ordered kinds a value is of; truth values, lists and the rest have no order."""
    if isinstance(value, bool):
        return None
    return next((n for n, kinds in enumerate(_KINDS) if isinstance(value, kinds)), None)


def _conditions(rule: RuleIR) -> Iterator[Condition]:
    yield from (guard.condition for guard in rule.guards)
    for element in rule.elements:
        yield from (condition for condition in (element.test, element.when) if condition is not None)


def comparisons(conditions: Iterable[Condition]) -> Iterator[Comparison]:
    """Every comparison in some conditions."""
    for condition in conditions:
        if isinstance(condition, Comparison):
            yield condition
        else:
            yield from comparisons((condition.part,) if isinstance(condition, Not) else condition.parts)


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts a condition tests, each once, in order."""
    if isinstance(condition, Comparison):
        return (condition.fact,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(dict.fromkeys(fact for part in parts for fact in facts_of(part)))
