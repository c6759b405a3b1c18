"""Small evaluations for the tests."""

from __future__ import annotations

from typing import Any

from procurement_engine.scoring import Evaluation, score
from procurement_engine.scoring.model import Part


def discretionary(weights: dict[str, Any], marks: dict[str, dict[str, list[Any]]], /, **method: Any) -> dict[str, Any]:
    """A tender at a fixed price with discretionary criteria alone; marks[bid][criterion] is one mark per commissioner."""
    members = len(next(iter(next(iter(marks.values())).values())))
    return {
        "method": method,
        "criteria": [{"id": k, "weight": w, "kind": "discretionary"} for k, w in weights.items()],
        "commissioners": [f"c{n}" for n in range(1, members + 1)],
        "bids": [{"id": bid, "marks": own} for bid, own in marks.items()],
    }


def part(data: dict[str, Any]) -> Part:
    """The only part of a tender without lots."""
    return Evaluation.model_validate(data).parts()[0]


def ranks(data: dict[str, Any]) -> dict[str, int | None]:
    """Bid to rank."""
    return {row.bid: row.rank for row in score(data, sensitive=False).ranking}


def technical(data: dict[str, Any]) -> dict[str, str | None]:
    """Bid to exact technical score."""
    return {row.bid: row.technical.exact if row.technical else None for row in score(data, sensitive=False).ranking}


def codes(data: dict[str, Any], **options: Any) -> set[str]:
    """The codes of the warnings."""
    return {warn.code for warn in score(data, **options).warnings}
