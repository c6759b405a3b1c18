"""The durable evaluator: the same intermediate form as rules for durable_rules, chaining forward from base facts.

What is asserted: the facts, the unknown ones as unknown, and the state of each element. What is derived by firing
rules: the truth of every condition, a node `{"n": node, "v": "t"|"f"|"u"}`, then applicability, the standing of the
elements and the outcome. Only what the library does reliably is used: tests of one fact (see `leaves`), joins of two,
no absence, no regex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from procurement_engine.reasoning.ir import AnyOf, Comparison, Condition, ElementIR, Not, RuleIR, Verdict, check_orders
from procurement_engine.reasoning.leaves import Message, Test, UnfitError, leaf_rules, messages

#: What a ruleset may hold: the library hangs beyond 512 distinct tests.
MAX_RULES, MAX_TESTS = 240, 400
#: The states of an element that a fact decides.
_TESTED: tuple[str, ...] = ("found", "missing", "unclear")
STATES: tuple[str, ...] = ("found", "missing", "negated", "contradicted", "placeholder", "unclear")


class Compiled:
    """One requirement as a set of forward-chaining rules, and the comparisons whose facts they wait for."""

    def __init__(self, rule: RuleIR) -> None:
        self.rule = rule
        self.leaves: list[Comparison] = []
        self._rules: list[tuple[str, str, tuple[list[Test], ...]]] = []
        guards = [self._node(f"guard/{n}", guard.condition) for n, guard in enumerate(rule.guards)]
        elements = [self._element(element) for element in rule.elements]
        self._fold("rule/applicable", guards, ("f", "u", "t"))
        self._fold("rule/elements", elements, ("violated", "doubtful", "ok"))
        self._outcome()
        distinct = {repr(test) for *_, parts in self._rules for tests in parts for test in tests}
        if len(self._rules) > MAX_RULES or len(distinct) > MAX_TESTS:
            raise UnfitError(f"{rule.id} has too many rules")

    def definition(self, act: Callable[[str, str], Callable[[Any], None]]) -> dict[str, Any]:
        """The ruleset in durable_rules' form; `act` makes the action that derives a value for a node."""
        return {
            f"r{n}": {"all": [{f"c{i}": {"$and": tests}} for i, tests in enumerate(parts)], "run": act(node, value)}
            for n, (node, value, parts) in enumerate(self._rules)
        }

    def base(self, facts: Mapping[str, Any], states: Mapping[str, str]) -> list[Message]:
        """What is asserted from outside: facts and element states, never anything that follows from them."""
        check_orders(self.rule, facts)
        found = messages(self.leaves, facts)
        words = [element.name for element in self.rule.elements if element.test is None]
        found += [{"n": f"{name}/state", "v": states.get(name, "missing")} for name in words]
        # Without guards a rule always applies; without elements nothing can be wrong.
        found += [] if self.rule.guards else [{"n": "rule/applicable", "v": "t"}]
        found += [] if self.rule.elements else [{"n": "rule/elements", "v": "ok"}]
        return found

    def _derive(self, node: str, value: str, *conditions: tuple[str, str]) -> None:
        self._rules.append((node, value, tuple([{"n": on}, {"v": is_}] for on, is_ in conditions)))

    def _node(self, name: str, condition: Condition) -> str:
        if isinstance(condition, Comparison):
            self.leaves.append(condition)
            self._rules += [(name, letter, (tests,)) for letter, tests in leaf_rules(condition)]
        elif isinstance(condition, Not):
            inner = self._node(f"{name}.0", condition.part)
            for given, derived in (("t", "f"), ("f", "t"), ("u", "u")):
                self._derive(name, derived, (inner, given))
        else:
            parts = [self._node(f"{name}.{n}", part) for n, part in enumerate(condition.parts)]
            self._fold(name, parts, ("t", "u", "f") if isinstance(condition, AnyOf) else ("f", "u", "t"))
        return name

    def _fold(self, name: str, parts: list[str], ranks: tuple[str, str, str]) -> None:
        """The weightiest of the parts' values (Kleene's and, or), two by two so that no rule joins more than two facts."""
        if len(parts) == 1:
            for value in ranks:
                self._derive(name, value, (parts[0], value))
            return
        heavy, middle, light = ranks
        so_far = parts[0] if parts else ""
        for n, part in enumerate(parts[1:], 2):
            target = name if n == len(parts) else f"{name}~{n}"
            for on in (so_far, part):
                self._derive(target, heavy, (on, heavy))
            for left, right in ((middle, light), (light, middle), (middle, middle), (light, light)):
                self._derive(target, middle if middle in (left, right) else light, (so_far, left), (part, right))
            so_far = target

    def _element(self, element: ElementIR) -> str:
        name = element.name
        states = STATES
        if element.test is not None:
            node, states = self._node(f"{name}/test", element.test), _TESTED
            for value, state in zip("tfu", _TESTED, strict=True):
                self._derive(f"{name}/state", state, (node, value))
        inner = name if element.when is None else f"{name}/alone"
        for state in states:
            self._derive(inner, _standing(state, element.forbidden), (f"{name}/state", state))
        if element.when is not None:
            counts = self._node(f"{name}/when", element.when)
            self._derive(name, "ok", (counts, "f"))
            self._derive(name, "ok", (inner, "ok"))
            for standing in ("violated", "doubtful"):
                self._derive(name, standing, (counts, "t"), (inner, standing))
                self._derive(name, "doubtful", (counts, "u"), (inner, standing))
        return name

    def _outcome(self) -> None:
        self._derive("rule/outcome", "not_applicable", ("rule/applicable", "f"))
        self._derive("rule/outcome", "non_compliant", ("rule/applicable", "t"), ("rule/elements", "violated"))
        self._derive("rule/outcome", "undetermined", ("rule/applicable", "u"), ("rule/elements", "violated"))
        for applicable in "tu":
            self._derive("rule/outcome", "undetermined", ("rule/applicable", applicable), ("rule/elements", "doubtful"))
            self._derive("rule/outcome", "compliant", ("rule/applicable", applicable), ("rule/elements", "ok"))


