"""Observations from CSV and workbooks: who, with or without the service, before or after, how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.table import cells
from procurement_engine.impact.table.columns import names, records
from procurement_engine.impact.table.sheets import tables
from procurement_engine.impact.workbook import Entry
from procurement_engine.indicators.words import plain

COLUMNS = ["unit", "treated", "time", "after", "value", "cluster"]


def read_observations(paths: Iterable[Path], since: str | None = None) -> pd.DataFrame:
    """One row an observation: unit and cluster as text ('' if not said), treated and after as booleans, value NaN if missing.

    A row with columns "prima" and "dopo" becomes two. With dates or years in the column of the time, `since` says from
    which of them on the service was there. Raises ImpactError with the cell.
    """
    found = [one for path in map(Path, paths) for table in tables(path, "observations") for one in _table(table, path, since)]
    if not found:
        raise ImpactError("non c'è nessuna osservazione")
    return pd.DataFrame(found, columns=COLUMNS).astype({"value": "float64", "treated": bool, "after": bool})


def _table(table: list[list[Entry]], path: Path, since: str | None) -> Iterator[dict[str, Any]]:
    for row in records("observations", table, path):
        base = {"unit": cells.words(row.get("unit")), "cluster": cells.words(row.get("cluster")), "treated": _treated(row, path)}
        if "before" in row or "after" in row:
            for column in ("before", "after"):
                value = cells.number(row.get(column), path.name)
                yield {**base, "time": column, "after": column == "after", "value": value}
        elif "time" in row and "value" in row:
            time = cells.words(row["time"])
            after = _after(time, row["time"], path, since)
            yield {**base, "time": time, "after": after, "value": cells.number(row["value"], path.name)}
        else:
            needed = "servono le colonne «prima» e «dopo», oppure «quando» e «valore»"
            raise ImpactError(needed, path.name, table[0][0].place)


def _treated(row: dict[str, Entry], path: Path) -> bool:
    """Without the column everybody had the service: there is no comparison."""
    if "treated" not in row:
        return True
    said = plain(cells.words(row["treated"]))
    for answer, words in names()["treated_words"].items():
        if said in words:
            return bool(answer == "yes")
    raise ImpactError(
        f"«{row['treated'].value or ''}»: scrivere sì (ha avuto il servizio) o no (confronto)", path.name, row["treated"].place
    )


def _after(time: str, entry: Entry, path: Path, since: str | None) -> bool:
    if since is not None:
        return _sortable(time) >= _sortable(since)
    said = plain(time)
    if said in names()["before_words"]:
        return False
    if said in names()["after_words"]:
        return True
    raise ImpactError(f"«{time}» non dice se è prima o dopo: scrivere prima/dopo, o dare --since con il primo periodo del servizio",
                      path.name, entry.place)  # fmt: skip


def _sortable(time: str) -> tuple[float, str]:
    """Years and numbers by size, everything else by its letters (ISO dates sort well)."""
    try:
        return float(time.replace(",", ".")), ""
    except ValueError:
        return float("inf"), time


def order(times: Iterable[str]) -> list[str]:
    """Times from the earliest."""
    return sorted(set(times), key=_sortable)
