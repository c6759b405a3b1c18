"""The plan's workbook read back: the plain data a YAML file would give, and the cell each of them stands in."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan import layout
from procurement_engine.impact.plan.layout import Column
from procurement_engine.impact.workbook import Entry, open_workbook, rows

Where = tuple[str | int, ...]


class Reader:
    """Reads sheet after sheet, remembering where every value stood."""

    def __init__(self, path: Path) -> None:
        self._file = path.name
        self._book: Workbook = open_workbook(path)
        self._places: dict[Where, str] = {}
        if layout.PLAN not in self._book.sheetnames:
            raise ImpactError(f"manca il foglio «{layout.PLAN}»: partire dalla cartella scritta con impact init", self._file)

    def locate(self, where: Where) -> str:
        """The cell of a path, else of the nearest thing above it."""
        return next((self._places[where[:end]] for end in range(len(where), 0, -1) if where[:end] in self._places), "")

    def read(self) -> dict[str, Any]:
        """Everything."""
        data: dict[str, Any] = {}
        fields = {column.heading: column for column in layout.FIELDS}
        for name, value, *_ in (row for row in rows(self._book, layout.PLAN) if len(row) > 1):
            if name.value == "voce" or value.value is None:
                continue
            if name.value not in fields:
                raise ImpactError(f"«{name.value}» non è una voce conosciuta", self._file, name.place)
            self._put(data, (), fields[name.value], value)
        for field, (title, columns) in layout.SHEETS.items():
            if title in self._book.sheetnames and (table := self._table(field, title, columns)):
                data[field] = table
        if weights := self._weights():
            data.setdefault("payment", {})["weights"] = weights
        return data

    def _table(self, field: str, title: str, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
        known = {column.heading: column for column in columns}
        heads: list[Any] = []
        found: list[dict[str, Any]] = []
        for number, row in enumerate(rows(self._book, title)):
            if number == 0:
                heads = [entry.value for entry in row]
                for entry in row:
                    if entry.value is not None and entry.value not in known:
                        raise ImpactError(f"la colonna «{entry.value}» non è conosciuta", self._file, entry.place)
                continue
            item: dict[str, Any] = {}
            where: Where = (field, len(found))
            self._places[where] = row[0].place
            for head, entry in zip(heads, row, strict=False):
                if head is not None and entry.value is not None:
                    self._put(item, where, known[head], entry)
            if item:
                found.append(item)
        return found

    def _put(self, data: dict[str, Any], above: Where, column: Column, entry: Entry) -> None:
        for end in range(1, len(column.path) + 1):
            self._places.setdefault((*above, *column.path[:end]), entry.place)
        self._places[(*above, *column.path)] = entry.place
        *branch, last = column.path
        for step in branch:
            data = data.setdefault(step, {})
        data[last] = self._value(column, entry)

    def _value(self, column: Column, entry: Entry) -> Any:
        value = entry.value.date() if isinstance(entry.value, datetime) else entry.value
        if column.holds == "word":
            return layout.word(column.path[-1], value)
        if column.holds == "list":
            return [part.strip() for part in re.split(r"[;,]", str(value)) if part.strip()]
        if column.holds == "milestones":
            return [self._milestone(part, entry) for part in str(value).split(";") if part.strip()]
        return day(value) if column.path[-1] in ("on", "start", "end") else value

    def _milestone(self, text: str, entry: Entry) -> dict[str, Any]:
        on, _, value = text.partition(":")
        try:
            return {"on": day(on.strip()), "value": float(value.strip().replace(",", "."))}
        except ValueError:
            raise ImpactError("le tappe si scrivono «31/08/2027: 70; 31/08/2028: 75»", self._file, entry.place) from None

    def _weights(self) -> dict[str, Any]:
        if layout.PAYMENT not in self._book.sheetnames:
            return {}
        found = {}
        for row in list(rows(self._book, layout.PAYMENT))[1:]:
            if row[0].value is not None and len(row) > 1:
                found[str(row[0].value)] = row[1].value
                self._places["payment", "weights", str(row[0].value)] = row[1].place
        return found


def day(value: Any) -> Any:
    """A date as Italians type it; what is no date passes, and the model refuses it.

    >>> day("31/08/2027")
    datetime.date(2027, 8, 31)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", value.strip())):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return value
    return value
