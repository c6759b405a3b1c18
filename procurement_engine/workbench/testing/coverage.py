"""What the inline tests of a rule never show: states of its elements, versions, sides of a date, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procurement_engine.checking.compile import condition
from procurement_engine.checking.judge import Judgement
from procurement_engine.reasoning.plain import truth
from procurement_engine.rules.model import ConditionSpec, RuleFile
from procurement_engine.wording.conditions import condition_words
from procurement_engine.workbench.testing.bench import Tried


def gaps(rule: RuleFile, tried: Sequence[Tried]) -> tuple[str, ...]:
    """A sentence for each thing that no test shows."""
    return (*_elements(rule, tried), *_versions(rule, tried), *_conditions(rule, tried))


def _elements(rule: RuleFile, tried: Sequence[Tried]) -> Iterator[str]:
    judged = dict.fromkeys(name for v in rule.versions for name in (*v.essential, *v.forbidden))
    for name in judged:
        seen = {one.state(name) for one in tried if any(item.name == name for item in one.judgement.plan.elements)}
        title = rule.elements[name].title or name
        if "found" not in seen:
            yield f"«{title}» ({name}) non è mai trovato"
        if not seen & {"missing", "negated"}:
            yield f"«{title}» ({name}) non manca mai"
        if _can_be_denied(rule, name) and not seen & {"negated", "contradicted"}:
            yield f"«{title}» ({name}) non è mai negato"


def _can_be_denied(rule: RuleFile, name: str) -> bool:
    spec = rule.elements[name]
    required = any(name in version.essential for version in rule.versions)
    return required and (bool(spec.denied_when) or any(relation.mode in ("said", "duty") for relation in spec.found_when))


def _versions(rule: RuleFile, tried: Sequence[Tried]) -> Iterator[str]:
    days = [one.test.as_of for one in tried]
    for version in rule.versions:
        since, to = version.in_force_from, version.in_force_to
        if not any(since <= day and (to is None or day <= to) for day in days):
            yield f"il testo in vigore dal {since:%d/%m/%Y} non ha prove"
            continue
        if not any(day < since for day in days):
            yield f"nessuna prova prima del {since:%d/%m/%Y}, quando il testo entra in vigore"
        if to is not None and not any(day > to for day in days):
            yield f"nessuna prova dopo il {to:%d/%m/%Y}, quando il testo cessa"


def _conditions(rule: RuleFile, tried: Sequence[Tried]) -> Iterator[str]:
    seen = [one.judgement for one in tried if one.judgement.values]
    for spec in (*rule.applies_when, *(spec for version in rule.versions for spec in version.applies_when)):
        if not any(_truth(spec, one) is False for one in seen):
            yield f"la condizione «{_said(spec, rule)}» non è mai falsa"
        for value in spec.in_ or ():
            if spec.fact and not any(one.values.get(spec.fact) == value for one in seen):
                yield f"nella condizione «{_said(spec, rule)}» nessuna prova ha «{value}»"
        for part in spec.any_ or ():
            if not any(_truth(part, one) for one in seen):
                yield f"nella condizione «{_said(spec, rule)}» non è mai vero «{_said(part, rule)}»"


def _truth(spec: ConditionSpec, judged: Judgement) -> bool | None:
    return truth(condition(spec), judged.values)


def _said(spec: ConditionSpec, rule: RuleFile) -> str:
    """A condition as the report says it, with the names of the facts for those who will write them."""
    said = condition_words(condition(spec), "it", {name: element.title or name for name, element in rule.elements.items()})
    facts = ", ".join(dict.fromkeys(fact for fact in spec.facts() if fact != "said"))
    return f"{said} ({facts})" if facts else said
