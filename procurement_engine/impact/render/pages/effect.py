"""The page of `impact effect`: what may be said comes before the number."""

from __future__ import annotations

from functools import partial

from procurement_engine.impact.counterfactual.report import EffectReport
from procurement_engine.impact.render.charts.difference import difference
from procurement_engine.impact.render.page import Grid, Heading, Page, Picture, Points, Words
from procurement_engine.impact.say import figure, say


def page(report: EffectReport, lang: str = "it") -> Page:
    """Sentence, interval, reasons, picture, the four groups."""
    t = partial(say, "page", lang=lang)
    built = Page(t("effect_heading"), lang)
    built.add(Words(report.statement, strong=True), Words(_interval(report, lang)))
    if report.reasons:
        built.add(Heading(t("reasons")), Points(report.reasons))
    built.add(Picture(difference(report, lang), t("effect_caption")))
    head = ("", t("n"), t("mean"), t("deviation"))
    rows = [
        [f"{t('served' if cell.treated else 'comparison')}, {t('after' if cell.after else 'before')}", str(cell.n),
         figure(cell.mean, lang), figure(cell.deviation, lang)]
        for cell in report.cells if cell.n
    ]  # fmt: skip
    built.add(Grid(head, rows, frozenset({1, 2, 3}), (8,)), Heading(t("findings")), Points(report.warnings))
    return built


def _interval(report: EffectReport, lang: str) -> str:
    if report.error is None or report.low is None or report.high is None:
        return say("page", "no_interval", lang, estimate=report.estimate)
    p = "< 0,001" if report.p is not None and report.p < 0.001 else f"= {figure(report.p, lang, 3)}"
    shown = {"estimate": report.estimate, "error": report.error, "low": report.low, "high": report.high}
    return say("page", "interval", lang, **shown, p=p if lang == "it" else p.replace(",", "."), freedom=report.freedom)
