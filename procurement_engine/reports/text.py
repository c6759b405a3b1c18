"""The report for a terminal: what to do first, then each finding with its passage and its law. No colours needed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from procurement_engine.report import Changes, CheckReport, Element, Evidence, Requirement, Waiver
from procurement_engine.reports.clean import clean
from procurement_engine.reports.findings import GROUPS, Digest, Finding, state_key, told_elements
from procurement_engine.reports.places import place
from procurement_engine.wording import fact_name, fact_word, words
from procurement_engine.wording.values import fact_shown

_WIDTH = 100
_QUOTES = 2


def render(report: CheckReport) -> str:
    """The whole report as text."""
    return clean("\n".join(_lines(report, words(report.lang))))


def _lines(report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    digest = Digest(report)
    yield from _head(report, digest.headline, say)
    if report.changes:
        yield from _changes(report.changes, say)
    for name in GROUPS:
        yield from _group(name, digest.group(name), report, say)
    yield from _met(digest, report, say)
    yield from _layered(digest.layered(), say)
    if report.questions:
        yield from ("", say["questions"].upper(), "")
        for question in report.questions:
            yield from _wrap(f"- {question.question} [{question.fact}] ({', '.join(question.requirements)})", "  ", "    ")
    yield from _tail(digest, say)


def _head(report: CheckReport, headline: str, say: dict[str, str]) -> Iterator[str]:
    """What decides whether to read on: the old regime, how much is to be done, which law, what to beware of."""
    for warning in report.warnings:
        if warning.code == "old_regime":
            yield from _wrap(warning.message)
    yield from _wrap(headline)
    yield from _wrap(say["law_day"].format(day=report.as_of, origin=say[f"origin_{report.as_of_origin}"]))
    for warning in report.warnings:
        if warning.code != "old_regime":
            yield from _wrap(f"{say['warning']}: {warning.message}")
    for document in report.documents:
        revised = f" ({say['revised']})" if document.has_revisions else ""
        yield f"  {document.path}: {fact_word('documents', document.document_type, report.lang)}{revised}"


def _changes(changes: Changes, say: dict[str, str]) -> Iterator[str]:
    yield from ("", say["changes"].upper())
    yield from _wrap(say["changes_against"].format(names=", ".join(changes.against)) + ".")
    if changes.other_rules:
        yield from _wrap(say["changes_rules"])
    lists = (("resolved", changes.resolved), ("new", changes.new), ("still_open", changes.still_open), ("waived", changes.waived))
    for key, items in lists[: None if changes.waived else 3]:
        yield f"{say[f'changes_{key}']}: {len(items) or say['changes_none']}"
        for item in items:
            lot = f" ({say['lot']} {item.lot})" if item.lot else ""
            now = "" if key != "resolved" else f", {say['changes_now'].format(outcome=say['outcome_' + (item.now or 'gone')])}"
            mended = f"; {say['changes_mended'].format(what=', '.join(item.mended))}" if item.mended and not now else ""
            yield from _wrap(f"- {item.id} {item.title}{lot}{now}{mended}", "  ", "    ")


def _group(title: str, group: Sequence[Finding], report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    if group:
        yield from ("", say[title].upper())
    for finding in group:
        yield ""
        yield from _finding(finding, report, say)


def _met(digest: Digest, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    """Where what is in order is said: only when some rules were asked for, for whoever is trying them."""
    met = [finding.requirement for finding in digest.findings if finding.requirement.outcome == "compliant"]
    if not met or all(warning.code != "only" for warning in report.warnings):
        return
    yield from ("", say["fine"].upper())
    for requirement in met:
        yield ""
        yield from _wrap(f"{requirement.id} {requirement.title}", "", "    ")
        for element in told_elements(requirement):
            yield from _element(element, requirement, report, say)


def _layered(requirements: Sequence[Requirement], say: dict[str, str]) -> Iterator[str]:
    """What layers on top did, also to what is in order or no longer asked."""
    if requirements:
        yield from ("", say["layers_title"].upper(), "")
    for requirement in requirements:
        for act in requirement.layer_acts:
            loud = f" ({say['warning'].upper()}: {say['layer_lawful']})" if act.weakens_law else ""
            yield from _wrap(f"- {requirement.id} {requirement.title}{loud}: {act.text}", "  ", "    ")


def _finding(finding: Finding, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    requirement = finding.requirement
    doubtful = requirement.outcome == "undetermined"
    weight = say["doubt"] if doubtful else say[f"severity_{requirement.severity}"]
    lots = f" ({say['lot' if len(finding.lots) == 1 else 'lots']} {', '.join(finding.lots)})" if finding.lots else ""
    yield from _wrap(f"[{weight}] {requirement.id} {requirement.title}{lots}", "", "    ")
    for line in requirement.todo if len(requirement.todo) > 1 else (requirement.reason,):
        yield from _wrap(line, "    - " if len(requirement.todo) > 1 else "    ", "      " if len(requirement.todo) > 1 else "    ")
    if requirement.waiver:
        yield from _waiver(requirement.waiver, say)
    for act in requirement.layer_acts:
        yield from _wrap(f"{say['layer_by']}: {act.text}", "    ")
    for element in told_elements(requirement):
        yield from _element(element, requirement, report, say)
    for citation in requirement.citations:
        yield from _wrap(f"{say['law']}: {citation.label}", "    ")
        if citation.url:
            yield f"      {citation.url}"
    if requirement.explanation:
        yield from _wrap(f"{say['why']}: {requirement.explanation}", "    ")
    if requirement.suggestion:
        yield f"    {say['suggestion']}:"
        for paragraph in requirement.suggestion.splitlines():
            yield from _wrap(paragraph, "      | ")


def _waiver(waiver: Waiver, say: dict[str, str]) -> Iterator[str]:
    by = say["waiver_by"].format(by=waiver.approved_by, act=waiver.act) if waiver.approved_by else ""
    until = say["waiver_until"].format(day=waiver.expires_on) if waiver.expires_on else ""
    yield from _wrap(
        ". ".join(part for part in (f"{say['waiver']}: {waiver.justification.rstrip('.')}", by, until) if part) + ".", "    "
    )


def _quote(item: Evidence, report: CheckReport) -> Iterator[str]:
    yield from _wrap(f"«{item.quote}», {place(item, report)}", "      > ")
    if item.note:
        yield from _wrap(item.note, "        ")


def _element(element: Element, requirement: Requirement, report: CheckReport, say: dict[str, str]) -> Iterator[str]:
    """How an element stands, the passages that say so and, if missing, where it was looked for and what comes nearest."""
    stands = state_key(element, requirement)
    missing = stands in ("stands_missing", "stands_unclear")
    several = stands == "stands_missing" and len(report.documents) > 1
    files = ", ".join(Path(path).name for path in element.looked_in) if several else ""
    looked = f" ({say['looked']} {files})" if files else ""
    yield from _wrap(f"{say[stands]}: {element.title}{looked}", "    ", "      ")
    noted = any(item.note for item in element.evidence)
    for item in element.evidence[: None if noted else _QUOTES]:
        yield from _quote(item, report)
    if missing and element.near_misses:
        yield f"      {say['nearest']}"
        for item in element.near_misses[:_QUOTES]:
            yield from _quote(item, report)


def _tail(digest: Digest, say: dict[str, str]) -> Iterator[str]:
    """The counts, what did not apply or was not checked, the facts, and what the report is not."""
    report, s = digest.report, digest.report.summary
    numbers = {"n": s.considered, "ok": s.compliant, "bad": s.non_compliant, "open": s.undetermined, "waived": s.waived}
    yield ""
    yield from _wrap(say["counts"].format(**numbers, na=s.not_applicable - s.not_checked, nc=s.not_checked))
    fine = [r.id for r in digest.whole("compliant")]
    if fine:
        yield from _wrap(f"{say['fine']}: {', '.join(fine)}.", "", "  ")
    for title, unchecked in (("not_applicable", False), ("not_checked", True)):
        group = digest.whole("not_applicable", not_checked=unchecked)
        if group:
            yield f"{say[title]}:"
        by_reason: dict[str, list[str]] = {}
        for requirement in group:
            by_reason.setdefault(requirement.reason, []).append(requirement.id)
        for reason, ids in by_reason.items():
            yield from _wrap(f"{', '.join(ids)}: {reason}", "  ", "    ")
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
    return section if section and len(report.documents) == 1 else place(item.model_copy(update={"section": section}), report)


def _wrap(text: str, first: str = "", then: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if then is None else then,
        break_long_words=False,
        break_on_hyphens=False,
    )
