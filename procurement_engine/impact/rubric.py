"""Completeness from 0 to 100, by the rubric published in `rulesets/codelists/impact_rubric.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from procurement_engine.data import data_path
from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.model import ImpactPlan, Outcome
from procurement_engine.rules.yaml_file import load_yaml


class Criterion(Frozen):
    """One field of the rubric."""

    weight: float
    blocking: bool
    gap: dict[str, str]
    text: dict[str, str]


class Anchor(Frozen):
    """A grade for a discretionary criterion, with words that tie it to what can be seen."""

    coefficient: float
    from_score: float
    text: dict[str, str]


class Rubric(Frozen):
    """The whole of it."""

    version: str
    fields: dict[str, Criterion]
    anchors: tuple[Anchor, ...]
    blocked_at_most: float
    lights: dict[str, float]
    sroi: dict[str, float]


@cache
def rubric() -> Rubric:
    """The shipped rubric."""
    return Rubric.model_validate(load_yaml(data_path("rulesets", "codelists", "impact_rubric.yaml")))


def completeness(present: Mapping[str, object], weights: Mapping[str, float] | None = None) -> tuple[float, list[str]]:
    """Score and blocking fields missing; other weights may be given, the blocking fields stay.

    >>> completeness({"outcome": 1, "indicator": 1, "target": 1})
    (35.0, ['baseline', 'data_source', 'verification'])
    """
    weights = weights or {name: field.weight for name, field in rubric().fields.items()}
    whole = sum(weights.values())
    score = 100 * sum(weight for name, weight in weights.items() if present.get(name)) / whole
    missing = [name for name, field in rubric().fields.items() if field.blocking and not present.get(name)]
    return score, missing


def present(indicator: Indicator, outcome: Outcome | None) -> dict[str, bool]:
    """What an indicator has of what the rubric asks."""
    shares = outcome.attribution if outcome else None
    return {
        "outcome": bool(outcome and outcome.text),
        "indicator": bool(indicator.name),
        "baseline": indicator.baseline.said,
        "target": indicator.target.value is not None,
        "unit": bool(indicator.unit),
        "data_source": bool(indicator.source),
        "frequency": bool(indicator.frequency or indicator.timing),
        "responsible": bool(indicator.responsible),
        "verification": bool(indicator.verification),
        "deadweight": shares is not None and shares.deadweight is not None,
        "attribution": shares is not None and shares.others is not None,
        "dropoff": shares is not None and (shares.drop_off is not None or shares.duration == 1),
    }


def lacking(plan: ImpactPlan, indicator: Indicator) -> tuple[float, list[str], list[str]]:
    """Score, all missing fields, the blocking ones among them."""
    outcome = next((one for one in plan.outcomes if one.id == indicator.outcome), None)
    found = present(indicator, outcome)
    score, blocking = completeness(found)
    return score, [name for name, there in found.items() if not there], blocking


def anchor(score: float, *, blocked: bool = False) -> Anchor:
    """The grade that a score suggests; with a blocking gap never more than the rubric allows."""
    most = rubric().blocked_at_most if blocked else 1.0
    return [one for one in rubric().anchors if score >= one.from_score and one.coefficient <= most][-1]
