"""The page of `impact rollup`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from procurement_engine.impact.render.charts.heat import heat
from procurement_engine.impact.render.page import Block, Grid, Heading, Page, Picture, Points
from procurement_engine.impact.say import figure, say
from procurement_engine.impact.territory.report import Cell, RollupReport

_HIDDEN = {"small": "●", "complementary": "○"}


def page(report: RollupReport, lang: str = "it") -> Page:
    """Each year from the whole to the lots, instruments, definitions; how to read them first."""
    t = partial(say, "rollup", lang=lang)
    built = Page(t("title"), lang)
    built.add(Points(report.statements))
    for year in reversed(report.years):
        built.add(Heading(t("year_word", year=year)), _table([cell for cell in report.cells if cell.year == year], lang))
        lots = [cell for cell in report.cells if cell.year == year and cell.level == "lot"]
        rows = list(dict.fromkeys(_place(cell, lang) for cell in lots))
        if len(rows) > 1:
            names = list(dict.fromkeys(cell.indicator for cell in lots))
            shown = {(_place(cell, lang), cell.indicator): (_value(cell, lang), cell.covered) for cell in lots}
            built.add(Picture(heat(rows, names, shown, lang), f"{t('year_word', year=year)}. {t('heat')}"))
        beside = [cell for cell in report.instruments if cell.year == year]
        if beside:
            built.add(Heading(t("by_instrument"), 3), _table(beside, lang))
        built.add(*_by_group(report, year, lang))
    rows_ = [
        [one.indicator, one.name, one.formula, one.unit, "; ".join((*one.bes, *one.sdg, *one.iris))] for one in report.definitions
    ]
    head = ("id", say("page", "indicator", lang), say("library", "formula", lang), say("library", "unit", lang), "BES, SDG, IRIS+")
    built.add(Heading(t("definitions")), Grid(head, rows_, widths=(1.8, 5, 4.6, 1.8)))
    return built


def _table(cells: Sequence[Cell], lang: str) -> Grid:
    """Places down, indicators across."""
    t = partial(say, "rollup", lang=lang)
    names = list(dict.fromkeys(cell.indicator for cell in cells))
    places = list(dict.fromkeys((cell.level, cell.place) for cell in cells))
    at = {(cell.level, cell.place, cell.indicator): cell for cell in cells}
    rows = []
    for level, place in sorted(places, key=lambda one: one[1]):
        if level in ("tender", "lot") and not place[-1]:
            continue  # it has no name of its own: the row above says the same
        own = [at.get((level, place, name)) for name in names]
        first = next(cell for cell in own if cell is not None)
        rows.append([t(level), _place(first, lang), *("" if cell is None else _value(cell, lang) for cell in own)])
    return Grid((t("level"), t("place"), *names), rows, frozenset(range(2, len(names) + 2)), (2.6, 6.0))


def _by_group(report: RollupReport, year: int, lang: str) -> list[Block]:
    """A table an indicator: places down, all persons and their groups across."""
    t = partial(say, "rollup", lang=lang)
    blocks: list[Block] = []
    for one in report.definitions:
        here = [cell for cell in (*report.cells, *report.groups) if (cell.year, cell.indicator) == (year, one.indicator)]
        at = {(cell.place, cell.group): cell for cell in here}
        names = list(dict.fromkeys(cell.group for cell in here if cell.group))
        rows = []
        for place in dict.fromkeys(cell.place for cell in here if cell.group):
            whole = at[place, ""]
            if whole.level in ("tender", "lot") and not place[-1]:
                continue
            shown = (at.get((place, name)) for name in ("", *names))
            rows.append([t(whole.level), _place(whole, lang), *(_value(cell, lang) if cell else "" for cell in shown)])
        if rows:
            head = (t("level"), t("place"), t("whole"), *names)
            blocks.append(Heading(t("by_group", name=one.name, year=year), 3))
            blocks.append(Grid(head, rows, frozenset(range(2, len(head))), (2.6, 6.0)))
    return blocks


def _place(cell: Cell, lang: str) -> str:
    if cell.level == "instrument":
        return say("instruments", cell.place[0], lang)
    if not cell.place:
        return say("rollup", "all", lang)
    names = [part or say("rollup", "not_said", lang) for part in cell.place]
    if cell.level != "lot":
        return names[-1]
    return ", ".join(names[-2:]) if cell.place[-1] else names[-2]


def _value(cell: Cell, lang: str) -> str:
    if cell.hidden:
        return _HIDDEN[cell.hidden]
    whole = "" if cell.lots == cell.of else f" ({cell.lots}/{cell.of})"
    return f"{figure(cell.value, lang)}{whole}"
