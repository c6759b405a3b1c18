"""The ready indicators, all of them or one."""

from __future__ import annotations

from functools import partial

from procurement_engine.impact.plan.library import library, ready
from procurement_engine.impact.render.page import Grid, Page
from procurement_engine.impact.say import say


def everything(lang: str = "it") -> Page:
    """A line each."""
    t = partial(say, "library", lang=lang)
    built = Page(t("title"), lang)
    rows = [
        [name, one.title[lang], t(one.theme), t(one.kind), one.unit, t("light") if one.light else ""]
        for name, one in library().items()
    ]
    built.add(Grid(("id", t("indicator"), t("theme"), t("about"), t("unit"), t("track")), rows))
    return built


def one(name: str, lang: str = "it") -> Page:
    """Everything about one; the texts to put into an act are Italian."""
    t, chosen = partial(say, "library", lang=lang), ready(name)
    built = Page(f"{name}: {chosen.title[lang]}", lang)
    fields = ("numerator", "denominator", "formula", "unit", "source", "holder", "verification", "pitfalls")
    rows = [[t(field), getattr(chosen, field)] for field in fields if getattr(chosen, field)]
    lists = [
        [t(field), "; ".join(getattr(chosen, field))]
        for field in ("disaggregation", "bes", "sdg", "iris")
        if getattr(chosen, field)
    ]
    built.add(Grid((t("field"), t("text")), [*rows, *lists]))
    return built
