"""The frozen report from what was found and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Literal

from procurement_engine.checking.evidence import place_evidence
from procurement_engine.checking.judge import Facts, Judgement
from procurement_engine.checking.layered import tell
from procurement_engine.checking.requirement import build_requirement
from procurement_engine.checking.say import Voice, reason
from procurement_engine.checking.states import Dossier
from procurement_engine.checking.waivers import Waivers, apply
from procurement_engine.drafts.model import Draft
from procurement_engine.facts import FactValue
from procurement_engine.report import CheckReport, Document, Fact, Lot, Message, Question, Requirement, Ruleset, Summary
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import NEW_CODE, TENDER
from procurement_engine.rules.overlay import Overlay
from procurement_engine.wording import fact_question


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
    waivers: Waivers,
    overlay: Overlay,
    say: Voice,
) -> CheckReport:
    """Assemble the report; `exit_code` is 3 where nothing could be decided, the old code applies or an engine failed, else 0."""
    facts = _facts(known, dossier)
    by_lot = {lot: _facts(values, dossier) for lot, values in lots.items()}
    judged = [build_requirement(j, dossier, by_lot.get(j.lot or "", facts), day, say) for j in judgements]
    layered, by_layers = tell(overlay, judged, say)
    requirements, reported = apply(waivers, layered, {j.plan.rule.id: j.plan.rule for j in judgements}, say)
    decided = [r for r in requirements if r.lot is None and r.outcome != "not_applicable"]
    failed = [j for j in judgements if j.failed]
    return CheckReport(
        engine_version=_engine_version(),
        evaluators=evaluators,
        as_of=day,
        as_of_origin=origin,
        lang="en" if say.lang == "en" else "it",
        rulesets=tuple(Ruleset(name=layer.name, version=layer.version, sha256=layer.sha256) for layer in layers),
        warnings=(*warnings, *(Message(code="engine", message=reason(j, say)) for j in failed), *by_layers, *reported),
        documents=tuple(_document(d, kind) for d, kind in zip(drafts, types, strict=True)),
        facts=facts,
        lots=tuple(Lot(id=lot, facts=values) for lot, values in by_lot.items()),
        requirements=requirements,
        questions=_questions(requirements, say.lang),
        summary=_summary(requirements),
        exit_code=3 if failed or not decided or (day < NEW_CODE and TENDER & set(types)) else 0,
    )


@lru_cache(maxsize=1)
def _engine_version() -> str:
    return version("procurement-engine")  # reads the whole description of the package


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
    places = tuple(place_evidence(place, dossier) for place in fact.places[:3])
    return Fact(value=value, origin=fact.origin, evidence=places, rule=fact.rule)


def _questions(requirements: tuple[Requirement, ...], lang: str) -> tuple[Question, ...]:
    waiting: dict[str, dict[str, None]] = {}
    for requirement in requirements:
        for fact in requirement.hangs_on if requirement.outcome == "undetermined" else ():
            waiting.setdefault(fact, {})[requirement.id] = None
    return tuple(Question(fact=fact, question=fact_question(fact, lang), requirements=tuple(ids)) for fact, ids in waiting.items())


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
