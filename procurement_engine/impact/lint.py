"""What is wrong with a plan that has all its fields: each check is a few lines, each finding says how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from procurement_engine.impact import theory
from procurement_engine.impact.plan.indicator import MONTHS, Indicator
from procurement_engine.impact.plan.model import LIGHT_TRACK, ImpactPlan
from procurement_engine.impact.say import Finding, finding
from procurement_engine.indicators.words import counts_activity, holds, lists, plain

#: code, what it is about, the blanks of its sentence
Found = tuple[str, str, dict[str, Any]]


def lint(plan: ImpactPlan, lang: str = "it") -> list[Finding]:
    """Every finding, the gravest first."""
    order = ("error", "warning", "advice")
    found = [finding(code, about, lang, **fields) for check in CHECKS for code, about, fields in check(plan)]
    return sorted(found, key=lambda one: order.index(one.severity))


def _on(code: str, line: Indicator, **fields: object) -> Found:
    return code, line.id, {"name": line.name, **fields}


def _outputs(plan: ImpactPlan) -> Iterator[Found]:
    for line in plan.indicators:
        if line.kind == "outcome" and counts_activity(line.name):
            yield _on("output_as_outcome", line)
    if plan.indicators and all(line.kind == "output" or counts_activity(line.name) for line in plan.indicators):
        yield "only_outputs", "", {}
    if not plan.indicators:
        yield "no_indicators", "", {}


def _figures(plan: ImpactPlan) -> Iterator[Found]:
    for line in plan.indicators:
        start, end = line.baseline.value, line.target.value
        if end is not None and not line.baseline.said and line.kind == "outcome":
            yield _on("target_without_baseline", line)
        if start is not None and end is not None:
            yield from _towards(line, start, end)
        if end is not None and line.target.on is None:
            yield _on("target_without_date", line)
        if end is not None and line.unit == "%" and not 0 <= end <= 100:
            yield _on("impossible_target", line, end=end)
        if line.direction == "maintain" and line.tolerance is None:
            yield _on("maintain_without_tolerance", line)


def _towards(line: Indicator, start: float, end: float) -> Iterator[Found]:
    if (line.direction == "increase" and end < start) or (line.direction == "decrease" and end > start):
        yield _on("wrong_direction", line, start=start, end=end)
    if start == end and line.direction != "maintain":
        yield _on("no_change", line)


def _graph(plan: ImpactPlan) -> Iterator[Found]:
    if circle := theory.cycle(plan):
        yield "circle", circle[0], {"path": " → ".join(circle)}
    for name in theory.orphans(plan):
        yield "orphan", name, {"name": name}
    for name in theory.unfed(plan):
        yield "unfed_outcome", name, {"name": name}
    measured = {line.outcome for line in plan.indicators}
    for outcome in plan.outcomes:
        if outcome.id not in measured:
            yield "outcome_without_indicator", outcome.id, {"name": outcome.text}


def _sources(plan: ImpactPlan) -> Iterator[Found]:
    for line in plan.indicators:
        if line.source and holds(line.source, lists()["weak_sources"]):
            yield _on("unverifiable_source", line, source=line.source)
        if line.verification and line.responsible and plain(line.verification) == plain(line.responsible):
            yield _on("self_verified", line)


def _double(plan: ImpactPlan) -> Iterator[Found]:
    seen: dict[object, str] = {}
    for line in plan.indicators:
        for key in (("name", plain(line.name)), ("formula", plain(line.formula)), ("library", line.library)):
            if key[1] and seen.setdefault(key, line.id) != line.id:
                yield _on("double_counting", line, other=seen[key])
                break
    valued: dict[tuple[str, str], str] = {}
    for outcome in plan.outcomes:
        if outcome.valuation and outcome.stakeholder:
            pair = (plain(outcome.stakeholder), plain(outcome.valuation.proxy_source) or str(outcome.valuation.proxy.value))
            if valued.setdefault(pair, outcome.id) != outcome.id:
                yield "double_valued", outcome.id, {"name": outcome.id, "other": valued[pair]}


def _linked(plan: ImpactPlan) -> Iterator[Found]:
    for line in plan.indicators:
        if holds(f"{line.name} {line.formula}", lists()["unlinked"]):
            yield _on("not_linked", line)
    if not plan.subject:
        return
    about = {line.outcome for line in plan.indicators if line.link}
    for outcome in plan.outcomes:
        if not outcome.link and outcome.id not in about and not _shares_words(outcome.text, plan.subject):
            yield "link_not_said", outcome.id, {"name": outcome.text, "subject": plan.subject}


def _shares_words(text: str, other: str) -> bool:
    mine, theirs = ({word[:6] for word in plain(one).split() if len(word) > 5} for one in (text, other))
    return bool(mine & theirs)


def _whole(plan: ImpactPlan) -> Iterator[Found]:
    if plan.track == "light" and len(plan.indicators) > LIGHT_TRACK:
        yield "too_many", "", {"most": LIGHT_TRACK, "number": len(plan.indicators)}
    if plan.track == "full" and plan.activities and not plan.risks:
        yield "no_risks", "", {}
    pay = plan.payment
    if pay and pay.variable_max > 0.3 * (pay.fixed_fee + pay.variable_max):
        yield "heavy_payment", "", {}
    for change in plan.amendments:
        if not change.reason or not change.act:
            yield "amendment_unreasoned", change.indicator, {"on": f"{change.on:%d/%m/%Y}"}
    for line in plan.indicators:
        if plan.months and line.frequency and (MONTHS[line.frequency] or 0) > plan.months:
            yield _on("too_rare", line)


CHECKS: tuple[Callable[[ImpactPlan], Iterator[Found]], ...] = (_outputs, _figures, _graph, _sources, _double, _linked, _whole)
