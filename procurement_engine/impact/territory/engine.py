"""From lots to the whole territory: counts add, rates are rebuilt, small numbers are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.achievement import progress
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.library import library
from procurement_engine.impact.say import say
from procurement_engine.impact.territory.gather import LEVELS, Gathered, gather
from procurement_engine.impact.territory.groups import Whole, by_group
from procurement_engine.impact.territory.leaves import Place, cell, figure, leaves, sizes
from procurement_engine.impact.territory.report import Cell, Definition, RollupReport
from procurement_engine.impact.territory.suppress import determined, suppress


def rollup(paths: Sequence[Path], lang: str = "it") -> RollupReport:
    """Plans and tables of measurements put together; see `gather` for what is refused.

    Each measurement stands in the year in which its period ends, in the unit of its indicator.
    """
    data = gather(paths)
    cells: list[Cell] = []
    instruments: list[Cell] = []
    groups: list[Cell] = []
    alone = 0
    for name, line in data.definitions.items():
        for key, rows in data.rows[data.rows["indicator"] == name].groupby("year"):
            year, whole = int(str(key)), rows[rows["group"] == ""]
            lots = leaves(whole, line)
            tree = _tree(line, name, year, lots, data)
            hidden = {one.place: one.hidden for one in tree}
            beside = _by_instrument(line, name, year, whole, lots, hidden)
            parts, left = by_group(
                Whole(line, name, year, lots, hidden, _told(lots, whole, hidden, beside)), rows[rows["group"] != ""]
            )
            cells, instruments, groups, alone = [*cells, *tree], [*instruments, *beside], [*groups, *parts], alone + left
    if not cells:
        raise ImpactError("non c'è nessuna misura da riunire")
    return RollupReport(
        years=tuple(sorted({one.year for one in cells})),
        definitions=tuple(_definition(name, line) for name, line in data.definitions.items()),
        cells=tuple(cells), instruments=tuple(instruments), groups=tuple(groups),
        statements=tuple(_statements(cells, instruments, groups, alone, lang)),
    )  # fmt: skip


def _tree(line: Indicator, name: str, year: int, lots: Mapping[Place, pd.DataFrame], data: Gathered) -> list[Cell]:
    places = sorted({lot[:end] for lot in lots for end in range(len(LEVELS) + 1)}, key=lambda place: (len(place), place))
    under = {place: [lots[lot] for lot in lots if lot[: len(place)] == place] for place in places}
    figures = {place: figure(line, parts) for place, parts in under.items()}
    hidden = suppress({place: sizes(line, one) for place, one in figures.items()})
    found = []
    for place in places:
        level = ("all", *LEVELS)[len(place)]
        made = cell(name, year, level, place, figures[place], under[place], hidden.get(place, ""))
        own = data.targets.get((name, *place))
        if own and made.value is not None and not line.accrues:
            made = made.model_copy(update={"covered": progress(own, made.value)})
        found.append(made)
    return found


def _kinds(rows: pd.DataFrame) -> dict[str, list[Place]]:
    """The lots of each instrument."""
    of = {tuple(map(str, place)): str(part["instrument"].iloc[0]) for place, part in rows.groupby(list(LEVELS))}
    return {kind: [lot for lot in of if of[lot] == kind] for kind in sorted(set(of.values())) if kind}


def _by_instrument(
    line: Indicator, name: str, year: int, rows: pd.DataFrame, lots: Mapping[Place, pd.DataFrame], hidden: Mapping[Place, str]
) -> list[Cell]:
    """The same lots by instrument; everything hidden if the sums shown here and there together would tell a hidden one."""
    kinds = _kinds(rows)
    if len(kinds) < 2:
        return []
    figures = {kind: figure(line, (lots[lot] for lot in below)) for kind, below in kinds.items()}
    whole = figure(line, lots.values())
    gone = suppress({(): sizes(line, whole), **{(kind,): sizes(line, one) for kind, one in figures.items()}})
    shown = [frozenset(below) for kind, below in kinds.items() if (kind,) not in gone]
    tree = {place: frozenset(lot for lot in lots if lot[: len(place)] == place) for place in hidden}
    secret = [tree[place] for place, why in hidden.items() if why == "small"]
    if determined([*shown, *(tree[place] for place, why in hidden.items() if not why)], secret):
        gone = {(kind,): "complementary" for kind in kinds}
    return [
        cell(name, year, "instrument", (kind,), figures[kind], [lots[lot] for lot in below], gone.get((kind,), ""))
        for kind, below in kinds.items()
    ]


def _told(
    lots: Mapping[Place, pd.DataFrame], rows: pd.DataFrame, hidden: Mapping[Place, str], beside: Sequence[Cell]
) -> list[frozenset[Place]]:
    """The sets of lots whose sums are shown, in the tree or by instrument."""
    tree = [frozenset(lot for lot in lots if lot[: len(place)] == place) for place, why in hidden.items() if not why]
    kinds = _kinds(rows)
    return [*tree, *(frozenset(kinds[one.place[0]]) for one in beside if not one.hidden)]


def _definition(name: str, line: Indicator) -> Definition:
    """The tags are the plan's own, else those of the library."""
    ready = library().get(line.library)
    tags = {tag: getattr(line, tag) or (getattr(ready, tag) if ready else ()) for tag in ("bes", "sdg", "iris")}
    return Definition(indicator=name, name=line.name, formula=line.formula, unit=line.unit, measure=line.measure, **tags)


def _statements(cells: list[Cell], instruments: list[Cell], groups: list[Cell], alone: int, lang: str) -> Iterable[str]:
    yield say("rollup", "how", lang)
    yield say("rollup", "year", lang)
    if any(one.hidden for one in (*cells, *instruments, *groups)):
        yield say("rollup", "hidden", lang)
    if any(one.lots < one.of for one in cells):
        yield say("rollup", "partial", lang)
    if groups:
        yield say("rollup", "groups", lang)
    if alone:
        yield say("rollup", "groups_without_whole", lang, number=alone)
    if instruments:
        yield say("rollup", "instruments", lang)
