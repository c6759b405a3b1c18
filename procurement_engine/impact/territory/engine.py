"""From lots to the whole territory: counts add, rates are rebuilt, small numbers are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from pathlib import Path

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.achievement import progress
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.library import library
from procurement_engine.impact.say import say
from procurement_engine.impact.territory.combine import Figure, combine
from procurement_engine.impact.territory.gather import LEVELS, Gathered, gather
from procurement_engine.impact.territory.report import Cell, Definition, RollupReport
from procurement_engine.impact.territory.suppress import Sizes, determined, suppress

Place = tuple[str, ...]


def rollup(paths: Sequence[Path], lang: str = "it") -> RollupReport:
    """Plans and tables of measurements put together; see `gather` for what is refused."""
    data = gather(paths)
    cells, instruments = [], []
    for name, line in data.definitions.items():
        for year, rows in data.rows[data.rows["indicator"] == name].groupby("year"):
            leaves = _leaves(rows, line)
            cells += _tree(line, name, int(str(year)), leaves, data)
            hidden = {cell.place: cell.hidden for cell in cells if (cell.indicator, cell.year) == (name, int(str(year)))}
            instruments += _by_instrument(line, name, int(str(year)), rows, leaves, hidden)
    if not cells:
        raise ImpactError("non c'è nessuna misura da riunire")
    years = tuple(sorted({cell.year for cell in cells}))
    return RollupReport(
        years=years, definitions=tuple(_definition(name, line) for name, line in data.definitions.items()),
        cells=tuple(cells), instruments=tuple(instruments), statements=tuple(_statements(data, cells, instruments, lang)),
    )  # fmt: skip


def _leaves(rows: pd.DataFrame, line: Indicator) -> dict[Place, pd.DataFrame]:
    """The rows of each lot that stand for its year: all of them where they add up over time, else the last period."""
    found = {}
    for place, part in rows.groupby(list(LEVELS), sort=True):
        said = part[part[["value", "numerator"]].notna().any(axis=1)]
        found[tuple(map(str, place))] = said if line.accrues or said.empty else said[said["end"] == said["end"].max()]
    return found


def _figure(line: Indicator, parts: Iterable[pd.DataFrame]) -> Figure:
    frames = [part for part in parts if len(part)]
    return combine(pd.concat(frames), line.measure, line.unit) if frames else Figure(float("nan"), float("nan"), float("nan"))


def _tree(line: Indicator, name: str, year: int, leaves: Mapping[Place, pd.DataFrame], data: Gathered) -> list[Cell]:
    places = sorted({leaf[:end] for leaf in leaves for end in range(len(LEVELS) + 1)}, key=lambda place: (len(place), place))
    under = {place: [leaf for leaf in leaves if leaf[: len(place)] == place] for place in places}
    figures = {place: _figure(line, (leaves[leaf] for leaf in below)) for place, below in under.items()}
    hidden = suppress({place: sizes(line, figure) for place, figure in figures.items()})
    return [
        _cell(line, name, year, ("all", *LEVELS)[len(place)], place, figures[place], [leaves[leaf] for leaf in under[place]],
              hidden.get(place, ""), data.targets.get((name, *place)))
        for place in places
    ]  # fmt: skip


def sizes(line: Indicator, figure: Figure) -> Sizes:
    """The counts of persons behind a figure: of a rate those who did, those who did not, and all; of a mean all."""
    if not line.about_persons or isnan(figure.value):
        return (0.0, 0.0, 0.0)
    if line.measure == "count":
        return (figure.value, 0.0, 0.0)
    if isnan(figure.denominator) or line.measure == "amount":
        return (0.0, 0.0, 0.0)
    if line.measure == "mean":
        return (figure.denominator, 0.0, 0.0)
    return (figure.denominator, figure.numerator, max(figure.denominator - figure.numerator, 0.0))


def _cell(
    line: Indicator, name: str, year: int, level: str, place: Place, figure: Figure, parts: list[pd.DataFrame], hidden: str,
    own: Indicator | None = None,
) -> Cell:  # fmt: skip
    value, top, bottom = (None if hidden or isnan(part) else part for part in figure)
    return Cell(
        indicator=name, year=year, level=level, place=place, value=value, numerator=top, denominator=bottom,
        lots=sum(bool(len(part)) for part in parts), of=len(parts), hidden=hidden,
        covered=progress(own, value) if own and value is not None and not line.accrues else None,
    )  # fmt: skip


def _by_instrument(
    line: Indicator, name: str, year: int, rows: pd.DataFrame, leaves: Mapping[Place, pd.DataFrame], hidden: Mapping[Place, str]
) -> list[Cell]:
    """The same leaves by instrument; everything hidden if the sums shown here and there together would tell a hidden one."""
    of = {tuple(map(str, place)): str(part["instrument"].iloc[0]) for place, part in rows.groupby(list(LEVELS))}
    groups = {kind: [leaf for leaf in leaves if of[leaf] == kind] for kind in sorted(set(of.values())) if kind}
    if len(groups) < 2:
        return []
    figures = {kind: _figure(line, (leaves[leaf] for leaf in below)) for kind, below in groups.items()}
    whole = _figure(line, leaves.values())
    gone = suppress({(): sizes(line, whole), **{(kind,): sizes(line, figure) for kind, figure in figures.items()}})
    shown = [frozenset(below) for kind, below in groups.items() if (kind,) not in gone]
    tree = {place: frozenset(leaf for leaf in leaves if leaf[: len(place)] == place) for place in hidden}
    secret = [tree[place] for place, why in hidden.items() if why == "small"]
    if determined([*shown, *(tree[place] for place, why in hidden.items() if not why)], secret):
        gone = {(kind,): "complementary" for kind in groups}
    return [
        _cell(line, name, year, "instrument", (kind,), figures[kind], [leaves[leaf] for leaf in below], gone.get((kind,), ""))
        for kind, below in groups.items()
    ]


def _definition(name: str, line: Indicator) -> Definition:
    """The tags are the plan's own, else those of the library."""
    ready = library().get(line.library)
    tags = {tag: getattr(line, tag) or (getattr(ready, tag) if ready else ()) for tag in ("bes", "sdg", "iris")}
    return Definition(indicator=name, name=line.name, formula=line.formula, unit=line.unit, measure=line.measure, **tags)


def _statements(data: Gathered, cells: list[Cell], instruments: list[Cell], lang: str) -> Iterable[str]:
    yield say("rollup", "how", lang)
    yield say("rollup", "year", lang)
    if any(cell.hidden for cell in (*cells, *instruments)):
        yield say("rollup", "hidden", lang)
    if any(cell.lots < cell.of for cell in cells):
        yield say("rollup", "partial", lang)
    if data.groups_left_out:
        yield say("rollup", "groups", lang, number=data.groups_left_out)
    if instruments:
        yield say("rollup", "instruments", lang)
