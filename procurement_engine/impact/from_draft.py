"""The plan that a draft holds in its tables of indicators, with the place of each line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procurement_engine.drafts.model import Draft
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.indicators.figures import Figures
from procurement_engine.indicators.lines import Line, tables
from procurement_engine.indicators.words import plain

#: Roles whose words are taken as they are written.
_TEXTS = ("formula", "responsible", "holder", "use", "verification", "link", "source")
_SHARES = {"deadweight": "deadweight", "attribution": "others", "dropoff": "drop_off"}


@dataclass(frozen=True)
class DraftPlan:
    """What was read: the plan, where each indicator stands, what each table's columns were taken for."""

    plan: ImpactPlan
    places: dict[str, int]
    columns: list[dict[str, str]]


def read_plan(draft: Draft) -> DraftPlan | None:
    """The plan a draft holds, or None if no table of it looks like one."""
    found = list(tables(draft))
    lines = [line for table in found for line in table.lines]
    if not lines:
        return None
    outcomes: dict[str, dict[str, Any]] = {}
    indicators = [_indicator(number, line, outcomes) for number, line in enumerate(lines, 1)]
    plan = ImpactPlan.model_validate(
        {"title": Path(draft.path).stem, "track": "full", "outcomes": list(outcomes.values()), "indicators": indicators}
    )
    places = {str(item["id"]): line.place for item, line in zip(indicators, lines, strict=True)}
    return DraftPlan(plan, places, [dict(table.columns) for table in found])


def _indicator(number: int, line: Line, outcomes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": f"I{number}", "name": line.name, "kind": line.kind, **_levels(line.figures)}
    item |= {role: line.text(role) for role in _TEXTS if line.text(role)}
    if line.text("frequency"):
        item |= {"timing": line.text("frequency"), "frequency": line.frequency}
    if line.outcome:
        known = outcomes.setdefault(plain(line.outcome), {"id": f"E{len(outcomes) + 1}", "text": line.text("outcome")})
        item["outcome"] = known["id"]
        for role, share in line.shares.items():
            known.setdefault("attribution", {})[_SHARES[role]] = share
    return item


def _levels(figures: Figures) -> dict[str, Any]:
    start, end = figures.start, figures.end
    found: dict[str, Any] = {
        "baseline": {"value": start, "on": figures.start_on, "note": figures.start_note},
        "target": {"value": end, "on": figures.end_on},
        "milestones": [{"on": on, "value": value} for on, value in figures.milestones],
        "unit": " ".join(figures.unit.split()), "minimum": figures.minimum,
    }  # fmt: skip
    if start is not None and end is not None and start != end:
        found["direction"] = "increase" if end > start else "decrease"
    return found
