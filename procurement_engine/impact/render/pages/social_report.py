"""The part of a social report (bilancio sociale) that a service fills: to be published, so small numbers are hidden."""

from __future__ import annotations

from functools import partial

from procurement_engine.impact.monitoring.report import Line, MonitorReport
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.library import library
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.render.charts.progress import progress
from procurement_engine.impact.render.page import Grid, Heading, Page, Picture, Points, Words
from procurement_engine.impact.render.signs import CHARACTERS
from procurement_engine.impact.say import figure, say
from procurement_engine.impact.territory.combine import Figure
from procurement_engine.impact.territory.leaves import sizes
from procurement_engine.impact.territory.suppress import small

_NAN = float("nan")


def page(report: MonitorReport, plan: ImpactPlan, lang: str = "it") -> Page:
    """Who works in the service, what changed for whom, what was done, how it was measured; nothing by group of persons."""
    t = partial(say, "social", lang=lang)
    built = Page(t("title", title=report.title), lang)
    built.add(Words(t("intro", day=f"{report.as_of:%d/%m/%Y}"), small=True))
    if not any(_hidden(plan, line) for line in report.lines):
        built.add(Picture(progress(report, lang), say("page", "progress_caption", lang)))
    parts = {"workers": _about_work, "changes": _about_change, "outputs": _about_output}
    for name, belongs in parts.items():
        lines = [line for line in report.lines if (own := plan.indicator(line.id)) and belongs(own)]
        if lines:
            built.add(Heading(t(name)), _table(plan, lines, lang))
    built.add(Heading(t("how")), Points([t("method"), t("hidden"), *_limits(report)]))
    return built


def _about_work(line: Indicator) -> bool:
    return line.library in library() and library()[line.library].theme in ("lavoro", "equita") and line.kind == "outcome"


def _about_change(line: Indicator) -> bool:
    return line.kind == "outcome" and not _about_work(line)


def _about_output(line: Indicator) -> bool:
    return line.kind == "output"


def _table(plan: ImpactPlan, lines: list[Line], lang: str) -> Grid:
    t = partial(say, "page", lang=lang)
    head = (t("indicator"), t("baseline"), t("actual"), t("target"), t("light"), t("source_of_data"))
    rows = []
    for line in lines:
        own = plan.indicator(line.id)
        hidden = _hidden(plan, line)
        now = "●" if hidden else figure(line.actual, lang)
        state = "–" if hidden else f"{CHARACTERS[line.light]} {say('lights', line.light, lang)}"
        unit = f" ({line.unit})" if line.unit else ""
        shown = [figure(line.baseline, lang), now, figure(line.target, lang), state]
        rows.append([f"{line.name}{unit}", *shown, own.source if own else ""])
    return Grid(head, rows, frozenset({1, 2, 3}), (5.2, 2.1, 1.7, 1.7, 2.6))


def _hidden(plan: ImpactPlan, line: Line) -> bool:
    """The figure shown is about so few persons that they could be recognised."""
    own = plan.indicator(line.id)
    last = next((point for point in reversed(line.points) if point.to_date is not None), None)
    if own is None or last is None:
        return False
    return small(sizes(own, Figure(*(_NAN if part is None else part for part in (line.actual, last.numerator, last.denominator)))))


def _limits(report: MonitorReport) -> list[str]:
    shown = ("missing_period", "partial_sum", "worse_than_baseline", "eased_after_measure", "unverified")
    return [one.message for one in report.findings if one.code in shown]
