"""The page of `impact monitor`."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from procurement_engine.impact.monitoring.report import Line, MonitorReport
from procurement_engine.impact.render.charts.progress import progress
from procurement_engine.impact.render.charts.trajectory import trajectories
from procurement_engine.impact.render.page import Block, Grid, Heading, Page, Picture, Words
from procurement_engine.impact.render.pages.findings import findings
from procurement_engine.impact.render.signs import CHARACTERS
from procurement_engine.impact.say import figure, say


def page(report: MonitorReport, lang: str = "it") -> Page:
    """State in a sentence, pictures, figures with their proof, amendments, payment."""
    t = partial(say, "page", lang=lang)
    built = Page(t("monitor_title", title=report.title), lang)
    about = " · ".join(filter(None, (report.body, report.tender, report.lot, report.subject)))
    if about:
        built.add(Words(about, small=True))
    built.add(Words(t("state", day=f"{report.as_of:%d/%m/%Y}", summary=_summary(report, lang)), strong=True))
    built.add(Picture(progress(report, lang), t("progress_caption")), _state(report, lang))
    built.add(*findings(report.findings, lang))
    if drawing := trajectories(report.lines, lang):
        built.add(Heading(t("trajectory_title")), Picture(drawing, t("trajectory_caption")))
    built.add(Heading(t("measures")), *_measures(report, lang), *_groups(report, lang))
    built.add(*_amendments(report, lang), *_payment(report, lang))
    return built


def _summary(report: MonitorReport, lang: str) -> str:
    counted: Counter[str] = Counter(line.light for line in report.lines)
    return ", ".join(f"{CHARACTERS[name]} {counted[name]} {say('lights', name, lang)}" for name in CHARACTERS if counted[name])


def _state(report: MonitorReport, lang: str) -> Grid:
    t = partial(say, "page", lang=lang)
    amended = any(line.first_target != line.target for line in report.lines)
    head = [t("light"), t("indicator"), t("baseline"), t("actual"), t("expected"), t("target"), t("covered")]
    rows = [_line(line, lang, amended=amended) for line in report.lines]
    widths = (2.2, 3.6 if amended else 4.4, 2.0)
    return Grid([*head, *([t("on_first_plan")] if amended else [])], rows, frozenset(range(2, 8)), widths)


def _line(line: Line, lang: str, *, amended: bool) -> list[str]:
    shown = [figure(value, lang) for value in (line.baseline, line.actual, line.expected, line.target)]
    unit = f" ({line.unit})" if line.unit else ""
    row = [
        f"{CHARACTERS[line.light]} {say('lights', line.light, lang)}",
        f"{line.name}{unit}",
        *shown,
        _share(line.achievement, lang),
    ]
    return [*row, *([_share(line.achievement_on_first_plan, lang)] if amended else [])]


def _share(value: float | None, lang: str) -> str:
    return "–" if value is None else f"{figure(100 * value, lang, 0)}%"


def _measures(report: MonitorReport, lang: str) -> list[Block]:
    t = partial(say, "page", lang=lang)
    rows = []
    for line in report.lines:
        for point in line.points:
            parts = "" if point.numerator is None else f" ({figure(point.numerator, lang)}/{figure(point.denominator, lang)})"
            proof = [point.evidence or t("none"), point.verified_by or t("none")]
            rows.append([line.name, point.period, f"{figure(point.value, lang)}{parts}", *proof])
    head = (t("indicator"), t("period"), t("value"), t("evidence"), t("verified_by"))
    return [Grid(head, rows, frozenset({2}), (4.4, 3.2, 2.8))]


def _groups(report: MonitorReport, lang: str) -> list[Block]:
    t = partial(say, "page", lang=lang)
    rows = [[line.name, one.name, one.period, figure(one.value, lang)] for line in report.lines for one in line.groups]
    head = (t("indicator"), t("group"), t("period"), t("value"))
    return [Heading(t("groups"), 3), Grid(head, rows, frozenset({3}), (7,))] if rows else []


def _amendments(report: MonitorReport, lang: str) -> list[Block]:
    t = partial(say, "page", lang=lang)
    rows = [
        [f"{one.on:%d/%m/%Y}", one.indicator, t(one.field), figure(one.to, lang), one.reason, one.act] for one in report.amendments
    ]
    head = (t("day"), t("indicator"), t("field"), t("becomes"), t("reason"), t("act"))
    return [Heading(t("amendments")), Grid(head, rows, frozenset({3}), (2.5, 2.2, 1.8, 1.9))] if rows else []


def _payment(report: MonitorReport, lang: str) -> list[Block]:
    if report.payment is None:
        return []
    t, due = partial(say, "page", lang=lang), report.payment
    names = {line.id: line.name for line in report.lines}
    amounts: dict[str, Any] = {
        "fixed": due.fixed,
        "variable": due.variable,
        "total": due.total,
        "floor": 100 * due.floor,
        "cap": 100 * due.cap,
    }
    rows = [
        [names[one.indicator], figure(one.most, lang), _share(one.achievement, lang), figure(one.amount, lang),
         say("payment", one.reason, lang) if one.reason else "–"]
        for one in due.lines
    ]  # fmt: skip
    head = (t("indicator"), t("most"), t("covered"), t("earned"), t("why"))
    return [Heading(t("payment")), Words(t("payment_total", **amounts)), Grid(head, rows, frozenset({1, 2, 3}), (5.6, 2.6, 2, 2.6))]
