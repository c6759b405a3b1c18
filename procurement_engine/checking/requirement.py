"""One requirement of the report, from its judgement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procurement_engine.checking.compile import ElementPlan
from procurement_engine.checking.evidence import passage_evidence
from procurement_engine.checking.explain import chain, sentence
from procurement_engine.checking.fingerprint import fingerprint
from procurement_engine.checking.judge import Judgement
from procurement_engine.checking.say import Voice, reason, severity_of, signed_words, todo
from procurement_engine.checking.states import Dossier, ElementState
from procurement_engine.report import Citation, Element, Evidence, Fact, Requirement
from procurement_engine.rules.load import citation_url
from procurement_engine.rules.parts import ConditionSpec

_ACTS = {"decreto.legislativo": "d.lgs.", "legge": "L.", "decreto.legge": "d.l.", "regio.decreto": "r.d."}


def build_requirement(judgement: Judgement, dossier: Dossier, facts: Mapping[str, Fact], day: date, say: Voice) -> Requirement:
    """The outcome with its reasons; `facts` are those of its lot, or of the whole."""
    rule, verdict = judgement.plan.rule, judgement.verdict
    used = {item.name for item in judgement.plan.elements}
    elements = tuple(_element(name, judgement, dossier, facts, say) for name in rule.elements if name in used)
    judged = verdict.outcome != "not_applicable"
    seen: dict[tuple[int, int, int], Evidence] = {(e.document, e.paragraph, e.start): e for x in elements for e in x.evidence}
    evidence = tuple(seen.values()) if judged else ()
    basis, severity = severity_of(judgement)
    law, why = _citations(judgement, day), reason(judgement, say)
    return Requirement(
        id=rule.id,
        lot=judgement.lot,
        title=say.translated(rule.id, rule.title),
        outcome=verdict.outcome,
        basis=basis,
        severity=severity,
        confidence=rule.confidence,
        reason=why,
        todo=todo(judgement, say),
        explanation=sentence(judgement, elements, facts, law, day, basis, why, say),
        why=chain(judgement, elements, facts, law, day, say),
        fired=verdict.fired,
        not_checked=judgement.not_checked,
        elements=elements,
        evidence=evidence,
        citations=law,
        suggestion=say.clause(rule.suggestion) if rule.suggestion and judged and verdict.outcome != "compliant" else None,
        hangs_on=verdict.hangs_on,
        layer=judgement.plan.layer,
        signed=signed_words(rule.signature, say),
        fingerprint=fingerprint(rule.id, judgement.lot, evidence),
    )


def _element(name: str, judgement: Judgement, dossier: Dossier, facts: Mapping[str, Fact], say: Voice) -> Element:
    rule = judgement.plan.rule
    item = next(item for item in judgement.plan.elements if item.name == name)
    state = judgement.states.get(name) or ElementState(_tested_state(name, judgement))
    version = judgement.plan.version
    return Element(
        name=name,
        title=say.title(judgement, name),
        essential=version is not None and name in version.essential,
        forbidden=item.forbidden,
        state=state.state,
        by_facts=item.spec.test is not None,
        basis=item.spec.basis,
        severity=item.spec.weight(),
        message=say.translated(rule.id, item.spec.message),
        evidence=_passages(item, state, dossier) or _of_facts(item.spec.test, facts),
        looked_in=tuple(dossier.matchers[n].index.draft.path for n in state.looked_in),
        near_misses=_nearest(state, dossier),
    )


def _passages(item: ElementPlan, state: ElementState, dossier: Dossier) -> tuple[Evidence, ...]:
    """The passages that decide an element, each sentence once."""
    return tuple(dict.fromkeys(passage_evidence(p, dossier, item.spec.notes) for p in state.passages))


def _nearest(state: ElementState, dossier: Dossier) -> tuple[Evidence, ...]:
    """The passages that come nearest, each sentence once."""
    once = {(e.document, e.paragraph, e.quote): e for e in (passage_evidence(p, dossier) for p in state.near)}
    return tuple(once.values())[:3]


def _of_facts(test: ConditionSpec | None, facts: Mapping[str, Fact]) -> tuple[Evidence, ...]:
    """Where the facts that decide an element were read."""
    return tuple(item for key in (test.facts() if test else ()) if key in facts for item in facts[key].evidence)[:4]


def _tested_state(name: str, judgement: Judgement) -> Any:
    """The state of an element that a fact decides, read back from the verdict."""
    forbidden = any(item.name == name and item.forbidden for item in judgement.plan.elements)
    if name in judgement.verdict.violated:
        return "found" if forbidden else "missing"
    if name in judgement.verdict.doubtful:
        return "unclear"
    return "missing" if forbidden else "found"


def _citations(judgement: Judgement, day: date) -> tuple[Citation, ...]:
    version_ = judgement.plan.version or judgement.plan.rule.versions[-1]
    return tuple(
        Citation(
            label=c.label or citation_label(c.urn or "", c.comma),
            urn=c.urn,
            last_checked_on=c.last_checked_on,
            url=citation_url(c.urn, day) if c.urn and c.urn.startswith("urn:nir:stato") else None,
        )
        for c in version_.citations
    )


def citation_label(urn: str, commas: tuple[str, ...]) -> str:
    """A source as people write it: "art. 11, c. 2, d.lgs. 36/2023"."""
    article = urn.partition("~art")[2]
    authority, kind, act = urn.partition("~")[0].removeprefix("urn:nir:").split(":")
    region = authority.removeprefix("regione.").replace(".", "-").title() if authority.startswith("regione.") else ""
    day, _, number = act.partition(";")
    parts = [f"art. {article}"] if article else []
    parts += [f"c. {', '.join(commas)}"] if commas else []
    act = f"L.R. {region} {number}/{day[:4]}" if region else f"{_ACTS.get(kind, kind)} {number}/{day[:4]}"
    return ", ".join([*parts, act])
