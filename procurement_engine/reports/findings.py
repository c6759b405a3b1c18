"""What a reader is to see of the requirements: by weight, once where several lots share it, and in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from procurement_engine.report import CheckReport, Element, Requirement
from procurement_engine.wording import words
from procurement_engine.wording.values import count

_ORDER = {"error": 0, "warning": 1, "advice": 2}
#: The groups of the findings: what the law asks apart from guidelines and policies, then what is open, then what is waived.
GROUPS = ("group_law", "group_guideline", "group_policy", "group_open", "group_waived")


@dataclass(frozen=True)
class Finding:
    """A requirement and the lots of which the same is to be said; no lots, the whole procedure."""

    requirement: Requirement
    lots: tuple[str, ...]

    @property
    def topic(self) -> str:
        """The family of the requirement: the letters of its id."""
        return self.requirement.id.partition("-")[0]

    @property
    def group(self) -> str:
        """Which of the GROUPS shows it; empty where there is nothing to mend."""
        by_outcome = {"undetermined": "group_open", "waived": "group_waived"}
        wrong = f"group_{self.requirement.basis}" if self.requirement.outcome == "non_compliant" else ""
        return by_outcome.get(self.requirement.outcome, wrong)


def findings(report: CheckReport) -> list[Finding]:
    """Heaviest first. With lots, the whole procedure (the worst of them) is left to the counts."""
    merged: dict[object, list[Requirement]] = {}
    for requirement in report.requirements:
        if bool(report.lots) == (requirement.lot is not None):
            same = (requirement.id, requirement.outcome, requirement.severity, requirement.reason, requirement.evidence)
            merged.setdefault(same, []).append(requirement)
    found = [Finding(group[0], tuple(r.lot for r in group if r.lot is not None)) for group in merged.values()]
    return sorted(found, key=lambda f: (_ORDER[f.requirement.severity], f.requirement.id, f.lots))


@dataclass(frozen=True)
class Digest:
    """A report as it is read: the headline, the groups of findings, and what is left to tell."""

    report: CheckReport

    @cached_property
    def findings(self) -> list[Finding]:
        """All, heaviest first."""
        return findings(self.report)

    def group(self, name: str) -> list[Finding]:
        """The findings of one of the GROUPS."""
        return [finding for finding in self.findings if finding.group == name]

    @property
    def wrong(self) -> list[Finding]:
        """What is not in order, and not waived."""
        return [finding for finding in self.findings if finding.requirement.outcome == "non_compliant"]

    @property
    def headline(self) -> str:
        """How much there is to do, in one sentence."""
        say, met = words(self.report.lang), self.report.summary.compliant
        if self.report.exit_code == 3 and any(warning.code == "old_regime" for warning in self.report.warnings):
            return say["old_headline"].format(n=met + len(self.wrong))
        weights = [finding.requirement.severity for finding in self.wrong]
        mend, look, advice = (weights.count(weight) for weight in ("error", "warning", "advice"))
        open_ = len(self.group("group_open"))
        if not (self.wrong or open_ or met or self.report.summary.waived):
            return say["undecided"]
        parts = [count("mend", mend, say) if mend else say["nothing"]]
        parts += [say["look"].format(n=look)] if look else []
        parts += [say["clarify"].format(n=open_)] if open_ else []
        parts += [count("advised", advice, say)] if advice else []
        return f"{', '.join(parts)}; {count('met', met, say)}."

    def whole(self, outcome: str, *, not_checked: bool | None = None) -> list[Requirement]:
        """The requirements of the whole procedure with an outcome; by default whether they could be checked or not."""
        return [
            r
            for r in self.report.requirements
            if r.lot is None and r.outcome == outcome and (not_checked is None or r.not_checked is not_checked)
        ]

    def layered(self) -> list[Requirement]:
        """The requirements of these documents that a layer changed: those asked of them, and those it switched off."""
        return [
            r
            for r in self.report.requirements
            if r.lot is None and r.layer_acts and (r.outcome != "not_applicable" or r.without_layer is not None)
        ]

    def topics(self) -> dict[str, dict[str, int]]:
        """Topic -> (error, warning, advice, open, compliant) -> how many; topics where nothing is asked left out."""
        table: dict[str, dict[str, int]] = {}
        for finding in self.findings:
            column = _column(finding.requirement)
            if column:
                row = table.setdefault(finding.topic, dict.fromkeys(("error", "warning", "advice", "open", "compliant"), 0))
                row[column] += 1
        return dict(sorted(table.items()))


def _column(requirement: Requirement) -> str:
    columns = {"non_compliant": requirement.severity, "undetermined": "open", "compliant": "compliant"}
    return columns.get(requirement.outcome, "")


def told_elements(requirement: Requirement) -> list[Element]:
    """What was asked for, and what is there but should not be, in the order of what is to be done."""
    there = ("found", "contradicted", "unclear")
    told = [e for e in requirement.elements if (e.state in there if e.forbidden else e.essential)]
    return sorted(told, key=lambda e: e.state == "found" and not e.forbidden)


def state_key(element: Element, requirement: Requirement) -> str:
    """The word for how an element stands: good, bad, or the doubt in it."""
    if element.state in ("placeholder", "unclear"):
        return f"stands_{element.state}"
    if element.forbidden:
        return "stands_forbidden"
    if element.state == "found":
        return "stands_facts_ok" if element.by_facts else "stands_found"
    if f"{element.name}=ok" in requirement.fired:  # not asked for here
        return "stands_not_asked"
    return "stands_facts_wrong" if element.by_facts else f"stands_{element.state}"
