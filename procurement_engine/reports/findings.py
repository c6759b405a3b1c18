"""What a reader is to see of the requirements: by weight, and once where several lots share it."""

from __future__ import annotations

from dataclasses import dataclass

from procurement_engine.report import CheckReport, Requirement

_ORDER = {"error": 0, "warning": 1, "advice": 2}


@dataclass(frozen=True)
class Finding:
    """A requirement and the lots of which the same is to be said; no lots, the whole procedure."""

    requirement: Requirement
    lots: tuple[str, ...]


def findings(report: CheckReport) -> list[Finding]:
    """Heaviest first. With lots, the whole procedure (the worst of them) is left to the counts."""
    merged: dict[object, list[Requirement]] = {}
    for requirement in report.requirements:
        if bool(report.lots) == (requirement.lot is not None):
            same = (requirement.id, requirement.outcome, requirement.severity, requirement.reason, requirement.evidence)
            merged.setdefault(same, []).append(requirement)
    found = [Finding(group[0], tuple(r.lot for r in group if r.lot is not None)) for group in merged.values()]
    return sorted(found, key=lambda f: (_ORDER[f.requirement.severity], f.requirement.id, f.lots))
