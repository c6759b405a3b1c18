"""Measurements from CSV and workbooks into one tidy pandas table."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.period import Period
from procurement_engine.impact.table import cells
from procurement_engine.impact.table.columns import records
from procurement_engine.impact.table.sheets import tables
from procurement_engine.impact.workbook import Entry

NUMBERS = ["value", "numerator", "denominator"]
PLACES = ["lot", "tender", "body", "district"]
TEXTS = ["indicator", "unit", "group", *PLACES, "instrument", "evidence", "verified_by", "note"]
#: Columns whose cell a fault found later has to name.
PLACED = ["indicator", "period", "unit", "group", "value", "numerator"]
COLUMNS = ["indicator", "period", "start", "end", *NUMBERS, *TEXTS[1:], "received_on", "file", "place"]
COLUMNS += [f"at {one}" for one in PLACED]


def where(row: Any, column: str) -> str:
    """The cell of a measurement that a column stands in; of what it does not have, the first of its row."""
    return str(row.get(f"at {column}") or row["place"])


def read_measures(paths: Iterable[Path]) -> pd.DataFrame:
    """One row a measurement, with the columns COLUMNS; start, end and received_on are dates, missing figures NaN.

    Raises ImpactError naming file, sheet, row and column for text among numbers, two units for one indicator, or periods
    that overlap.
    """
    found = [_record(row, path) for path in map(Path, paths) for table in tables(path, "measures") for row in _rows(table, path)]
    frame = pd.DataFrame(found, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, "float64"))
    if frame.empty:
        raise ImpactError("non c'è nessuna misura")
    _one_unit(frame)
    _no_overlap(frame)
    return frame


def _rows(table: list[list[Entry]], path: Path) -> Iterator[dict[str, Entry]]:
    rows = records("measures", table, path)
    columns = {name for row in rows for name in row}
    if rows and ("indicator" not in columns or ("period" not in columns and not {"start", "end"} <= columns)):
        raise ImpactError("servono almeno le colonne «indicatore» e «periodo» (o «dal» e «al»)", path.name, table[0][0].place)
    yield from rows


def _record(row: dict[str, Entry], path: Path) -> dict[str, Any]:
    record: dict[str, Any] = {name: cells.words(row.get(name)) for name in TEXTS}
    record |= {name: cells.number(row.get(name), path.name) for name in NUMBERS}
    if not record["indicator"]:
        raise ImpactError("manca l'indicatore", path.name, row.get("indicator", row["row"]).place)
    if record["numerator"] is not None and record["denominator"] == 0:
        place = row["denominator"].place
        raise ImpactError("il denominatore è zero: lasciare vuote le celle se non c'era nessuno da contare", path.name, place)
    if (record["numerator"] is None) != (record["denominator"] is None) and record["value"] is None:
        raise ImpactError("numeratore e denominatore vanno dati insieme", path.name, row["row"].place)
    period = _period(row, path)
    record |= {"period": period.label, "start": period.start, "end": period.end}
    record |= {f"at {name}": row[name].place if name in row else "" for name in PLACED}
    return {**record, "received_on": cells.day(row.get("received_on"), path.name), "file": path.name, "place": row["row"].place}


def _period(row: dict[str, Entry], path: Path) -> Period:
    said = row.get("period")
    if said is not None and said.value is not None:
        try:
            return Period.parse(said.value)
        except ValueError as error:
            how = "scrivere 2027, 2027-S1, 2027-T3, 2027-04 o 2026-09-01/2027-08-31"
            raise ImpactError(f"«{said.value}» non è un periodo ({error}); {how}", path.name, said.place) from None
    start, end = (cells.day(row.get(name), path.name) for name in ("start", "end"))
    where = (said or row.get("end") or row["row"]).place
    if start is None or end is None:
        raise ImpactError("manca il periodo", path.name, where)
    if end < start:
        raise ImpactError("il periodo finisce prima di cominciare", path.name, where)
    return Period.between(start, end)


def _one_unit(frame: pd.DataFrame) -> None:
    said = frame[frame["unit"] != ""]
    for name, part in said.groupby("indicator", sort=False):
        first = part.iloc[0]
        other = part[part["unit"].str.lower() != first["unit"].lower()]
        if not other.empty:
            here, there = other.iloc[0], f"{first['file']}, {where(first, 'unit')}"
            sentence = (
                f"l'indicatore «{name}» qui è in «{here['unit']}», ma in {there}, è in «{first['unit']}»: usare una sola unità"
            )
            raise ImpactError(sentence, here["file"], where(here, "unit"))


def _no_overlap(frame: pd.DataFrame) -> None:
    """Two figures of the same thing for the same days."""
    keys = ["indicator", "group", *PLACES]
    ordered = frame.sort_values([*keys, "start", "end"]).to_dict("records")
    for name, part in itertools.groupby(ordered, key=lambda row: [row[key] for key in keys]):
        for before, after in itertools.pairwise(part):
            if after["start"] <= before["end"]:
                sentence = (
                    f"il periodo «{after['period']}» dell'indicatore «{name[0]}» si sovrappone a «{before['period']}» "
                    f"({before['file']}, {where(before, 'period')}): lo stesso tempo si conterebbe due volte"
                )
                raise ImpactError(sentence, after["file"], where(after, "period"))
