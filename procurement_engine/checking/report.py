"""The frozen report from what was found and judged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Literal

from procurement_engine.checking.judge import Facts, Judgement
from procurement_engine.checking.say import element_severity, reason, severity_of, why
from procurement_engine.checking.states import Dossier, ElementState, Passage
from procurement_engine.clauses import suggestion_text
from procurement_engine.data import data_path
from procurement_engine.detection.vocabulary import Span
from procurement_engine.detection.words import fold
from procurement_engine.drafts.model import Draft
from procurement_engine.facts import FactValue, Place
from procurement_engine.report import (
    CheckReport,
    Citation,
    Document,
    Element,
    Evidence,
    Fact,
    Lot,
    Message,
    Question,
    Requirement,
    Ruleset,
    Summary,
)
from procurement_engine.rules.load import Layer, citation_url
from procurement_engine.rules.model import ConditionSpec
from procurement_engine.rules.yaml_file import load_yaml

_QUOTE = 500
_ACTS = {"decreto.legislativo": "d.lgs.", "legge": "L.", "decreto.legge": "d.l."}


def build_report(
    *,
    drafts: Sequence[Draft],
    types: Sequence[str],
    known: Facts,
    lots: Mapping[str, Facts],
    day: date,
    origin: Literal["given", "fact", "stated", "today"],
    layers: Sequence[Layer],
    dossier: Dossier,
    judgements: Sequence[Judgement],
    evaluators: tuple[str, ...],
    warnings: Sequence[Message],
    lang: str,
) -> CheckReport:
    """Assemble the report; `exit_code` is 3 where nothing could be decided or an engine failed, else 0."""
    requirements = tuple(_requirement(j, dossier, day, lots.get(j.lot or "", known)) for j in judgements)
    decided = [r for r in requirements if r.lot is None and r.outcome in ("compliant", "non_compliant", "undetermined")]
    failed = any(j.failure for j in judgements)
    return CheckReport(
        engine_version=version("procurement-engine"),
        evaluators=evaluators,
        as_of=day,
        as_of_origin=origin,
        lang="en" if lang == "en" else "it",
        rulesets=tuple(Ruleset(name=layer.name, version=layer.version, sha256=layer.sha256) for layer in layers),
        warnings=tuple(warnings),
        documents=tuple(_document(d, kind) for d, kind in zip(drafts, types, strict=True)),
        facts=_facts(known, dossier),
        lots=tuple(Lot(id=lot, facts=_facts(facts, dossier)) for lot, facts in lots.items()),
        requirements=requirements,
        questions=_questions(requirements),
        summary=_summary(requirements),
        exit_code=3 if failed or not decided else 0,
    )


def _document(draft: Draft, kind: str) -> Document:
    return Document(
        path=draft.path,
        sha256=draft.sha256,
        format=draft.format,
        document_type=kind,
        characters=draft.characters,
        has_revisions=draft.has_revisions,
    )


def _facts(known: Facts, dossier: Dossier) -> dict[str, Fact]:
    return {key: _fact(value, dossier) for key, value in sorted(known.items()) if value.value is not None}


def _fact(fact: FactValue, dossier: Dossier) -> Fact:
    value: Any = list(fact.value) if isinstance(fact.value, tuple) else fact.value
    places = tuple(_place(place, dossier) for place in fact.places[:3])
    return Fact(value=value, origin=fact.origin, evidence=places, rule=fact.rule)


def _place(place: Place, dossier: Dossier) -> Evidence:
    index = dossier.matchers[place.document].index
    text = index.draft.blocks[place.block].text
    section = next((u.section for u in index.units if u.block == place.block), 0)
    return Evidence(
        document=place.document,
        section=_section(index.sections[section].path),
        paragraph=place.block,
        start=place.start,
        end=place.end,
        quote=text[place.start : place.end],
    )


def _section(path: tuple[str, ...]) -> str:
    return path[-1] if path else ""


def evidence_of(passage: Passage, dossier: Dossier) -> Evidence:
    """The sentence in which the head of a match stands (the words between, if the match lies in one paragraph)."""
    index = dossier.matchers[passage.document].index
    head: Span = passage.match.spans[0]
    unit = index.units[index.unit_of[head[0]]]
    block, start, end = index.text_of(unit.first, unit.last)
    quote = index.draft.blocks[block].text[start : min(end, start + _QUOTE)]
    return Evidence(
        document=passage.document,
        section=_section(index.sections[unit.section].path),
        paragraph=block,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def _requirement(judgement: Judgement, dossier: Dossier, day: date, facts: Facts) -> Requirement:
    rule, verdict = judgement.plan.rule, judgement.verdict
    elements = tuple(_element(name, judgement, dossier, facts) for name in judgement.plan.rule.elements if _used(name, judgement))
    judged = verdict.outcome != "not_applicable"
    seen: dict[tuple[int, int, int], Evidence] = {(e.document, e.paragraph, e.start): e for x in elements for e in x.evidence}
    evidence = tuple(seen.values()) if judged else ()
    basis, severity = severity_of(judgement)
    return Requirement(
        id=rule.id,
        lot=judgement.lot,
        title=rule.title,
        outcome=verdict.outcome,
        basis=basis,
        severity=severity,
        confidence=rule.confidence,
        reason=reason(judgement),
        why=why(judgement, day),
        not_checked=judgement.not_checked,
        elements=elements,
        evidence=evidence,
        citations=_citations(judgement, day),
        suggestion=suggestion_text(rule.suggestion) if rule.suggestion and judged and verdict.outcome != "compliant" else None,
        hangs_on=verdict.hangs_on,
        layer=judgement.plan.layer,
        fingerprint=_fingerprint(rule.id, judgement.lot, evidence),
    )


def _used(name: str, judgement: Judgement) -> bool:
    return any(item.name == name for item in judgement.plan.elements)


def _element(name: str, judgement: Judgement, dossier: Dossier, facts: Facts) -> Element:
    item = next(item for item in judgement.plan.elements if item.name == name)
    state = judgement.states.get(name) or ElementState(_tested_state(name, judgement))
    version = judgement.plan.version
    return Element(
        name=name,
        title=item.spec.title or name,
        essential=version is not None and name in version.essential,
        forbidden=item.forbidden,
        state=state.state,
        basis=item.spec.basis,
        severity=element_severity(judgement.plan.rule, item.spec),
        message=item.spec.message,
        evidence=tuple(evidence_of(p, dossier) for p in state.passages) or _of_facts(item.spec.test, facts, dossier),
        looked_in=tuple(dossier.matchers[n].index.draft.path for n in state.looked_in),
        near_misses=tuple(evidence_of(p, dossier) for p in state.near[:3]),
    )


def _of_facts(test: ConditionSpec | None, facts: Facts, dossier: Dossier) -> tuple[Evidence, ...]:
    """Where the facts that decide an element were read."""
    places = [place for key in (test.facts() if test else ()) if key in facts for place in facts[key].places]
    return tuple(_place(place, dossier) for place in places[:4])


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
            label=c.label or _label(c.urn or "", c.comma),
            urn=c.urn,
            last_checked_on=c.last_checked_on,
            url=citation_url(c.urn, day) if c.urn and c.urn.startswith("urn:nir:stato") else None,
        )
        for c in version_.citations
    )


def _label(urn: str, commas: tuple[str, ...]) -> str:
    article = urn.partition("~art")[2]
    kind, _, act = urn.partition("~")[0].removeprefix("urn:nir:stato:").partition(":")
    day, _, number = act.partition(";")
    parts = [f"art. {article}"] if article else []
    parts += [f"c. {', '.join(commas)}"] if commas else []
    return ", ".join([*parts, f"{_ACTS.get(kind, kind)} {number}/{day[:4]}"])


def _fingerprint(rule: str, lot: str | None, evidence: tuple[Evidence, ...]) -> str:
    """Stable when articles are renumbered: rule, lot, section title without its number, quotes without spacing."""
    parts = [rule, lot or ""]
    for item in evidence:
        parts.append("".join(ch for ch in fold(item.section) if ch.isalpha()))
        parts.append("".join(ch for ch in fold(item.quote) if ch.isalnum()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _question_texts() -> dict[str, str]:
    return load_yaml(data_path("rulesets", "codelists", "domande.yaml"))


def _questions(requirements: tuple[Requirement, ...]) -> tuple[Question, ...]:
    waiting: dict[str, dict[str, None]] = {}
    for requirement in requirements:
        for fact in requirement.hangs_on if requirement.outcome == "undetermined" else ():
            waiting.setdefault(fact, {})[requirement.id] = None
    return tuple(
        Question(fact=fact, question=_question_texts().get(fact, fact), requirements=tuple(ids)) for fact, ids in waiting.items()
    )


def _summary(requirements: tuple[Requirement, ...]) -> Summary:
    whole = [r for r in requirements if r.lot is None]
    count = {
        outcome: sum(r.outcome == outcome for r in whole)
        for outcome in ("compliant", "non_compliant", "undetermined", "not_applicable", "waived")
    }
    return Summary(
        considered=len(whole),
        applicable=len(whole) - count["not_applicable"],
        not_checked=sum(r.not_checked for r in whole),
        **count,
    )
