"""From a plan to award criteria and back: grids with anchors, fixed thresholds from baseline to target, nothing for promises
that nobody could verify. There is no ranking by the ratio of a social return, and no function here that could make one.
"""

from __future__ import annotations

from typing import Any

from procurement_engine.impact.checking import check
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.rubric import anchor, lacking, rubric
from procurement_engine.impact.say import say

#: The criterion on the plan of measurement, and the share of the points it takes.
PLAN, SHARE = "IMP", 0.5
#: Findings that make an indicator unfit for points.
_UNFIT = {"output_as_outcome", "not_linked", "wrong_direction", "impossible_target", "target_without_baseline"}


def criteria(plan: ImpactPlan, points: float, lang: str = "it") -> dict[str, Any]:
    """Criteria as `score` reads them, and the indicators left out with the reason.

    Half of the points go to the quality of the plan of measurement, judged on anchors; half to targets, from nothing at the
    baseline to all at the plan's target, each alike. With no indicator fit for points the first takes all of them.
    """
    if points <= 0:
        raise ImpactError("i punti devono essere maggiori di zero")
    fit, left_out = _fit(plan, lang)
    weight = round(points * SHARE, 2) if fit else points
    grid = {
        "id": PLAN, "title": say("bridge", "plan", lang), "weight": weight, "kind": "discretionary",
        "scale": [one.coefficient for one in rubric().anchors],
    }  # fmt: skip
    parts = _parts(points - weight, len(fit))
    targets = [_target(line, part, lang) for line, part in zip(fit, parts, strict=True)]
    anchors = [{"coefficient": one.coefficient, "text": one.text[lang]} for one in rubric().anchors]
    notes = [say("bridge", name, lang) for name in ("no_ratio", "unverifiable", "contract")]
    return {"criteria": [grid, *targets], "anchors": {PLAN: anchors}, "left_out": left_out, "notes": notes}


def marks(plan: ImpactPlan, offered: ImpactPlan, lang: str = "it") -> dict[str, Any]:
    """The marks a bidder's plan suggests: a coefficient on the anchors, the target offered for each indicator.

    An indicator that the offer lacks, or offers without baseline, source or verification, is marked at the baseline: it is
    worth nothing. A suggestion for the commission, with its reasons, never the decision.
    """
    fit, _ = _fit(plan, lang)
    report = check(offered, lang=lang)
    grade = anchor(report.score, blocked=not report.indicators or any(line.blocked for line in report.indicators))
    found: dict[str, Any] = {PLAN: grade.coefficient}
    reasons = {PLAN: f"{report.score:.0f}/100: {grade.text[lang]}"}
    for line in fit:
        start = line.baseline.value
        own = next((one for one in offered.indicators if _same(one, line)), None)
        missing = lacking(offered, own)[2] if own else []
        if own is None or missing:
            found[line.id] = start
            gaps = ", ".join(rubric().fields[name].gap[lang] for name in missing)
            reasons[line.id] = gaps or say("bridge", "not_offered", lang)
        else:
            found[line.id] = own.target.value
    return {"marks": found, "reasons": reasons}


def _parts(points: float, number: int) -> list[float]:
    """Equal parts on two decimals that add up to the points: the last takes what is left over.

    >>> _parts(10, 3)
    [3.33, 3.33, 3.34]
    """
    each = round(points / number, 2) if number else 0.0
    return [*[each] * (number - 1), round(points - each * (number - 1), 2)][:number]


def _same(offered: Indicator, asked: Indicator) -> bool:
    """The same definition, under the id or the library name that the tender gave it."""
    return offered.unit.lower() == asked.unit.lower() and (
        offered.id == asked.id or bool(asked.library and offered.library == asked.library)
    )


def _fit(plan: ImpactPlan, lang: str) -> tuple[list[Indicator], list[dict[str, str]]]:
    unfit = {one.about: one.message for one in check(plan, lang=lang).findings if one.code in _UNFIT}
    fit, left_out = [], []
    for line in plan.indicators:
        blocking = lacking(plan, line)[2]
        start, end = line.baseline.value, line.target.value
        if line.id in unfit:
            reason = unfit[line.id]
        elif blocking:
            reason = "; ".join(rubric().fields[name].gap[lang] for name in blocking)
        elif line.kind == "output":
            reason = say("bridge", "output", lang)
        elif start is None or end is None or start == end or line.direction == "maintain":
            reason = say("bridge", "no_way", lang)
        else:
            fit.append(line)
            continue
        left_out.append({"indicator": line.id, "reason": reason})
    return fit, left_out


def _target(line: Indicator, weight: float, lang: str) -> dict[str, Any]:
    return {
        "id": line.id, "title": say("bridge", "target", lang, name=line.name, unit=line.unit), "weight": weight,
        "kind": "quantitative", "formula": {"type": "thresholds", "min": line.baseline.value, "max": line.target.value},
    }  # fmt: skip
