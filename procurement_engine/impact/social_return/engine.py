"""From a plan to its social return, with the doubt around it."""

from __future__ import annotations

from typing import Any

import numpy as np

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.model import ImpactPlan, Outcome
from procurement_engine.impact.say import figure, say
from procurement_engine.impact.social_return.report import Draws, Row, SroiReport, Swing
from procurement_engine.impact.social_return.spans import SHARES, Span, spans, terms
from procurement_engine.impact.social_return.value import flow, present

Values = dict[tuple[str, str], Any]
_BINS = 24


def sroi(plan: ImpactPlan, lang: str = "it") -> SroiReport:
    """Present values, ratio with its range, tornado, draws and break-even; ImpactError if money or values are missing."""
    invested = plan.investment
    if not invested:
        raise ImpactError("manca l'investimento: il costo delle risorse, l'importo del contratto o «SROI: investimento»")
    known = spans(plan)
    middle: Values = {(span.outcome, span.name): span.value for span in known}
    valued = [outcome for outcome in plan.outcomes if outcome.valuation]
    total = _total(plan, middle)
    return SroiReport(
        title=plan.title, investment=invested, discount=plan.sroi.discount,
        first_year_discounted=plan.sroi.first_year_discounted,
        rows=tuple(_row(plan, outcome, middle, total - invested) for outcome in valued),
        present_value=total, net_value=total - invested, ratio=total / invested, net_ratio=(total - invested) / invested,
        cautious=_total(plan, _ends(known, good=False)) / invested, optimistic=_total(plan, _ends(known, good=True)) / invested,
        break_even=invested / total if total else None,
        tornado=_tornado(plan, known, middle, invested), draws=_draws(plan, known, invested),
        statements=tuple(_statements(plan, known, lang)),
    )  # fmt: skip


def _present(plan: ImpactPlan, outcome: Outcome, values: Values) -> Any:
    settings = plan.sroi
    return present(terms(outcome, values), settings.discount, first_year_discounted=settings.first_year_discounted)


def _total(plan: ImpactPlan, values: Values) -> Any:
    return sum(_present(plan, outcome, values) for outcome in plan.outcomes if outcome.valuation)


def _row(plan: ImpactPlan, outcome: Outcome, values: Values, surplus: float) -> Row:
    """`break_even_proxy`: the value of one person at which the whole is worth what it costs, None if no value does."""
    assert outcome.valuation is not None
    one, worth = terms(outcome, values), float(_present(plan, outcome, values))
    gross, lost = float(one.quantity * one.proxy), {}
    left = gross
    for name in SHARES[:3]:
        lost[name] = left * float(values[outcome.id, name])
        left -= lost[name]
    needed = worth - surplus
    return Row(
        outcome=outcome.id, text=outcome.text, stakeholder=outcome.stakeholder, proxy_source=outcome.valuation.proxy_source,
        gross=gross, lost=lost, flow=tuple(float(value) for value in flow(one)), present_value=worth,
        break_even_proxy=float(one.proxy) * needed / worth if worth and needed >= 0 else None,
    )  # fmt: skip


def _ends(known: list[Span], *, good: bool) -> Values:
    """Everything at its best, or everything at its worst."""
    return {(s.outcome, s.name): s.high if (s.name not in SHARES) == good else s.low for s in known}


def _tornado(plan: ImpactPlan, known: list[Span], middle: Values, invested: float) -> tuple[Swing, ...]:
    swings = []
    for span in known:
        key = (span.outcome, span.name)
        ends = (_total(plan, {**middle, key: end}) / invested for end in (span.low, span.high))
        low, high = ends
        if low != high:
            swings.append(Swing(
                outcome=span.outcome, name=span.name, low=span.low, value=span.value, high=span.high,
                ratio_at_low=low, ratio_at_high=high, origin=span.origin,
            ))  # fmt: skip
    return tuple(sorted(swings, key=lambda swing: -swing.width))


def _draws(plan: ImpactPlan, known: list[Span], invested: float) -> Draws:
    """Triangular between the ends, each estimate on its own; the same seed gives the same draws."""
    generator, count = np.random.default_rng(plan.sroi.seed), plan.sroi.draws
    drawn: Values = {
        (s.outcome, s.name): generator.triangular(s.low, s.value, s.high, count) if s.low < s.high else np.full(count, s.value)
        for s in known
    }
    ratios = np.asarray(_total(plan, drawn)) / invested
    counts, edges = np.histogram(ratios, bins=_BINS)
    p5, p50, p95 = (float(value) for value in np.percentile(ratios, (5, 50, 95)))
    bars = tuple((float((a + b) / 2), int(n)) for a, b, n in zip(edges, edges[1:], counts, strict=False))
    return Draws(draws=count, seed=plan.sroi.seed, p5=p5, p50=p50, p95=p95, below_one=float((ratios < 1).mean()), histogram=bars)


def _statements(plan: ImpactPlan, known: list[Span], lang: str) -> list[str]:
    discount = figure(100 * plan.sroi.discount, lang)
    told = [say("sroi", "end_of_year" if plan.sroi.first_year_discounted else "start_of_year", lang, discount=discount)]
    told.append(say("sroi", "inputs_today", lang))
    if trial := sorted({span.outcome for span in known if span.origin == "trial"}):
        told.append(say("sroi", "trial", lang, outcomes=", ".join(trial)))
    unknown = [f"{span.outcome} ({say('names', span.name, lang)})" for span in known if span.origin == "unknown"]
    if unknown:
        told.append(say("sroi", "unknown", lang, estimates=", ".join(unknown)))
    if bare := [one.id for one in plan.outcomes if one.valuation and not one.valuation.proxy_source]:
        told.append(say("sroi", "no_proxy_source", lang, outcomes=", ".join(bare)))
    return [*told, say("sroi", "independent", lang), say("sroi", "no_ranking", lang)]
