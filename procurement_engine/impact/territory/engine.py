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
from procurement_engine.impact.territory.leaves import Lots, Place, cell, sizes
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
            lots, kinds = Lots.of(line, whole), _kinds(whole)
            tree = _tree(lots, name, year, data)
            hidden = {one.place: one.hidden for one in tree}
            beside = _by_instrument(lots, name, year, kinds, hidden)
            told = _told(lots, kinds, hidden, beside)
            parts, left = by_group(Whole(name, year, lots, hidden, told), rows[rows["group"] != ""])
            cells, instruments, groups, alone = [*cells, *tree], [*instruments, *beside], [*groups, *parts], alone + left
    if not cells:
        raise ImpactError("non c'è nessuna misura da riunire")
    return RollupReport(
        years=tuple(sorted({one.year for one in cells})),
        definitions=tuple(_definition(name, line) for name, line in data.definitions.items()),
        cells=tuple(cells), instruments=tuple(instruments), groups=tuple(groups),
        statements=tuple(_statements(cells, instruments, groups, alone, lang)),
    )  # fmt: skip


def _tree(lots: Lots, name: str, year: int, data: Gathered) -> list[Cell]:
    line = lots.line
    places = sorted({lot[:end] for lot in lots.rows for end in range(len(LEVELS) + 1)}, key=lambda place: (len(place), place))
    under = {place: lots.under(place) for place in places}
    figures = {place: lots.together(below) for place, below in under.items()}
    hidden = suppress({place: sizes(line, one) for place, one in figures.items()})
    found = []
    for place in places:
        level, given = ("all", *LEVELS)[len(place)], lots.given(under[place])
        made = cell(name, year, level, place, figures[place], given, hidden.get(place, ""))
        own = data.targets.get((name, *place))
        if own and made.value is not None and not line.accrues:
            made = made.model_copy(update={"covered": progress(own, made.value)})
        found.append(made)
    return found


def _kinds(rows: pd.DataFrame) -> dict[str, list[Place]]:
    """The lots of each instrument."""
    of = {tuple(map(str, place)): str(part["instrument"].iloc[0]) for place, part in rows.groupby(list(LEVELS))}
    return {kind: [lot for lot in of if of[lot] == kind] for kind in sorted(set(of.values())) if kind}


def _by_instrument(lots: Lots, name: str, year: int, kinds: Mapping[str, list[Place]], hidden: Mapping[Place, str]) -> list[Cell]:
    """The same lots by instrument; everything hidden if the sums shown here and there together would tell a hidden one."""
    if len(kinds) < 2:
        return []
    figures = {kind: lots.together(below) for kind, below in kinds.items()}
    whole = lots.together(list(lots.rows))
    gone = suppress({(): sizes(lots.line, whole), **{(kind,): sizes(lots.line, one) for kind, one in figures.items()}})
    shown = [frozenset(below) for kind, below in kinds.items() if (kind,) not in gone]
    tree = {place: frozenset(lots.under(place)) for place in hidden}
    secret = [tree[place] for place, why in hidden.items() if why == "small"]
    if determined([*shown, *(tree[place] for place, why in hidden.items() if not why)], secret):
        gone = {(kind,): "complementary" for kind in kinds}
    return [
        cell(name, year, "instrument", (kind,), figures[kind], lots.given(below), gone.get((kind,), ""))
        for kind, below in kinds.items()
    ]


def _told(
    lots: Lots, kinds: Mapping[str, list[Place]], hidden: Mapping[Place, str], beside: Sequence[Cell]
) -> list[frozenset[Place]]:
    """The sets of lots whose sums are shown, in the tree or by instrument."""
    tree = [frozenset(lots.under(place)) for place, why in hidden.items() if not why]
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
