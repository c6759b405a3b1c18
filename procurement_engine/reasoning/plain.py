"""The plain evaluator: three-valued predicates over facts and element states."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from procurement_engine.reasoning.ir import AnyOf, Comparison, Condition, ElementIR, Not, Outcome, RuleIR, Verdict, check_orders

Facts = Mapping[str, Any]
_LETTER = {True: "t", False: "f", None: "u"}
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
    """The verdict on one requirement. Absent facts are unknown, absent states are missing. IllTypedError as `check_orders`.

    `fired` names the steps as the durable evaluator does, those within a condition or an element left out.
    """
    check_orders(rule, facts)
    guards = [truth(guard.condition, facts) for guard in rule.guards]
    steps = [f"guard/{n}={_LETTER[value]}" for n, value in enumerate(guards)]
    if False in guards:
        fired = (*steps, "rule/applicable=f", "rule/outcome=not_applicable")
        return Verdict("not_applicable", rule.guards[guards.index(False)].otherwise, fired=fired)
    uncertain = [fact for guard in rule.guards for fact in open_facts(guard.condition, facts)]
    standing = {element.name: _counted(element, facts, states) for element in rule.elements}
    for element in rule.elements:
        if standing[element.name] != "ok":
            uncertain += _open_in(element, facts, states)
    certain = None not in guards
    violated = tuple(name for name, value in standing.items() if value == "violated" and certain)
    doubtful = tuple(name for name, value in standing.items() if value != "ok" and name not in violated)
    outcome: Outcome = "non_compliant" if violated else "undetermined" if doubtful else "compliant"
    steps += [f"rule/applicable={'t' if certain else 'u'}", *(f"{n}={v}" for n, v in standing.items()), f"rule/outcome={outcome}"]
    hangs_on = tuple(dict.fromkeys(uncertain)) if outcome == "undetermined" else ()
    return Verdict(outcome, "", violated, doubtful, hangs_on, tuple(steps))


def _counted(element: ElementIR, facts: Facts, states: Mapping[str, str]) -> str:
    """ "violated", "doubtful" or "ok", with its condition `when`: false, it asks nothing; open, no violation is certain."""
    counts = True if element.when is None else truth(element.when, facts)
    if counts is False:
        return "ok"
    standing = _standing(element, facts, states)
    return "doubtful" if counts is None and standing == "violated" else standing


def _open_in(element: ElementIR, facts: Facts, states: Mapping[str, str]) -> tuple[str, ...]:
    if _standing(element, facts, states) == "doubtful":
        return open_facts(element.test, facts) if element.test else ()
    return open_facts(element.when, facts) if element.when else ()


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
