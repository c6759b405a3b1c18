"""The durable evaluator: the same intermediate form as rules for durable_rules, chaining forward from base facts.

Conditions are numbered nodes; each node's truth is a derived fact `{"n": node, "v": "t"|"f"|"u"}`. Comparisons of a
fact with a constant are computed when the base facts are asserted (the library coerces types and has no set
membership); everything after that, connectives, applicability, elements and outcome, is derived by its rules.
Only what the library does reliably is used: equality of short strings, joins of two facts, no absence, no regex.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from procurement_engine.reasoning.ir import AnyOf, Comparison, Condition, Not, RuleIR, Verdict
from procurement_engine.reasoning.plain import open_facts, truth

#: What a rule may hold before the library misbehaves (it joins at most 16 facts, hangs beyond 512 tests).
MAX_PARTS, MAX_RULES = 12, 180
_STATES = ("found", "missing", "negated", "contradicted", "placeholder", "unclear")


class TooLargeError(Exception):
    """A rule that the library could not hold safely."""


class Compiled:
    """One requirement as a set of forward-chaining rules, and the leaves to assert for it."""

    def __init__(self, rule: RuleIR) -> None:
        self.rule = rule
        self.leaves: list[tuple[str, Comparison]] = []
        self._rules: dict[str, Any] = {}
        for n, guard in enumerate(rule.guards):
            self._node(f"g{n}", guard.condition)
        for n, element in enumerate(rule.elements):
            self._element(f"e{n}", element.forbidden, element.test, element.when)
        if len(self._rules) > MAX_RULES:
            raise TooLargeError(rule.id)

    @property
    def has_rules(self) -> bool:
        """Is there anything to derive?"""
        return bool(self._rules)

    def definition(self, act: Callable[[str, str, str], Callable[[Any], None]]) -> dict[str, Any]:
        """The ruleset in durable_rules' form; `act` makes the action of a rule from its name, node and value."""
        found = {}
        for name, parts in self._rules.items():
            node, _, value = name.partition("/")[0].partition("=")
            found[name] = {"all": [dict(part) for part in parts], "run": act(name, node, value)}
        return found

    def _derive(self, node: str, value: str, *conditions: tuple[str, str]) -> None:
        parts = [{f"c{n}": {"$and": [{"n": on}, {"v": is_}]}} for n, (on, is_) in enumerate(conditions)]
        self._rules[f"{node}={value}/{len(self._rules)}"] = parts

    def _node(self, name: str, condition: Condition) -> str:
        if isinstance(condition, Comparison):
            self.leaves.append((name, condition))
            return name
        if isinstance(condition, Not):
            inner = self._node(f"{name}n", condition.part)
            for given, derived in (("t", "f"), ("f", "t"), ("u", "u")):
                self._derive(name, derived, (inner, given))
            return name
        parts = [self._node(f"{name}_{n}", part) for n, part in enumerate(condition.parts)]
        if len(parts) > MAX_PARTS:
            raise TooLargeError(self.rule.id)
        self._connective(name, parts, isinstance(condition, AnyOf))
        return name

    def _connective(self, name: str, parts: list[str], either: bool) -> None:
        """Kleene's and, or: folded two by two so that no rule joins more than two facts."""
        decisive, other = ("t", "f") if either else ("f", "t")
        so_far = parts[0]
        for n, part in enumerate(parts[1:]):
            target = name if n == len(parts) - 2 else f"{name}~{n}"
            for on in (so_far, part):
                self._derive(target, decisive, (on, decisive))
            for left, right in ((other, other), ("u", other), (other, "u"), ("u", "u")):
                self._derive(target, "u" if "u" in (left, right) else other, (so_far, left), (part, right))
            so_far = target
        if len(parts) == 1:
            for value in "tfu":
                self._derive(name, value, (parts[0], value))

    def _element(self, name: str, forbidden: bool, test: Condition | None, when: Condition | None) -> None:
        if test is not None:
            node = self._node(f"{name}t", test)
            for value, state in (("t", "found"), ("f", "missing"), ("u", "unclear")):
                self._derive(f"{name}s", state, (node, value))
        if when is None:
            for state in _STATES:
                self._derive(name, _standing(state, forbidden), (f"{name}s", state))
            return
        counts = self._node(f"{name}w", when)
        self._derive(name, "ok", (counts, "f"))
        for state in _STATES:
            self._derive(f"{name}b", _standing(state, forbidden), (f"{name}s", state))
        for standing in ("ok", "violated", "doubtful"):
            self._derive(name, standing, (counts, "t"), (f"{name}b", standing))
            self._derive(name, "ok" if standing == "ok" else "doubtful", (counts, "u"), (f"{name}b", standing))


def _standing(state: str, forbidden: bool) -> str:
    if state in ("placeholder", "unclear"):
        return "doubtful"
    satisfied = (state not in ("found", "contradicted")) if forbidden else state == "found"
    return "ok" if satisfied else "violated"


def base_facts(compiled: Compiled, facts: Mapping[str, Any], states: Mapping[str, str]) -> list[dict[str, str]]:
    """The facts to assert: the truth of each comparison (unknown said outright) and the state of each element."""
    asserted = [{"n": name, "v": _letter(truth(test, facts))} for name, test in compiled.leaves]
    for n, element in enumerate(compiled.rule.elements):
        if element.test is None:
            asserted.append({"n": f"e{n}s", "v": states.get(element.name, "missing")})
    return asserted


def _letter(value: bool | None) -> str:
    return "u" if value is None else "t" if value else "f"


def verdict(compiled: Compiled, derived: Mapping[str, str], facts: Mapping[str, Any], fired: list[str]) -> Verdict:
    """The outcome the derived facts amount to. A node left underived is an engine failure (KeyError)."""
    rule = compiled.rule
    guards = [derived[f"g{n}"] for n in range(len(rule.guards))]
    if "f" in guards:
        return Verdict("not_applicable", rule.guards[guards.index("f")].otherwise, fired=tuple(fired))
    standing = {element.name: derived[f"e{n}"] for n, element in enumerate(rule.elements)}
    certain = "u" not in guards
    violated = tuple(name for name, value in standing.items() if value == "violated" and certain)
    doubtful = tuple(name for name, value in standing.items() if value == "doubtful" or (value == "violated" and not certain))
    waiting = [
        fact
        for guard, value in zip(rule.guards, guards, strict=True)
        if value == "u"
        for fact in open_facts(guard.condition, facts)
    ]
    if violated:
        return Verdict("non_compliant", "", violated, doubtful, (), tuple(fired))
    if doubtful:
        return Verdict("undetermined", "", (), doubtful, tuple(dict.fromkeys(waiting)), tuple(fired))
    return Verdict("compliant", fired=tuple(fired))
