"""Measurements of several plans under one name for each indicator, each row with its place in the territory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.match import matched
from procurement_engine.impact.monitoring.measures import read_measures, where
from procurement_engine.impact.plan.files import WORKBOOK, YAML, load_plan
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.layout import PLAN
from procurement_engine.impact.plan.library import draw, library
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.table.sheets import MEASURES
from procurement_engine.impact.workbook import open_workbook

#: From the widest to the narrowest place.
LEVELS = ("district", "body", "tender", "lot")


@dataclass(frozen=True)
class Gathered:
    """`rows`: measurements, `indicator` being the shared name, with `year`, the year in which the period ends."""

    rows: pd.DataFrame
    definitions: dict[str, Indicator]
    targets: dict[tuple[str, ...], Indicator]  # (shared name, *place) -> the indicator as that plan has it


def gather(paths: Sequence[Path]) -> Gathered:
    """Read plans and tables; ImpactError for a row of no plan, or for one name with two definitions."""
    plans, tables = _sorted(paths)
    frame = read_measures(tables)
    found: list[pd.DataFrame] = []
    definitions: dict[str, tuple[Indicator, str]] = {}
    targets: dict[tuple[str, ...], Indicator] = {}
    taken = pd.Series(data=False, index=frame.index)
    for path, plan in plans:
        own = matched(plan, _candidates(frame, path, plan, alone=len(plans) == 1))
        if (twice := own.index.intersection(frame.index[taken])).size:
            row = frame.loc[twice[0]]
            raise ImpactError("non si sa di quale piano è questa misura: scrivere gara o lotto", row["file"], row["place"])
        taken[own.index] = True
        placed = _placed(own, plan)
        for line in plan.indicators:
            _agree(definitions, line, path.name)
        names = {line.id: line.library or line.id for line in plan.indicators}
        for _, row in placed.iterrows():
            own_line = plan.indicator(row["indicator"])
            if own_line:
                targets[(names[own_line.id], *(row[level] for level in LEVELS))] = own_line
        found.append(placed.assign(indicator=placed["indicator"].map(names)))
    found.append(_from_library(frame[~taken], definitions))
    rows = pd.concat([part for part in found if len(part)], ignore_index=True)
    dated = rows.assign(year=[day.year for day in rows["end"]])
    return Gathered(dated, {name: line for name, (line, _) in definitions.items()}, targets)


def _sorted(paths: Sequence[Path]) -> tuple[list[tuple[Path, ImpactPlan]], list[Path]]:
    plans, tables = [], []
    for path in map(Path, paths):
        sheets = open_workbook(path).sheetnames if path.suffix.lower() in WORKBOOK else []
        if path.suffix.lower() in YAML or PLAN in sheets:
            plans.append((path, load_plan(path)))
        if path.suffix.lower() not in YAML and (PLAN not in sheets or _filled(path)):
            tables.append(path)
    if not tables:
        raise ImpactError("mancano le tabelle delle misure (.csv o .xlsx)")
    return plans, tables


def _filled(path: Path) -> bool:
    """A plan's own workbook holds measurements too."""
    book = open_workbook(path)
    return MEASURES in book.sheetnames and book[MEASURES].max_row > 1


def _candidates(frame: pd.DataFrame, path: Path, plan: ImpactPlan, *, alone: bool) -> pd.DataFrame:
    """Rows of a plan's own workbook are its own; others must name its tender, unless there is one plan only."""
    own_file = frame["file"] == path.name
    if own_file.any():
        return frame[own_file]
    return frame if alone else frame[frame["tender"].str.lower() == plan.tender.lower()] if plan.tender else frame.iloc[:0]


def _placed(rows: pd.DataFrame, plan: ImpactPlan) -> pd.DataFrame:
    """Where a row does not say its place, the plan does."""
    filled = rows.copy()
    for column in (*LEVELS, "instrument"):
        said = str(getattr(plan, column))
        filled[column] = filled[column].where(filled[column] != "", said)
    return filled


def _from_library(rows: pd.DataFrame, definitions: dict[str, tuple[Indicator, str]]) -> pd.DataFrame:
    """Rows of no plan can be used where they name a ready indicator, whose definition is known."""
    for _, row in rows.iterrows():
        if row["indicator"] not in library():
            sentence = f"«{row['indicator']}» non è di nessun piano né della libreria; se è di un piano, scrivere la gara"
            raise ImpactError(sentence, row["file"], where(row, "indicator"))
        if row["unit"] and row["unit"].lower() != draw(row["indicator"]).unit.lower():
            raise ImpactError(f"«{row['indicator']}» nella libreria non è in «{row['unit']}»", row["file"], where(row, "unit"))
        _agree(definitions, draw(row["indicator"]), row["file"])
    return rows


def _agree(definitions: dict[str, tuple[Indicator, str]], line: Indicator, file: str) -> None:
    """One name, one formula, unit and way of adding up: what differs is refused, never averaged."""
    name = line.library or line.id
    first, where = definitions.setdefault(name, (line, file))
    if first.definition == line.definition and first.accrues == line.accrues:
        return
    shown = [f"«{one.formula or 'senza formula'}» ({one.unit}, {one.measure})" for one in (first, line)]
    sentence = f"l'indicatore «{name}» è definito in due modi, {shown[0]} in {where} e {shown[1]} qui: non si possono riunire"
    raise ImpactError(sentence, file)
