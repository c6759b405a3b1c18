"""The page of `impact check`."""

from __future__ import annotations

from functools import partial

from procurement_engine.impact.checking import CheckReport, IndicatorCheck
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.render.charts.chain import chain
from procurement_engine.impact.render.page import Grid, Heading, Page, Picture, Points, Words
from procurement_engine.impact.render.pages.findings import findings
from procurement_engine.impact.say import figure, say


def page(report: CheckReport, lang: str = "it", plan: ImpactPlan | None = None) -> Page:
    """Score, gaps with the sentences to put in, findings, VIS statement."""
    t = partial(say, "page", lang=lang)
    built = Page(t("check_title", title=report.title or report.file), lang)
    blocked = sum(line.blocked for line in report.indicators)
    built.add(
        Words(t("check_score", score=figure(report.score, lang, 0), blocked=blocked, number=len(report.indicators)), strong=True)
    )
    if report.indicators:
        built.add(Heading(t("indicators")), _indicators(report, lang))
    built.add(*findings(report.findings, lang))
    texts = {gap.field: gap.text for line in report.indicators for gap in line.gaps}
    if texts:
        built.add(Heading(t("gap_texts")), Points(list(texts.values())))
    drawing = chain(plan, lang) if plan else None
    if drawing:
        built.add(Heading(t("chain")), Picture(drawing, t("chain_title")))
    built.add(*_columns(report, lang), Heading(t("vis")), Words(report.vis.statement), Points(report.vis.reasons))
    answers = [[one.name, say("vis", str(one.answered).lower(), lang)] for one in report.vis.principles]
    built.add(Grid((t("principle"), t("answered")), answers, widths=(12,)), Words(report.vis.law, small=True))
    return built


def _indicators(report: CheckReport, lang: str) -> Grid:
    t = partial(say, "page", lang=lang)
    placed = any(line.place for line in report.indicators)
    head = ["id", t("indicator"), t("score"), t("lacks"), *([t("place")] if placed else [])]
    rows = [
        [line.id, line.name, figure(line.score, lang, 0), _lacks(line, lang), *([line.place] if placed else [])]
        for line in report.indicators
    ]
    return Grid(head, rows, frozenset({2}), (1.4, 5.0, 2.7, *([5, 2.9] if placed else [7.9])))


def _lacks(line: IndicatorCheck, lang: str) -> str:
    gaps = sorted(line.gaps, key=lambda gap: not gap.blocking)
    blocking = say("page", "blocking", lang)
    return "; ".join(f"{gap.message} ({blocking})" if gap.blocking else gap.message for gap in gaps) or "–"


def _roles(roles: str, lang: str) -> str:
    return ", ".join(say("roles", role, lang) for role in roles.split(", ") if role)


def _columns(report: CheckReport, lang: str) -> list[Heading | Grid]:
    t = partial(say, "page", lang=lang)
    blocks: list[Heading | Grid] = []
    for columns in report.columns:
        rows = [[heading, _roles(roles, lang) or t("not_understood")] for heading, roles in columns.items()]
        blocks.append(Grid((t("heading"), t("read_as")), rows, widths=(9,)))
    return [Heading(t("columns_read")), *blocks] if blocks else []
