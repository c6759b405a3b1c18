"""The report for a terminal: what to do first, then each finding with its passage and its law. No colours needed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from procurement_engine.report import CheckReport, Element, Evidence, Requirement
from procurement_engine.reports.findings import Finding, findings
from procurement_engine.wording import fact_name, words
from procurement_engine.wording.values import count, fact_shown

_WIDTH = 100
_QUOTES = 3


def render(report: CheckReport) -> str:
    """The whole report as text."""
    return "\n".join(_lines(report, words(report.lang)))


def _lines(report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    found = findings(report)
    wrong = [f for f in found if f.requirement.outcome == "non_compliant"]
    open_ = [f for f in found if f.requirement.outcome == "undetermined"]
    yield from _head(report, wrong, open_, say)
    for basis in ("law", "guideline", "policy"):
        yield from _group(f"group_{basis}", [f for f in wrong if f.requirement.basis == basis], report, say)
    yield from _group("group_open", open_, report, say)
    yield from _group("group_waived", [f for f in found if f.requirement.outcome == "waived"], report, say)
    if report.questions:
        yield from ("", say["questions"].upper(), "")
        for question in report.questions:
            yield from _wrap(f"- {question.question} [{question.fact}] ({', '.join(question.requirements)})", "  ", "    ")
    yield from _tail(report, say)


def _head(report: CheckReport, wrong: Sequence[Finding], open_: Sequence[Finding], say: dict[str, str]) -> Iterator[str]:
    """What decides whether to read on: the old regime, how much is to be done, which law, what to beware of."""
    for warning in report.warnings:
        if warning.code == "old_regime":
            yield from _wrap(warning.message)
    advice = sum(f.requirement.severity == "advice" for f in wrong)
    mend = len(wrong) - advice
    parts = [count("mend", mend, say) if mend else say["nothing"]]
    parts += [say["clarify"].format(n=len(open_))] if open_ else []
    parts += [count("advised", advice, say)] if advice else []
    if wrong or open_ or report.summary.compliant:
        yield from _wrap(f"{', '.join(parts)}; {count('met', report.summary.compliant, say)}.")
    else:
        yield from _wrap(say["undecided"])
    yield from _wrap(say["law_day"].format(day=report.as_of, origin=say[f"origin_{report.as_of_origin}"]))
    for warning in report.warnings:
        if warning.code != "old_regime":
            yield from _wrap(f"{say['warning']}: {warning.message}")
    for document in report.documents:
        revised = f" ({say['revised']})" if document.has_revisions else ""
        yield f"  {document.path}: {document.document_type}{revised}"


def _group(title: str, group: Sequence[Finding], report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    if group:
        yield from ("", say[title].upper())
    for finding in group:
        yield ""
        yield from _finding(finding, report, say)


def _finding(finding: Finding, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    requirement = finding.requirement
    doubtful = requirement.outcome == "undetermined"
    weight = say["doubt"] if doubtful else say[f"severity_{requirement.severity}"]
    lots = f" ({say['lot' if len(finding.lots) == 1 else 'lots']} {', '.join(finding.lots)})" if finding.lots else ""
    yield from _wrap(f"[{weight}] {requirement.id} {requirement.title}{lots}", "", "    ")
    yield from _wrap(requirement.reason, "    ")
    for item in requirement.evidence[:_QUOTES]:
        yield from _quote(item, report)
    for element in requirement.elements:
        yield from _absence(element, requirement, report, say)
    for citation in requirement.citations:
        yield from _wrap(f"{say['law']}: {citation.label}", "    ")
        if citation.url:
            yield f"      {citation.url}"
    if requirement.suggestion:
        yield f"    {say['suggestion']}:"
        for paragraph in requirement.suggestion.splitlines():
            yield from _wrap(paragraph, "      | ")


def _quote(item: Evidence, report: CheckReport) -> Iterator[str]:
    yield from _wrap(f"«{item.quote}», {_place(item, report)}", "    > ")


def _place(item: Evidence, report: CheckReport) -> str:
    return ", ".join(part for part in (item.section, Path(report.documents[item.document].path).name) if part)


def _absence(element: Element, requirement: Requirement, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    """Where a missing element was looked for, and the passages that came nearest."""
    if element.state not in ("missing", "unclear") or element.forbidden or not element.essential:
        return
    if element.state == "missing" and element.looked_in:
        files = ", ".join(Path(path).name for path in element.looked_in)
        yield from _wrap(f"{say['looked']} ({element.title}): {files}", "    ")
    near = [item for item in element.near_misses if item not in requirement.evidence[:_QUOTES]]
    if near:
        yield f"    {say['near']}:"
    for item in near:
        yield from _quote(item, report)


def _tail(report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    """The counts, what did not apply or was not checked, the facts, and what the report is not."""
    s = report.summary
    numbers = {"n": s.considered, "ok": s.compliant, "bad": s.non_compliant, "open": s.undetermined, "waived": s.waived}
    yield ""
    yield from _wrap(say["counts"].format(**numbers, na=s.not_applicable - s.not_checked, nc=s.not_checked))
    whole = [r for r in report.requirements if r.lot is None]
    fine = [r.id for r in whole if r.outcome == "compliant"]
    if fine:
        yield from _wrap(f"{say['fine']}: {', '.join(fine)}.", "", "  ")
    for title, unchecked in (("not_applicable", False), ("not_checked", True)):
        group = [r for r in whole if r.outcome == "not_applicable" and r.not_checked is unchecked]
        if group:
            yield f"{say[title]}:"
        for requirement in group:
            yield from _wrap(f"{requirement.id}: {requirement.reason}", "  ", "    ")
    yield from _facts(report, say)
    layers = ", ".join(f"{r.name} {r.version}" for r in report.rulesets)
    yield ""
    yield from _wrap(f"{say['rules']}: {layers}. {say['evaluators']}: {', '.join(report.evaluators)}.")
    yield from _wrap(say["disclaimer"])


def _facts(report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    if report.facts:
        yield from ("", f"{say['facts']}:")
    for key, fact in report.facts.items():
        name = f"{fact_name(key, report.lang)} [{key}]"
        place = f": {_short_place(fact.evidence[0], report)}" if fact.evidence else ""
        yield from _wrap(f"{name}: {fact_shown(key, fact.value, report.lang)} ({say['fact_' + fact.origin]}{place})", "  ", "    ")


def _short_place(item: Evidence, report: CheckReport) -> str:
    """A place for a list: the file is named only where there are several."""
    section = textwrap.shorten(item.section, 40, placeholder="…")
    return section if section and len(report.documents) == 1 else _place(item.model_copy(update={"section": section}), report)


def _wrap(text: str, first: str = "", then: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if then is None else then,
        break_long_words=False,
        break_on_hyphens=False,
    )
