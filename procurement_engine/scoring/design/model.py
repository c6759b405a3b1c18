"""Findings on the rules of a tender."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from procurement_engine.scoring.method import Frozen

Severity = Literal["error", "warning", "advice"]


class CriterionRow(NamedTuple):
    """A line of a criteria table: what is judged, for how many points, how (None where the table does not say)."""

    criterion: str
    weight: Fraction
    kind: str | None = None


class Example(Frozen):
    """A made-up case, worked with the tender's own rules: who is first with a bid, and who without it."""

    values: dict[str, dict[str, str]]
    with_it: dict[str, float]
    without_it: dict[str, float]
    removed: str

    def __str__(self) -> str:
        first, after = next(iter(self.with_it)), next(iter(self.without_it))
        lines = [f"{bid}: " + ", ".join(f"{k} = {v}" for k, v in own.items()) for bid, own in self.values.items()]
        return (
            f"Esempio, a parità di tutto il resto: {'; '.join(lines)}. Con tutte è prima {first} ({_totals(self.with_it)}); "
            f"senza {self.removed}, che non è prima, è prima {after} ({_totals(self.without_it)})."
        )


def _totals(totals: dict[str, float]) -> str:
    return ", ".join(f"{bid} {str(value).replace('.', ',')}" for bid, value in totals.items())


class Finding(Frozen):
    """Something to mend, to weigh or to know before publication."""

    code: str
    severity: Severity
    message: str
    lot: str | None = None
    example: Example | None = None


class DesignReport(Frozen):
    """What `score --design` returns."""

    engine_version: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Something makes the rules unworkable."""
        return any(finding.severity == "error" for finding in self.findings)
