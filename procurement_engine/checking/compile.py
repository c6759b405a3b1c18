"""A rule file, at a date, becomes what runs: relations to look for and an intermediate form to reason with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from procurement_engine.detection.load import relation
from procurement_engine.detection.relation import Relation
from procurement_engine.reasoning.ir import All, AnyOf, Comparison, Condition, ElementIR, Guard, Not, RuleIR
from procurement_engine.rules.model import ElementSpec, RuleFile, VersionSpec
from procurement_engine.rules.parts import ConditionSpec


@dataclass(frozen=True)
class ElementPlan:
    """An element ready to be looked for."""

    name: str
    spec: ElementSpec
    forbidden: bool
    found: tuple[Relation, ...]
    unclear: tuple[Relation, ...]
    denied: tuple[Relation, ...]


@dataclass(frozen=True)
class RulePlan:
    """A rule as in force at a date. `version` None: no text in force then."""

    rule: RuleFile
    layer: str
    version: VersionSpec | None
    elements: tuple[ElementPlan, ...]
    ir: RuleIR
    day: date


def plan(rule: RuleFile, layer: str, as_of: date) -> RulePlan:
    """Compile a rule for a date."""
    version = rule.version_on(as_of)
    # Where no text is in force the states of the first one's elements are still reported, for information.
    shown = version or rule.versions[0]
    named = [(name, False) for name in shown.essential] + [(name, True) for name in shown.forbidden]
    plans = tuple(_element(name, rule.elements[name], forbidden) for name, forbidden in named)
    unjudged = tuple(_element(name, rule.elements[name], False) for name in _helpers(rule, {name for name, _ in named}))
    guards = tuple(Guard(condition(spec), spec.else_) for spec in (*rule.applies_when, *shown.applies_when))
    elements = tuple(
        ElementIR(
            p.name, p.forbidden, condition(p.spec.test) if p.spec.test else None, condition(p.spec.when) if p.spec.when else None
        )
        for p in plans
    )
    return RulePlan(rule, layer, version, (*plans, *unjudged), RuleIR(rule.id, guards, elements), as_of)


def _helpers(rule: RuleFile, judged: set[str]) -> list[str]:
    """Elements looked for but not judged: what excuses others, what is counted, what conditions ask about."""
    asked = {name for spec in rule.conditions() for name in spec.said()}
    asked |= {other for name in judged | asked for other in _hangs_on(rule.elements[name])}
    return sorted(asked - judged)


def _hangs_on(spec: ElementSpec) -> tuple[str, ...]:
    return (*spec.unless, *spec.of, *spec.lacking)


def _element(name: str, spec: ElementSpec, forbidden: bool) -> ElementPlan:
    found, unclear, denied = (
        tuple(relation(item) for item in items) for items in (spec.found_when, spec.unclear_when, spec.denied_when)
    )
    return ElementPlan(name, spec, forbidden, found, unclear, denied)


def condition(spec: ConditionSpec) -> Condition:
    """A condition of the rule file in intermediate form."""
    if spec.all_ is not None:
        return All(tuple(condition(part) for part in spec.all_))
    if spec.any_ is not None:
        return AnyOf(tuple(condition(part) for part in spec.any_))
    if spec.not_ is not None:
        return Not(condition(spec.not_))
    ((operator, value),) = spec.operators().items()
    return Comparison(str(spec.fact), operator, _plain(value))  # type: ignore[arg-type]  # the names are the model's


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, tuple)) else value
