"""The report as rows: one for each requirement and lot, everything in it as text."""

from __future__ import annotations

from collections.abc import Iterator

from procurement_engine.report import Change, CheckReport, Evidence, Requirement
from procurement_engine.reports.places import place
from procurement_engine.wording import fact_name, fact_word, words
from procurement_engine.wording.values import fact_shown

Row = tuple[str, ...]
#: The columns of the checklist that are for paper, by their words; those left for the person who checks; and the rest.
ON_PAPER = ("id", "title", "lot", "outcome", "weight", "basis", "reason", "law")
BY_HAND = ("checker", "date", "sign", "note")
BESIDE = ("place", "quote", "text", "link", "waiver", "layers", "print")
_ORDER = ("non_compliant", "undetermined", "waived", "compliant", "not_applicable")
_WEIGHTS = ("error", "warning", "advice")
_WEIGHT = {"compliant": "", "not_applicable": "", "undetermined": "open", "waived": "waived"}


def checklist(report: CheckReport) -> list[Row]:
    """A row per requirement, where there are lots per requirement and lot; what is to be done comes first."""
    shown = [r for r in report.requirements if bool(report.lots) == (r.lot is not None)]
    shown.sort(key=lambda r: (_ORDER.index(r.outcome), r.not_checked, _WEIGHTS.index(r.severity), r.id, r.lot or ""))
    return [_row(r, report) for r in shown]


def _row(r: Requirement, report: CheckReport) -> Row:
    say = words(report.lang)
    weight = _WEIGHT.get(r.outcome, r.severity)
    passages = r.evidence[:3]
    on_paper = (
        r.id,
        r.title,
        r.lot or say["whole"],
        say["outcome_not_checked" if r.not_checked else f"outcome_{r.outcome}"],
        say[f"weight_{weight}"] if weight else "",
        say[f"basis_{r.basis}"],
        "\n".join(r.todo) or r.reason,
        "\n".join(citation.label for citation in r.citations),
    )
    beside = (
        "\n".join(dict.fromkeys(place(item, report) for item in passages)),
        "\n".join(f"«{item.quote}»" for item in passages),
        r.suggestion or "",
        next((citation.url for citation in r.citations if citation.url), ""),
        _waiver(r, say),
        "\n".join(act.text for act in r.layer_acts),
        r.fingerprint,
    )
    return (*on_paper, *("" for _ in BY_HAND), *beside)


def _waiver(r: Requirement, say: dict[str, str]) -> str:
    if r.waiver is None:
        return ""
    until = say["waiver_until"].format(day=r.waiver.expires_on) if r.waiver.expires_on else ""
    return "\n".join(part for part in (r.waiver.justification, r.waiver.approved_by, r.waiver.act, until) if part)


def facts(report: CheckReport) -> Iterator[Row]:
    """Lot, fact, key, value, origin, passage, place."""
    say = words(report.lang)
    for lot, known in [(say["whole"], report.facts), *((lot.id, lot.facts) for lot in report.lots)]:
        for key, fact in known.items():
            item: Evidence | None = next(iter(fact.evidence), None)
            shown = (fact_name(key, report.lang), key, fact_shown(key, fact.value, report.lang), say[f"fact_{fact.origin}"])
            yield (lot, *shown, item.quote if item else "", place(item, report) if item else "")


def questions(report: CheckReport) -> Iterator[Row]:
    """Question, key of the fact, the requirements that wait for it."""
    for question in report.questions:
        yield question.question, question.fact, ", ".join(question.requirements)


def changes(report: CheckReport) -> Iterator[Row]:
    """How it changed, requirement, title, lot, reason."""
    if report.changes is None:
        return
    say = words(report.lang)
    for kind in ("resolved", "new", "still_open", "waived"):
        items: tuple[Change, ...] = getattr(report.changes, kind)
        for item in items:
            yield say[f"changes_{kind}"], item.id, item.title, item.lot or say["whole"], item.reason


def about(report: CheckReport) -> Iterator[Row]:
    """What the report rests on, as pairs."""
    say = words(report.lang)
    yield "", say["law_day"].format(day=report.as_of, origin=say[f"origin_{report.as_of_origin}"])
    yield "", say["disclaimer"]
    for warning in report.warnings:
        yield say["warning"], warning.message
    for document in report.documents:
        kind = fact_word("documents", document.document_type, report.lang)
        yield say["document"], f"{document.path} ({kind}), SHA-256 {document.sha256}"
    for layer in report.rulesets:
        yield say["rules"], f"{layer.name} {layer.version}, SHA-256 {layer.sha256}"
    yield say["evaluators"], ", ".join(report.evaluators)
    yield "procurement_engine", report.engine_version
