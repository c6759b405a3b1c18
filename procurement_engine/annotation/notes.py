"""What is to be said beside a draft, and about which words: notes, made from the report alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from procurement_engine.annotation.comments import Line
from procurement_engine.report import CheckReport, Element, Evidence, Requirement
from procurement_engine.reports.findings import Finding, findings
from procurement_engine.wording import words

#: Places of one finding that get a comment of their own; more would bury the others.
_PLACES = 12
_TOLD = ("non_compliant", "undetermined")


@dataclass(frozen=True)
class Note:
    """A comment on a passage."""

    finding: Finding
    place: Evidence
    lines: tuple[Line, ...]


def told(report: CheckReport) -> list[Finding]:
    """The findings that ask something of the reader, the heaviest first, the doubtful last."""
    found = [finding for finding in findings(report) if finding.requirement.outcome in _TOLD]
    return sorted(found, key=lambda finding: finding.requirement.outcome)


def notes(report: CheckReport) -> tuple[list[Note], list[Finding]]:
    """Notes on passages, and the findings for which there is no passage to point at."""
    placed: list[Note] = []
    missing: list[Finding] = []
    for finding in told(report):
        places = _places(finding.requirement)
        if not places:
            missing.append(finding)
        for number, (place, element) in enumerate(places[:_PLACES]):
            lines = again(finding, element, report) if number else explained(finding, report)
            placed.append(Note(finding, place, tuple(lines)))
    return placed, missing


def is_wrong(element: Element) -> bool:
    """Do the words found speak against the draft? A missing element has some where a fact decides it: a figure too high."""
    if element.forbidden:
        return element.state != "missing"
    return element.essential and element.state != "found" and bool(element.evidence)


def _wrong_words(element: Element) -> tuple[Evidence, ...]:
    """All of them; where a fact decides, the figure itself, which comes first."""
    return element.evidence[:1] if element.state == "missing" else element.evidence


def _places(requirement: Requirement) -> list[tuple[Evidence, Element]]:
    """The words that are wrong; else those that speak of it; else those that came nearest."""
    lacking = [element for element in requirement.elements if element.essential and element.state == "missing"]
    choices = (
        [(place, element) for element in requirement.elements if is_wrong(element) for place in _wrong_words(element)],
        [(place, element) for element in requirement.elements for place in element.evidence],
        [(place, element) for element in lacking for place in element.near_misses],
    )
    found = next((choice for choice in choices if choice), [])
    if not any(is_wrong(element) for _, element in found):
        found = found[:1]  # one place is enough to say that something is lacking
    return list({(place.document, place.paragraph, place.start): (place, element) for place, element in found}.values())


def explained(finding: Finding, report: CheckReport, *, proposed: bool = False) -> Iterator[Line]:
    """The whole of a finding: what to do, what is checked, the law, a text to use."""
    say, requirement = words(report.lang, "annotation"), finding.requirement
    weight = say["proposed"] if proposed else weight_of(requirement, say)
    yield Line(f"{weight}{lots_of(finding, say)}. {requirement.reason}", bold=True)
    for question in report.questions:
        if requirement.outcome == "undetermined" and question.fact in requirement.hangs_on:
            yield Line(question.question)
    yield Line(say["asked"].format(title=requirement.title[:1].lower() + requirement.title[1:].rstrip(".")))
    if requirement.citations:
        yield Line(say[requirement.basis])
    for citation in requirement.citations:
        yield Line(citation.label, url=citation.url or "")
    yield from (Line(act.text) for act in requirement.layer_acts)
    if requirement.suggestion and not proposed:
        yield Line(say["text"])
        yield from (Line(text) for text in requirement.suggestion.splitlines() if text.strip())
    yield Line(say["rule"].format(id=requirement.id), small=True)


def again(finding: Finding, element: Element, report: CheckReport) -> Iterator[Line]:
    """A further place of a finding already explained."""
    say = words(report.lang, "annotation")
    message = element.message if is_wrong(element) else finding.requirement.reason
    yield Line(say["again"].format(message=message[:1].lower() + message[1:]), bold=True)
    yield Line(say["again_rule"].format(id=finding.requirement.id), small=True)


def weight_of(requirement: Requirement, say: dict[str, str]) -> str:
    """How much a finding weighs, in words."""
    return say["doubt"] if requirement.outcome == "undetermined" else say[requirement.severity]


def lots_of(finding: Finding, say: dict[str, str], key: str = "lot") -> str:
    """The lots a finding is about, in brackets; nothing if all."""
    return say[key if len(finding.lots) == 1 else f"{key}s"].format(lots=_listed(finding.lots)) if finding.lots else ""


def _listed(lots: Sequence[str]) -> str:
    return ", ".join(lots)
