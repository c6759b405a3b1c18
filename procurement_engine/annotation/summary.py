"""The one comment at the top: how much there is to do, how to go about it, and what has no words to point at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from procurement_engine.annotation.comments import Line
from procurement_engine.annotation.notes import lots_of, told, weight_of
from procurement_engine.report import CheckReport
from procurement_engine.reports.findings import Finding
from procurement_engine.wording import words
from procurement_engine.wording.values import count


def summary(
    report: CheckReport,
    missing: Sequence[Finding],
    *,
    form: Literal["docx", "odt", "list"] = "docx",
    proposed: int | None = None,
    listed_in: str = "",
) -> Iterator[Line]:
    """Its lines. `missing` are the findings without a place that this file is to list; `listed_in` the file that does.

    `proposed`: how many clauses stand in the file as tracked changes; None if none were asked for.
    """
    say, common = words(report.lang, "annotation"), words(report.lang)
    counts = _counts(report, common)
    decided = counts or report.summary.compliant
    yield Line(say["head"].format(counts=counts) if counts else say["head_none"] if decided else common["undecided"], bold=True)
    yield from (Line(warning.message) for warning in report.warnings if warning.code == "old_regime")
    yield Line(common["law_day"].format(day=report.as_of, origin=common[f"origin_{report.as_of_origin}"]))
    if counts:
        yield Line(say["how_list" if form == "list" else "how"])
    if proposed:
        yield Line(say["how_proposed"].format(n=proposed))
    asked = {identifier for question in report.questions for identifier in question.requirements}
    lacking = [finding for finding in missing if finding.requirement.outcome == "non_compliant"]
    unclear = [f for f in missing if f not in lacking and f.requirement.id not in asked]  # the others wait for an answer
    if lacking or unclear:
        yield Line(say["missing"], bold=True)
    for number, finding in enumerate([*lacking, *unclear], 1):
        yield Line(_item(number, finding, say))
        if (proposed is not None or form != "docx") and finding in lacking and finding.requirement.suggestion:
            yield Line(f"{say['text']} {' '.join(finding.requirement.suggestion.split())}")
    if form == "docx" and proposed is None and any(finding.requirement.suggestion for finding in lacking):
        yield Line(say["offer"])
    if listed_in:
        yield Line(say["other_document"].format(name=Path(listed_in).name))
    if report.questions:
        yield Line(say["questions"], bold=True)
    for question in report.questions:
        yield Line(say["question"].format(question=question.question, ids=", ".join(question.requirements)))
    waived = sorted({requirement.id for requirement in report.requirements if requirement.outcome == "waived"})
    if waived:
        yield Line(say["waived"].format(ids=", ".join(waived)))
    yield Line(common["disclaimer"], small=True)


def _item(number: int, finding: Finding, say: dict[str, str]) -> str:
    requirement = finding.requirement
    law = "; ".join(citation.label for citation in requirement.citations[:2])
    return say["missing_item"].format(
        n=number,
        weight=weight_of(requirement, say),
        lots=lots_of(finding, say),
        reason=requirement.reason.rstrip("."),
        law=law,
        id=requirement.id,
    )


def _counts(report: CheckReport, common: dict[str, str]) -> str:
    """The same counts as at the head of every report."""
    found = told(report)
    doubtful = sum(finding.requirement.outcome == "undetermined" for finding in found)
    weights = [finding.requirement.severity for finding in found if finding.requirement.outcome == "non_compliant"]
    mend, look, advice = (weights.count(weight) for weight in ("error", "warning", "advice"))
    parts = [count("mend", mend, common)] if mend else []
    parts += [common["look"].format(n=look)] if look else []
    parts += [common["clarify"].format(n=doubtful)] if doubtful else []
    parts += [count("advised", advice, common)] if advice else []
    return ", ".join(parts)
