"""Is every element used, findable, told, cured, and within what the second evaluator bears?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from procurement_engine.checking.compile import plan
from procurement_engine.facts.environment import cam_table
from procurement_engine.reasoning.durable import Compiled
from procurement_engine.reasoning.leaves import UnfitError
from procurement_engine.rules.across import clauses_for
from procurement_engine.rules.near import among, near
from procurement_engine.rules.yaml_tree import nodes
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground, RuleAt

#: A verb that says what to do: an infinitive, with or without a pronoun, at the end of a sentence or after a colon.
_TO_DO = re.compile(r"\b\w+(?:[aeiou]re|rre|[aeiou]r(?:l[oaie]|ne|vi|ci|si|gli))\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")


def checks(seen: Ground) -> Iterator[Hit]:
    """Elements, messages, clauses, size, numbers."""
    for at in seen.rules:
        yield from _elements(at)
        yield from _clause(at)
        yield from _size(at)
        yield from _families(at)
        for node in nodes(seen.tree(at.path).root):
            if node.tag == "tag:yaml.org,2002:float" and _THOUSANDS.fullmatch(node.value):
                where = ("#", node.start_mark.line, node.start_mark.column)
                yield Hit("R28", at.path, where, f"«{node.value}» vale {float(node.value):g}")


def _power(at: RuleAt, name: str) -> Iterator[Hit]:
    """A least share that the law wants, where "può" would be enough."""
    element = at.rule.elements[name]
    asked = any(name in version.essential for version in at.rule.versions)
    if asked and element.basis == "law" and element.percent and {"at_least", "above"} & element.percent.given().keys():
        for number, relation in enumerate(element.found_when):
            if relation.mode in ("said", "any"):
                said = f"«{name}» chiede una quota, e anche un «può» la direbbe"
                yield Hit("R34", at.path, ("elements", name, "found_when", number), said)


def _elements(at: RuleAt) -> Iterator[Hit]:
    rule = at.rule
    judged = {name for version in rule.versions for name in (*version.essential, *version.forbidden)}
    asked = {name for spec in rule.conditions() for name in spec.said()}
    helping = {name for e in rule.elements.values() for name in (*e.unless, *e.of, *e.lacking)}
    for name, element in rule.elements.items():
        where = ("elements", name)
        if name not in judged | asked | helping:
            yield Hit("R06", at.path, where, f"«{name}» non è chiesto, vietato né usato da altri")
        if not (element.found_when or element.unclear_when or element.of or element.lacking or element.test or element.stated):
            yield Hit("R07", at.path, where, f"«{name}» non dice come si trova")
        if name not in judged:
            continue
        yield from _power(at, name)
        if element.message.strip() in ("", "-"):
            yield Hit("R14", at.path, (*where, "message"), f"«{name}» è giudicato e non ha messaggio")
        elif not _TO_DO.search(element.message):
            yield Hit("R15", at.path, (*where, "message"), f"«{element.message}»")


def _clause(at: RuleAt) -> Iterator[Hit]:
    rule = at.rule
    if rule.suggestion and rule.suggestion not in clauses_for(at.path):
        yield Hit("R17", at.path, ("suggestion",), f"«{rule.suggestion}» non c'è{near(rule.suggestion, clauses_for(at.path))}")
    if not rule.suggestion and not rule.extends and any(version.essential for version in rule.versions):
        yield Hit("R16", at.path, ("suggestion",), "la regola chiede qualcosa e non ha suggestion")


def _size(at: RuleAt) -> Iterator[Hit]:
    for number, version in enumerate(at.rule.versions):
        try:
            Compiled(plan(at.rule, at.layer, version.in_force_from).ir)
        except UnfitError as error:
            yield Hit("R24", at.path, ("versions", number), f"il secondo motore la rifiuta ({error})")


def _families(at: RuleAt) -> Iterator[Hit]:
    for spec in at.rule.conditions():
        if spec.fact == "cam" and isinstance(spec.contains, str) and spec.contains not in cam_table():
            said = f"la famiglia «{spec.contains}» non è in codelists/cam.yaml{among(spec.contains, cam_table())}"
            yield Hit("R22", at.path, ("elements",), said)
