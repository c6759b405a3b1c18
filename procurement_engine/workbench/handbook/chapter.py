"""One layer's say on a requirement, from its rule file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from procurement_engine.checking.requirement import citation_label
from procurement_engine.clauses import suggestion_text
from procurement_engine.detection.vocabulary import Concept
from procurement_engine.facts.derive import DEFAULTS
from procurement_engine.rules.load import Layer, citation_url
from procurement_engine.rules.model import NOTICE_SIDE, ConditionSpec, InlineTest, RuleFile, VersionSpec
from procurement_engine.rules.parameters import Parameter, names, resolved
from procurement_engine.wording import fact_name, fact_word
from procurement_engine.wording.translate import Translation
from procurement_engine.wording.values import fact_shown
from procurement_engine.workbench.handbook.model import Chapter, Example, Source, Text, Told, Wordings
from procurement_engine.workbench.handbook.recognise import Reader, concepts_used, sample_terms
from procurement_engine.workbench.signing.words import signature_words

_KINDS = {"compliant": "right", "non_compliant": "wrong", "undetermined": "open", "not_applicable": "excluded"}
#: What a condition may ask about that is no fact of the procedure.
_NOT_FACTS = ("said", "documents")


@dataclass(frozen=True)
class Desk:
    """What is needed to tell of any rule."""

    day: date
    lang: str
    concepts: Mapping[str, Concept]
    translated: Translation
    layers: tuple[Path, ...]
    numbers: Mapping[str, Parameter]


def chapter(rule: RuleFile, layer: Layer, role: Literal["base", "adds", "replaced"], desk: Desk) -> Chapter:
    """The chapter, all of it in words and numbers."""
    if names(rule) <= desk.numbers.keys():
        rule = resolved(rule, desk.numbers)
    titles = {name: desk.translated(rule.id, spec.title or name) for name, spec in rule.elements.items()}
    say = Reader(desk.lang, desk.concepts, titles)
    conditions = (*rule.applies_when, *(c for version in rule.versions for c in version.applies_when))
    return Chapter(
        layer=layer.name,
        role=role,
        title=desk.translated(rule.id, rule.title),
        summary=desk.translated(rule.id, rule.summary),
        status=say(f"status_{rule.status}"),
        status_key=rule.status,
        confidence=say(f"confidence_{rule.confidence}"),
        confidence_key=rule.confidence,
        cap=_cap(rule, say),
        to_verify=desk.translated(rule.id, rule.to_verify),
        signature=rule.signature.state,
        signed=signature_words(rule.signature, desk.lang),
        texts=tuple(_text(version, titles, desk.day, say) for version in sorted(rule.versions, key=_since, reverse=True)),
        judged_in=", ".join(fact_word("documents", kind, desk.lang) for kind in rule.judged_in),
        where=say("notice_first" if rule.notice_first and NOTICE_SIDE & set(rule.judged_in) else "anywhere_judged"),
        conditions=tuple(say.condition(spec) for spec in rule.applies_when),
        exclusions=tuple(dict.fromkeys(_reason(desk.translated(rule.id, c.else_)) for c in conditions if c.else_)),
        elements=tuple(_element(name, rule, titles, desk, say) for name in rule.elements),
        examples=tuple(_example(test, say) for test in rule.tests),
        assumptions=(*(desk.translated(rule.id, one) for one in rule.assumptions), *_assumed(rule, say)),
        waiver=_waiver(rule, say),
        suggestion=suggestion_text(rule.suggestion, desk.layers) if rule.suggestion else "",
        history=tuple((entry.on, entry.note) for entry in sorted(rule.history, key=lambda entry: entry.on, reverse=True)),
        wordings=tuple(_wordings(name, desk.concepts) for name in concepts_used(rule) if name in desk.concepts),
    )


def _since(version: VersionSpec) -> date:
    return version.in_force_from


def _cap(rule: RuleFile, say: Reader) -> str:
    if rule.status == "draft":
        return say("cap_draft")
    return say("cap_signed" if rule.signature.state == "valid" else f"cap_{rule.confidence}")


def _text(version: VersionSpec, titles: Mapping[str, str], day: date, say: Reader) -> Text:
    past = version.in_force_to is not None and version.in_force_to < day
    when: Literal["past", "now", "to_come"] = "to_come" if version.in_force_from > day else "past" if past else "now"
    # Of a text of other times the link leads to the law of its own days.
    seen = day if when == "now" else version.in_force_from if when == "to_come" else version.in_force_to or day
    sources = (
        Source(
            citation.label or citation_label(citation.urn or "", citation.comma),
            citation_url(citation.urn, seen) if citation.urn and citation.urn.startswith("urn:nir:stato") else None,
            citation.last_checked_on,
        )
        for citation in version.citations
    )
    return Text(
        version.in_force_from,
        version.in_force_to,
        when,
        tuple(sources),
        tuple(titles[name] for name in version.essential),
        tuple(titles[name] for name in version.forbidden),
        tuple(say.condition(spec) for spec in version.applies_when),
    )


def _reason(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""


def _element(name: str, rule: RuleFile, titles: Mapping[str, str], desk: Desk, say: Reader) -> Told:
    spec = rule.elements[name]
    forbidden = any(name in version.forbidden for version in rule.versions)
    asked = any(name in version.essential for version in rule.versions)
    message = desk.translated(rule.id, spec.message)
    return Told(
        name=name,
        title=titles[name],
        kind="forbidden" if forbidden else "asked" if asked else "helper",
        basis=say(f"basis_{spec.basis}"),
        severity=say(f"severity_{spec.severity}"),
        weight=say(f"severity_{spec.weight()}"),
        message="" if message == "-" else message,
        recognised=tuple(say.element(spec, forbidden=forbidden)),
    )


def _example(test: InlineTest, say: Reader) -> Example:
    expected = test.expected()
    parts = [say(f"expect_{expected.outcome}")]
    if expected.missing:
        parts.append(say("expect_missing", names=say.titles(expected.missing)))
    if expected.forbidden:
        parts.append(say("expect_forbidden", names=say.titles(expected.forbidden)))
    facts = (f"{fact_name(key, say.lang)}: {fact_shown(key, value, say.lang)}" for key, value in test.facts.items())
    others = ((fact_word("documents", kind, say.lang), text) for kind, text in test.also.items())
    kind: Literal["right", "wrong", "open", "excluded"] = _KINDS[expected.outcome]  # type: ignore[assignment]
    return Example(test.name, kind, test.as_of, "; ".join(facts), (("", test.text), *others), " ".join(parts))


def _assumed(rule: RuleFile, say: Reader) -> list[str]:
    """What the program supposes where the documents are silent, and what it asks."""
    asked = _facts_asked(rule)
    lines = []
    for key in asked:
        if key in DEFAULTS:
            shown = fact_shown(key, DEFAULTS[key], say.lang)
            lines.append(say("default", fact=f"{fact_name(key, say.lang)}: {shown}"))
    open_ = [fact_name(key, say.lang) for key in asked if key not in DEFAULTS]
    return [*lines, *([say("hangs", facts=", ".join(open_))] if open_ else [])]


def _facts_asked(rule: RuleFile) -> list[str]:
    specs: list[ConditionSpec] = list(rule.conditions())
    return [key for key in dict.fromkeys(fact for spec in specs for fact in spec.facts()) if key not in _NOT_FACTS]


def _waiver(rule: RuleFile, say: Reader) -> str:
    if not rule.waiver.get("allowed"):
        return say("waiver_no")
    needs = rule.waiver.get("needs", ())
    return say("waiver_yes", needs=", ".join(say(f"need_{need}") for need in needs))


def _wordings(name: str, concepts: Mapping[str, Concept]) -> Wordings:
    concept = concepts[name]
    return Wordings(name, concept.about, sample_terms(concept))
