"""Rows of cells out of CSV files and workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from procurement_engine.drafts.limits import load
from procurement_engine.drafts.model import UnreadableError
from procurement_engine.drafts.text import decode
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.table.columns import column
from procurement_engine.impact.workbook import Entry, open_workbook, rows

#: The sheet for measurements in a plan's own workbook.
MEASURES = "Misure"
Table = list[list[Entry]]


def tables(path: Path, kind: str) -> Iterator[Table]:
    """The tables of a file whose headings are those of the kind; ImpactError if there is none."""
    if path.suffix.lower() == ".xlsx":
        yield from _workbook(path, kind)
    elif path.suffix.lower() in (".csv", ".txt", ".tsv"):
        yield _csv(path)
    else:
        raise ImpactError("le tabelle si leggono da un file .csv o .xlsx", path.name)


def _workbook(path: Path, kind: str) -> Iterator[Table]:
    book = open_workbook(path)
    names = [name for name in book.sheetnames if name.startswith(MEASURES)] or book.sheetnames
    found = [list(rows(book, name)) for name in names]
    known = [table for table in found if table and sum(column(kind, entry.value) is not None for entry in table[0]) > 1]
    if not known:
        raise ImpactError("nessun foglio ha in prima riga le colonne che servono (indicatore, periodo, valore, ...)", path.name)
    yield from known


def _csv(path: Path) -> Table:
    try:
        text = decode(load(path)[0])
    except UnreadableError as error:
        raise ImpactError(str(error)) from error
    separator = max(";,\t", key=text.split("\n", 1)[0].count)
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    found: Table = []
    heads: list[str] = []
    try:
        for cells in lines:
            heads = heads or [cell.strip() for cell in cells]
            names = heads + [f"{n + 1}" for n in range(len(heads), len(cells))]
            where = f"riga {lines.line_num}"
            found.append([Entry(c.strip() or None, f"{where}, colonna «{n}»") for c, n in zip(cells, names, strict=False)])
    except csv.Error as error:
        raise ImpactError("il file CSV è rovinato: controllare le virgolette", path.name, f"riga {lines.line_num}") from error
    if not found:
        raise ImpactError("il file è vuoto", path.name)
    return found
