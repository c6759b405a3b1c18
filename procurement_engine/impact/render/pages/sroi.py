"""The page of `impact sroi`: the ratio never stands alone."""

from __future__ import annotations

from functools import partial

from procurement_engine.impact.render.charts.value import draws, tornado, waterfall
from procurement_engine.impact.render.page import Grid, Heading, Page, Picture, Points, Words
from procurement_engine.impact.say import figure, say
from procurement_engine.impact.social_return.report import Row, SroiReport


def page(report: SroiReport, lang: str = "it") -> Page:
    """Range and break-even first, then what they hang on."""
    t = partial(say, "page", lang=lang)
    built = Page(t("sroi_title", title=report.title), lang)
    spread = report.draws
    built.add(Words(t("sroi_range", ratio=report.ratio, p5=spread.p5, p95=spread.p95, cautious=report.cautious,
                      optimistic=report.optimistic), strong=True))  # fmt: skip
    if report.break_even is None:
        built.add(Words(t("sroi_no_break_even")))
    else:
        below = figure(100 * spread.below_one, lang, 0)
        built.add(Words(t("sroi_break_even", share=figure(100 * report.break_even, lang, 0), below=below)))
    built.add(Heading(t("waterfall_title")), Picture(waterfall(report, lang), t("waterfall_caption")))
    built.add(Heading(t("tornado_title")), Picture(tornado(report, lang), t("tornado_caption")), _swings(report, lang))
    seen = t("draws_caption", number=figure(spread.draws, lang), seed=spread.seed)
    built.add(Heading(t("draws_title")), Picture(draws(report, lang), seen))
    built.add(Heading(t("outcomes")), _rows(report, lang), Heading(t("how")), Points(report.statements))
    return built


def _rows(report: SroiReport, lang: str) -> Grid:
    t = partial(say, "page", lang=lang)
    head = (t("outcome"), t("stakeholder"), t("first_year"), t("present_value_euro"), t("break_even_proxy"), t("source"))
    rows = [_row(row, lang) for row in report.rows]
    total = ["", "", figure(sum(row.flow[0] for row in report.rows), lang, 0), figure(report.present_value, lang, 0), "", ""]
    return Grid(head, [*rows, total], frozenset({2, 3, 4}), (4.2, 3, 2.2, 2.2, 2.4))


def _row(row: Row, lang: str) -> list[str]:
    money = [figure(row.flow[0], lang, 0), figure(row.present_value, lang, 0), figure(row.break_even_proxy, lang, 0)]
    return [f"{row.outcome}: {row.text}", row.stakeholder or "–", *money, row.proxy_source or "–"]


def _swings(report: SroiReport, lang: str) -> Grid:
    t = partial(say, "page", lang=lang)
    rows = [
        [f"{say('names', one.name, lang)} – {one.outcome}", f"{figure(one.low, lang)} – {figure(one.high, lang)}",
         figure(one.ratio_at_low, lang), figure(one.ratio_at_high, lang)]
        for one in report.tornado
    ]  # fmt: skip
    ratio = t("ratio")
    return Grid(
        (t("outcome"), f"{t('from_to')} – {t('to')}", f"{ratio} ({t('from_to')})", f"{ratio} ({t('to')})"),
        rows,
        frozenset({1, 2, 3}),
        (7,),
    )
