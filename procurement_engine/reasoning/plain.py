"""The plain evaluator: three-valued predicates over facts and element states."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from procurement_engine.reasoning.ir import AnyOf, Comparison, Condition, ElementIR, Not, RuleIR, Verdict

Facts = Mapping[str, Any]
_OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "equals": operator.eq,
    "in": lambda value, constants: value in constants,
    "at_least": operator.ge,
    "at_most": operator.le,
    "above": operator.gt,
    "below": operator.lt,
    "contains": operator.contains,
}


def truth(condition: Condition, facts: Facts) -> bool | None:
    """Kleene's three values: None where an unknown fact leaves the condition open."""
    if isinstance(condition, Comparison):
        value = facts.get(condition.fact)
        return None if value is None else _compare(condition, value)
    if isinstance(condition, Not):
        inner = truth(condition.part, facts)
        return None if inner is None else not inner
    values = [truth(part, facts) for part in condition.parts]
    decisive = isinstance(condition, AnyOf)
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _compare(test: Comparison, value: Any) -> bool:
    return bool(_OPERATIONS[test.op](value, test.value))


def open_facts(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The unknown facts that a condition left open hangs on; a part that is already settled asks nothing."""
    if truth(condition, facts) is not None:
        return ()
    if isinstance(condition, Comparison):
        return (condition.fact,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(dict.fromkeys(fact for part in parts for fact in open_facts(part, facts)))


def evaluate(rule: RuleIR, facts: Facts, states: Mapping[str, str]) -> Verdict:
    """The verdict on one requirement. Absent facts are unknown, absent states are missing."""
    waiting: list[str] = []
    for guard in rule.guards:
        value = truth(guard.condition, facts)
        if value is False:
            return Verdict("not_applicable", guard.otherwise)
        if value is None:
            waiting += open_facts(guard.condition, facts)
    violated: list[str] = []
    doubtful: list[str] = []
    uncertain = list(waiting)
    for element in rule.elements:
        counts = True if element.when is None else truth(element.when, facts)
        if counts is False:
            continue
        bad = _standing(element, facts, states)
        if bad == "doubtful":
            doubtful.append(element.name)
            uncertain += open_facts(element.test, facts) if element.test else ()
        elif bad == "violated":
            (violated if counts and not waiting else doubtful).append(element.name)
            uncertain += open_facts(element.when, facts) if counts is None and element.when else ()
    return _verdict(violated, doubtful, uncertain)


def _standing(element: ElementIR, facts: Facts, states: Mapping[str, str]) -> str:
    """ "violated", "doubtful" or "ok"."""
    if element.test is not None:
        value = truth(element.test, facts)
        state = "unclear" if value is None else "found" if value else "missing"
    else:
        state = states.get(element.name, "missing")
    if state in ("placeholder", "unclear"):
        return "doubtful"
    if element.forbidden:
        return "violated" if state in ("found", "contradicted") else "ok"
    return "ok" if state == "found" else "violated"


def _verdict(violated: list[str], doubtful: list[str], uncertain: list[str]) -> Verdict:
    hangs_on = tuple(dict.fromkeys(uncertain))
    if violated:
        return Verdict("non_compliant", "", tuple(violated), tuple(doubtful))
    if doubtful:
        return Verdict("undetermined", "", (), tuple(doubtful), hangs_on)
    return Verdict("compliant")
