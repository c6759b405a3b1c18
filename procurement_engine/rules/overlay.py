"""Layers laid one on the other: a later one replaces a rule, adds to it (`extends`), or changes it by an act (`changes`).

What a layer does to a rule of another is kept with the rule, so that the report can say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from procurement_engine.rules.about import LayerChange
from procurement_engine.rules.join import joined, judged
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.parameters import Parameter, names, resolved
from procurement_engine.rules.read import spelled
from procurement_engine.rules.sound import unsound
from procurement_engine.rules.yaml_file import RuleFileError

Doing = Literal["adds", "changes", "replaces", "switches_off", "severity", "value"]
_WEIGHT = ("advice", "warning", "error")


@dataclass(frozen=True)
class Laying:
    """What `layer` does to a rule that it found under it. `law`: it takes away, or alters, something that a law asks."""

    layer: str
    does: Doing
    elements: tuple[str, ...] = ()
    change: LayerChange | None = None
    before: str = ""  # the severity, the number or the layer whose place is taken
    now: str = ""
    law: bool = False


@dataclass(frozen=True)
class Laid:
    """A rule as it holds, the layer it comes from first, and what layers on top did to it."""

    rule: RuleFile
    layer: str
    done: tuple[Laying, ...] = ()

    @property
    def off(self) -> Laying | None:
        """The act that switches the whole rule off."""
        return next((item for item in self.done if item.does == "switches_off" and not item.elements), None)


@dataclass(frozen=True)
class Overlay:
    """The rules that hold on a day, each once; the numbers by name; the acts that found nothing to change, with their layer."""

    rules: tuple[Laid, ...]
    parameters: dict[str, Parameter]
    unmatched: tuple[tuple[str, LayerChange], ...] = ()


def effective(layers: Sequence[Layer], day: date) -> list[tuple[str, RuleFile]]:
    """The rules that hold on a day, each once, with the name of the layer it comes from first; those switched off left out."""
    return [(laid.layer, laid.rule) for laid in overlay(layers, day).rules if laid.off is None]


def overlay(layers: Sequence[Layer], day: date) -> Overlay:
    """All layers laid in order."""
    found: dict[str, Laid] = {}
    numbers: dict[str, Parameter] = {}
    unmatched: list[tuple[str, LayerChange]] = []
    altered: dict[str, Laying] = {}
    for layer in layers:
        for rule in layer.rules:
            found[rule.id] = _laid(found.get(rule.id), rule, layer.name, day)
        for name, parameter in layer.about.parameters.items():
            if name in numbers:
                raise RuleFileError(
                    f"{layer.name}/ruleset.yaml: il parametro «{name}» c'è già in uno strato sottostante: "
                    "per cambiarlo scriverlo sotto «changes», con l'atto che lo decide"
                )
            numbers[name] = parameter
        for change in layer.about.changes:
            if not change.holds(day):
                continue
            if change.parameter in numbers and change.value is not None:
                old = numbers[change.parameter]
                numbers[change.parameter] = old.model_copy(update={"value": change.value})
                altered[change.parameter] = Laying(layer.name, "value", (), change, old.shown(), numbers[change.parameter].shown())
            elif change.rule in found and (done := _changed(found[change.rule], change, layer.name)):
                found[change.rule] = done
            else:
                unmatched.append((layer.name, change))
    return Overlay(tuple(_with_numbers(laid, numbers, altered) for laid in found.values()), numbers, tuple(unmatched))


def _laid(known: Laid | None, rule: RuleFile, layer: str, day: date) -> Laid:
    if known is None:
        return Laid(rule, layer)
    if not rule.extends:
        lost = tuple(name for name in _law(known.rule) if name not in _law(rule))
        return Laid(rule, layer, (*known.done, Laying(layer, "replaces", lost, before=known.layer, law=bool(lost))))
    text = rule.version_on(day)
    if text is None or known.rule.version_on(day) is None:
        return known
    asked = (*text.essential, *text.forbidden)
    changed = tuple(name for name in rule.elements if name in known.rule.elements)
    added = tuple(name for name in asked if name not in changed)
    done = [Laying(layer, "adds", added)] if added else []
    if changed:
        done.append(Laying(layer, "changes", changed, law=bool(set(changed) & set(_law(known.rule)))))
    return Laid(joined(known.rule, rule, day), known.layer, (*known.done, *done))


def _law(rule: RuleFile) -> tuple[str, ...]:
    """The elements that a law asks."""
    return tuple(name for name in judged(rule) if rule.elements[name].basis == "law")


def _changed(laid: Laid, change: LayerChange, layer: str) -> Laid | None:
    """The rule after an act, None where it has no such element."""
    rule, name = laid.rule, change.element
    if name is None:
        done = Laying(layer, "switches_off", (), change, law=bool(_law(rule)))
        return replace(laid, done=(*laid.done, done))
    if name not in judged(rule):
        return None
    law = rule.elements[name].basis == "law"
    if change.severity is not None:
        before = rule.elements[name].severity
        element = rule.elements[name].model_copy(update={"severity": change.severity})
        lowered = _WEIGHT.index(change.severity) < _WEIGHT.index(before)
        done = Laying(layer, "severity", (name,), change, before, change.severity, law and lowered)
        return Laid(rule.model_copy(update={"elements": {**rule.elements, name: element}}), laid.layer, (*laid.done, done))
    versions = tuple(
        version.model_copy(
            update={
                "essential": tuple(one for one in version.essential if one != name),
                "forbidden": tuple(one for one in version.forbidden if one != name),
            }
        )
        for version in rule.versions
    )
    done = Laying(layer, "switches_off", (name,), change, law=law)
    return Laid(rule.model_copy(update={"versions": versions}), laid.layer, (*laid.done, done))


def _with_numbers(laid: Laid, numbers: dict[str, Parameter], altered: dict[str, Laying]) -> Laid:
    asked = names(laid.rule) if laid.done else laid.rule.asked_numbers
    if not asked:
        return laid
    if unknown := asked - numbers.keys():
        raise RuleFileError(f"{laid.rule.id}.yaml: nessuno strato in uso definisce il parametro «{min(unknown)}»")
    done = tuple(replace(altered[name], law=_of_law(name, laid.rule)) for name in sorted(asked & altered.keys()))
    rule = resolved(laid.rule, numbers)
    for _, where, fault in unsound(rule):
        raise RuleFileError(f"{rule.id}.yaml: {spelled(where)}: {fault}")
    return Laid(rule, laid.layer, (*laid.done, *done))


def _of_law(parameter: str, rule: RuleFile) -> bool:
    """Does a number decide whether an element of law is asked, or met?"""
    law = _law(rule)
    guards = (*rule.applies_when, *(guard for version in rule.versions for guard in version.applies_when))
    return any(parameter in names(part) for part in (*(rule.elements[name] for name in law), *(guards if law else ())))