def _standing(state: str, forbidden: bool) -> str:
    if state in ("placeholder", "unclear"):
        return "doubtful"
    satisfied = (state not in ("found", "contradicted")) if forbidden else state == "found"
    return "ok" if satisfied else "violated"


def verdict(rule: RuleIR, derived: Mapping[str, str], fired: list[str]) -> Verdict:
    """The derived outcome, told. A node left underived is an engine failure (KeyError)."""
    outcome: Any = derived["rule/outcome"]
    if outcome == "not_applicable":
        otherwise = next(guard.otherwise for n, guard in enumerate(rule.guards) if derived[f"guard/{n}"] == "f")
        return Verdict(outcome, otherwise, fired=tuple(fired))
    certain = derived["rule/applicable"] == "t"
    standing = {element.name: derived[element.name] for element in rule.elements}
    violated = tuple(name for name, value in standing.items() if value == "violated" and certain)
    doubtful = tuple(name for name, value in standing.items() if value != "ok" and name not in violated)
    hangs_on = tuple(dict.fromkeys(_waiting(rule, derived))) if outcome == "undetermined" else ()
    return Verdict(outcome, "", violated, doubtful, hangs_on, tuple(fired))


def _waiting(rule: RuleIR, derived: Mapping[str, str]) -> Iterator[str]:
    for n, guard in enumerate(rule.guards):
        yield from _open(f"guard/{n}", guard.condition, derived)
    for element in rule.elements:
        alone = derived[element.name if element.when is None else f"{element.name}/alone"]
        if derived[element.name] == "ok":
            continue
        if alone == "doubtful" and element.test is not None:
            yield from _open(f"{element.name}/test", element.test, derived)
        if alone == "violated" and element.when is not None:
            yield from _open(f"{element.name}/when", element.when, derived)


def _open(name: str, condition: Condition, derived: Mapping[str, str]) -> Iterator[str]:
    """The facts under the nodes that were derived as unknown."""
    if derived[name] != "u":
        return
    if isinstance(condition, Comparison):
        yield condition.fact
        return
    for n, part in enumerate((condition.part,) if isinstance(condition, Not) else condition.parts):
        yield from _open(f"{name}.{n}", part, derived)
