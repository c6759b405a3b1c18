"""The same figures by group of persons (gender, age, ...), hidden so that no small group follows from what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.measures import where
from procurement_engine.impact.table.columns import names
from procurement_engine.impact.territory.gather import LEVELS
from procurement_engine.impact.territory.leaves import Lots, Place, cell, sizes
from procurement_engine.impact.territory.report import Cell
from procurement_engine.impact.territory.suppress import Sizes, determined, small, suppress
from procurement_engine.indicators.words import holds_word, plain

#: A group of a place; "" are the persons of the place who are in none: never shown, but found by subtraction.
Part = tuple[Place, str]
_AGES = re.compile(r"\d+\s*(?:[-–+]|anni)|(?:fino a|oltre|da)\s*\d+")


@dataclass(frozen=True)
class Whole:
    """An indicator in a year without groups.

    `hidden`: why the figure of a place is hidden, empty where it is shown; `told`: the sets of lots whose sums are shown.
    """

    name: str
    year: int
    lots: Lots
    hidden: Mapping[Place, str]
    told: Sequence[frozenset[Place]]


def breakdown(group: str) -> str:
    """What a group divides the persons by; one that says nothing known divides them in itself and the others.

    >>> breakdown("genere: donne"), breakdown("donne"), breakdown("18-35"), breakdown("con figli")
    ('genere', 'genere', 'età', 'con figli')
    """
    said, colon, _ = group.partition(":")
    if colon:
        return said.strip().lower()
    if _AGES.search(group):
        return "età"
    return next((name for name, words in names()["breakdowns"].items() if holds_word(group, words)), plain(group))


def by_group(whole: Whole, rows: pd.DataFrame) -> tuple[list[Cell], int]:
    """The cells of each group at each place that has it, and how many rows (measurements of groups) had no whole beside them.

    ImpactError where the groups of a breakdown count more persons than there are.
    """
    kept = [_beside(whole.lots.rows.get(tuple(map(str, place))), part) for place, part in rows.groupby(list(LEVELS))]
    used = pd.concat(kept) if kept else rows
    found: list[Cell] = []
    for _, part in used.groupby(used["group"].map(breakdown), sort=True):
        found += _breakdown(whole, part)
    return found, len(rows) - len(used)


def _beside(whole: pd.DataFrame | None, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the periods for which the whole of the lot is known."""
    return rows.iloc[:0] if whole is None or whole.empty else rows[rows["end"].isin(set(whole["end"]))]


def _breakdown(whole: Whole, rows: pd.DataFrame) -> list[Cell]:
    own = {str(group): Lots.of(whole.lots.line, part) for group, part in rows.groupby("group", sort=False)}
    below = {(place, group): lots.under(place) for place in whole.hidden for group, lots in own.items()}
    below = {part: lots for part, lots in below.items() if lots}
    figures = {(place, group): own[group].together(lots) for (place, group), lots in below.items()}
    counted = {part: sizes(whole.lots.line, one) for part, one in figures.items()}
    counted |= _others(whole, counted, rows)
    gone = _hide(whole, counted)
    found = []
    for part in sorted(below, key=lambda part: (len(part[0]), part[0])):
        place, group = part
        given = own[group].given(below[part])[0], len(whole.lots.under(place))
        made = cell(whole.name, whole.year, ("all", *LEVELS)[len(place)], place, figures[part], given, gone.get(part, ""))
        found.append(made.model_copy(update={"group": group}))
    return found


def _others(whole: Whole, counted: Mapping[Part, Sizes], rows: pd.DataFrame) -> dict[Part, Sizes]:
    """Who at each place is in no group; ImpactError where the groups of a lot are more than all."""
    found: dict[Part, Sizes] = {}
    groups = {group for _, group in counted}
    for place in whole.hidden:
        own = [counted[place, group] for group in groups if (place, group) in counted]
        every = sizes(whole.lots.line, whole.lots.together(whole.lots.under(place)))
        left = tuple(of_all - sum(some) for of_all, *some in zip(every, *own, strict=True))
        if min(left) < -0.5 and len(place) == len(LEVELS):
            raise _too_many(rows, place)
        if max(left) > 0.5:
            found[place, ""] = tuple(max(0.0, size) for size in left)
    return found


def _too_many(rows: pd.DataFrame, place: Place) -> ImpactError:
    here = rows[(rows[list(LEVELS)].astype(str) == list(place)).all(axis=1)]
    groups, row = "», «".join(dict.fromkeys(here["group"])), here.iloc[-1]
    return ImpactError(
        f"i gruppi «{groups}» contano più persone del totale: in una suddivisione ogni persona sta una volta sola; "
        "se le suddivisioni sono due, scrivere «età: under 36»", row["file"], where(row, "group"),
    )  # fmt: skip


def _hide(whole: Whole, counted: Mapping[Part, Sizes]) -> dict[Part, str]:
    """The breakdown of a place is shown whole or not at all: what is left of it would tell the group that is not.

    Hidden: with a small group, or where the figure of all is; then as many places as it takes; all of them if that is not
    enough.
    """
    groups = sorted({group for _, group in counted})
    nothing = (0.0, 0.0, 0.0)
    nodes = {place: tuple(chain.from_iterable(counted.get((place, one), nothing) for one in groups)) for place, _ in counted}
    gone = suppress(nodes, {place: "complementary" for place in nodes if whole.hidden[place]})
    atoms = {part for part in counted if len(part[0]) == len(LEVELS)}
    known = [frozenset(atom for atom in atoms if atom[0] in lots) for lots in whole.told]
    shown = [_atoms(atoms, part) for part in counted if part[1] and part[0] not in gone]
    secret = [_atoms(atoms, part) for part, size in counted.items() if small(size)]
    hidden = list(counted) if determined([*known, *shown], secret) else [part for part in counted if part[0] in gone]
    return {part: "small" if small(counted[part]) else "complementary" for part in hidden}


def _atoms(atoms: set[Part], part: Part) -> frozenset[Part]:
    place, group = part
    return frozenset(atom for atom in atoms if atom[1] == group and atom[0][: len(place)] == place)
