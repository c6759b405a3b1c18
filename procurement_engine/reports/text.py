"""The report for a terminal: what to do first, then each finding with its passage and its law. No colours needed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from procurement_engine.report import CheckReport, Element, Evidence, Requirement
from procurement_engine.reports.messages import words

_WIDTH = 100
_ORDER = {"error": 0, "warning": 1, "advice": 2}


def render(report: CheckReport) -> str:
    """The whole report as text."""
    return "\n".join(_lines(report))


def _lines(report: CheckReport) -> Iterator[str]:
    say = words(report.lang)
    whole = [r for r in report.requirements if r.lot is None]
    wrong = sorted(
        (r for r in report.requirements if r.outcome == "non_compliant" and _shown(r, report)),
        key=lambda r: (_ORDER[r.severity], r.id, r.lot or ""),
    )
    open_ = [r for r in report.requirements if r.outcome == "undetermined" and _shown(r, report)]
    for warning in report.warnings:
        yield from _wrap(f"{say['warning']}: {warning.message}")
    yield from _wrap(say["first"].format(wrong=len(wrong), open=len(open_), fine=report.summary.compliant))
    yield say["law_day"].format(day=report.as_of, origin=say[f"origin_{report.as_of_origin}"])
    yield from (f"  {d.path} ({d.document_type})" for d in report.documents)
    for basis in ("law", "guideline", "policy"):
        group = [r for r in wrong if r.basis == basis]
        if group:
            yield from ("", say[f"group_{basis}"].upper(), "")
        for requirement in group:
            yield from _finding(requirement, report, say)
    if open_:
        yield from ("", say["group_open"].upper(), "")
        for requirement in open_:
            yield from _finding(requirement, report, say)
    if report.questions:
        yield from ("", say["questions"].upper(), "")
        for question in report.questions:
            yield from _wrap(f"- {question.question} [{question.fact}] ({', '.join(question.requirements)})", "  ")
    yield from _tail(report, whole, say)


def _shown(requirement: Requirement, report: CheckReport) -> bool:
    """With lots, what differs by lot is said by lot; without, for the whole."""
    return (requirement.lot is not None) if report.lots else True


def _finding(requirement: Requirement, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    lot = f" — {say['lot']} {requirement.lot}" if requirement.lot else ""
    yield f"[{say['severity_' + requirement.severity]}] {requirement.id} {requirement.title}{lot}"
    yield from _wrap(requirement.reason, "    ")
    for item in requirement.evidence[:3]:
        yield from _quote(item, report)
    for element in requirement.elements:
        yield from _absence(element, report, say)
    for citation in requirement.citations:
        yield from _wrap(f"{say['law']}: {citation.label}" + (f" {citation.url}" if citation.url else ""), "    ")
    if requirement.suggestion:
        yield f"    {say['suggestion']}:"
        yield from _wrap(requirement.suggestion, "      | ")
    yield ""


def _quote(item: Evidence, report: CheckReport) -> Iterator[str]:
    place = ", ".join(part for part in (item.section, report.documents[item.document].path) if part)
    yield from _wrap(f"«{item.quote}» ({place})", "    > ")


def _absence(element: Element, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    if element.state != "missing" or not element.essential:
        return
    if element.looked_in:
        yield from _wrap(f"{say['looked']} ({element.title}): {', '.join(element.looked_in)}", "    ")
    for item in element.near_misses:
        yield f"    {say['near']}:"
        yield from _quote(item, report)


def _tail(report: CheckReport, whole: list[Requirement], say: dict[str, str]) -> Iterator[str]:
    s = report.summary
    yield from (
        "",
        say["counts"].format(
            n=s.considered,
            ok=s.compliant,
            bad=s.non_compliant,
            open=s.undetermined,
            na=s.not_applicable - s.not_checked,
            nc=s.not_checked,
        ),
    )
    fine = [r.id for r in whole if r.outcome == "compliant"]
    if fine:
        yield from _wrap(f"{say['fine']}: {', '.join(fine)}")
    for requirement in whole:
        if requirement.outcome == "not_applicable":
            yield from _wrap(f"{requirement.id}: {requirement.reason}", "  ")
    yield from ("", say["facts"])
    for key, fact in report.facts.items():
        yield from _wrap(f"{key}: {fact.value} ({say['fact_' + fact.origin]})", "  ")
    layers = ", ".join(f"{r.name} {r.version}" for r in report.rulesets)
    yield from ("", f"{say['rules']}: {layers}. {say['evaluators']}: {', '.join(report.evaluators)}.")
    yield from _wrap(say["disclaimer"])


def _wrap(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
