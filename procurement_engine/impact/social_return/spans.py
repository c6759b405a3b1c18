"""The estimates of a plan with the ends between which each may lie."""

from __future__ import annotations

from typing import Any, NamedTuple

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.model import ImpactPlan, Outcome, Range
from procurement_engine.impact.rubric import rubric
from procurement_engine.impact.social_return.value import Terms

SHARES = ("deadweight", "displacement", "others", "drop_off")
ESTIMATES = ("quantity", "proxy", *SHARES)


class Span(NamedTuple):
    """One estimate. `origin`: plan (the ends are the author's), trial (ours), unknown (the plan says nothing: zero is used)."""

    outcome: str
    name: str
    value: float
    low: float
    high: float
    origin: str


def spans(plan: ImpactPlan) -> list[Span]:
    """All estimates of all valued outcomes; ImpactError if none is valued or an end lies on the wrong side."""
    found = [span for outcome in plan.outcomes if outcome.valuation for span in _of(outcome)]
    if not found:
        raise ImpactError("nessun esito ha persone e valore unitario: senza, lo SROI non si calcola")
    for span in found:
        if not span.low <= span.value <= span.high:
            raise ImpactError(
                f"esito «{span.outcome}», {span.name}: il valore {span.value:g} sta fuori da {span.low:g} - {span.high:g}"
            )
        if span.name in SHARES and not 0 <= span.low <= span.high <= 1:
            raise ImpactError(f"esito «{span.outcome}», {span.name}: una quota sta tra 0 e 1")
        if span.low < 0:
            raise ImpactError(f"esito «{span.outcome}», {span.name}: non può essere minore di zero")
    return found


def _of(outcome: Outcome) -> list[Span]:
    worth = outcome.valuation
    assert worth is not None
    found = [_amount(outcome.id, name, getattr(worth, name)) for name in ("quantity", "proxy")]
    for name in SHARES:
        given: Range | None = getattr(worth, name)
        stated: float | None = getattr(outcome.attribution, name)
        found.append(_share(outcome.id, name, given or (Range(value=stated) if stated is not None else None)))
    return found


def _amount(outcome: str, name: str, given: Range) -> Span:
    part = rubric().sroi["trial_proportion"] * given.value
    own = given.low is not None or given.high is not None
    low = given.low if given.low is not None else given.value if own else given.value - part
    high = given.high if given.high is not None else given.value if own else given.value + part
    return Span(outcome, name, given.value, low, high, "plan" if own else "trial")


def _share(outcome: str, name: str, given: Range | None) -> Span:
    step = rubric().sroi["trial_points"]
    if given is None:
        return Span(outcome, name, 0.0, 0.0, rubric().sroi["unknown_share"], "unknown")
    own = given.low is not None or given.high is not None
    low = given.low if given.low is not None else given.value if own else max(0.0, given.value - step)
    high = given.high if given.high is not None else given.value if own else min(1.0, given.value + step)
    return Span(outcome, name, given.value, low, high, "plan" if own else "trial")


def terms(outcome: Outcome, values: dict[tuple[str, str], Any]) -> Terms:
    """The terms of an outcome out of values by (outcome, name)."""
    quantity, proxy, deadweight, displacement, others, drop_off = (values[outcome.id, name] for name in ESTIMATES)
    return Terms(quantity, proxy, deadweight, displacement, others, drop_off, outcome.attribution.duration or 1)
