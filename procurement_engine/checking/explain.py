"""Why an outcome is what it is: the chain from the words to the law, and the same in one sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from procurement_engine.checking.judge import Judgement
from procurement_engine.checking.say import Voice
from procurement_engine.reasoning.ir import facts_of
from procurement_engine.report import Citation, Element, Fact, Step
from procurement_engine.wording import fact_name
from procurement_engine.wording.conditions import condition_words
from procurement_engine.wording.values import fact_shown

_QUOTE = 160
_SAYS = {
    "found": "says",
    "missing": "lacks",
    "negated": "denies",
    "contradicted": "denies",
    "placeholder": "blank",
    "unclear": "vague",
}


def chain(
    judgement: Judgement, elements: Sequence[Element], facts: Mapping[str, Fact], law: Sequence[Citation], day: date, say: Voice
) -> tuple[Step, ...]:
    """Elements with their passages, facts with their places, the rules that fired, the version in force, the outcome."""
    asked = [element for element in elements if element.essential or element.forbidden]
    steps = [_element(element, judgement, say) for element in asked]
    steps += [_fact(key, facts.get(key), say) for key in _facts_used(judgement)]
    steps += [Step(kind="rule", text=text) for _, text in sorted(_fired(judgement, say), key=lambda step: step[0])]
    steps.append(Step(kind="version", text=_version(judgement, law, day, say)))
    return (*steps, Step(kind="outcome", text=say(f"outcome_{judgement.verdict.outcome}")))


def _element(element: Element, judgement: Judgement, say: Voice) -> Step:
    state = f"state_{element.state}"
    if element.by_facts:
        verdict = judgement.verdict
        wrong, open_ = element.name in verdict.violated, element.name in verdict.doubtful
        state = "state_fact_wrong" if wrong else "state_fact_open" if open_ else "state_fact_ok"
    text = say("forbidden" if element.forbidden else "asked", title=element.title, state=say(state))
    return Step(kind="element", text=text, evidence=element.evidence)


def _fact(key: str, fact: Fact | None, say: Voice) -> Step:
    name = fact_name(key, say.lang).capitalize()
    if fact is None:
        return Step(kind="fact", text=say("fact_unknown", name=name))
    said = say("fact", name=name, value=fact_shown(key, fact.value, say.lang), origin=say(f"origin_{fact.origin}"))
    return Step(kind="fact", text=said, evidence=fact.evidence)


def _facts_used(judgement: Judgement) -> list[str]:
    """The facts that the rule's conditions read, each once; what the documents are and say is told of the elements."""
    ir = judgement.plan.ir
    conditions = [guard.condition for guard in ir.guards]
    conditions += [c for element in ir.elements for c in (element.test, element.when) if c is not None]
    return [key for key in dict.fromkeys(fact for c in conditions for fact in facts_of(c)) if key not in ("documents", "said")]


def _fired(judgement: Judgement, say: Voice) -> Iterator[tuple[int, str]]:
    """The rules that fired, those within a condition or an element left out: 0 conditions, 1 applicability, 2 elements."""
    guards = judgement.plan.ir.guards
    forbidden = {element.name for element in judgement.plan.ir.elements if element.forbidden}
    titles = {element.name: say.title(judgement, element.name) for element in judgement.plan.elements}
    for step in judgement.verdict.fired:
        node, _, value = step.rpartition("=")
        number = node.removeprefix("guard/")
        if node != number and number.isdigit():
            condition = condition_words(guards[int(number)].condition, say.lang, titles)
            yield 0, say("guard", words=condition, truth=say(f"truth_{value}"))
        elif node == "rule/applicable":
            yield 1, say(f"applicable_{value}")
        elif node in titles:
            ban = "_ban" if node in forbidden else ""
            yield 2, say(f"standing_{value}{ban}", title=titles[node])


def _version(judgement: Judgement, law: Sequence[Citation], day: date, say: Voice) -> str:
    version = judgement.plan.version
    if version is None:
        return say("no_version", day=day)
    until = say("until", day=version.in_force_to) if version.in_force_to else ""
    return say("version", since=version.in_force_from, until=until, day=day, law="; ".join(c.label for c in law))


def sentence(
    judgement: Judgement,
    elements: Sequence[Element],
    facts: Mapping[str, Fact],
    law: Sequence[Citation],
    day: date,
    basis: str,
    reason: str,
    say: Voice,
) -> str:
    """The chain in one sentence for someone who knows neither the rule nor the program."""
    outcome = judgement.verdict.outcome
    if judgement.because:
        return reason
    if outcome == "not_applicable":
        return say("not_asked", reason=reason[:1].lower() + reason[1:])
    asked = say(f"asks_{basis}", law=law[0].label if law else judgement.plan.rule.id, day=day)
    known = [key for key in _facts_used(judgement) if key in facts]
    shown = "; ".join(f"{fact_name(key, say.lang)}: {fact_shown(key, facts[key].value, say.lang)}" for key in known[:4])
    if shown:
        asked += say("since", facts=shown)
    parts = [_said(element, judgement, say) for element in _decisive(judgement, elements)]
    if judgement.verdict.hangs_on:
        parts.append(say("unknown", facts=", ".join(fact_name(key, say.lang) for key in judgement.verdict.hangs_on)))
    return f"{asked}; {'; '.join(parts) or say('in_order')}: {say(f'so_{outcome}')}."


def _decisive(judgement: Judgement, elements: Sequence[Element]) -> list[Element]:
    """The elements that decided: the wrong and doubtful ones; where there are none, those asked for and found."""
    names = {*judgement.verdict.violated, *judgement.verdict.doubtful}
    return [e for e in elements if e.name in names] or [e for e in elements if e.essential and e.state == "found"]


def _said(element: Element, judgement: Judgement, say: Voice) -> str:
    quote = f" («{textwrap.shorten(element.evidence[0].quote, _QUOTE, placeholder='…')}»)" if element.evidence else ""
    wrong = element.name in judgement.verdict.violated
    if element.by_facts and element.state != "unclear":
        return say("facts_break" if wrong else "facts_say", what=element.title)
    key = "breaks" if element.forbidden and element.state in ("found", "contradicted") else _SAYS[element.state]
    return say(key, what=element.title, quote=quote)
