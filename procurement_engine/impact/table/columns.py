"""The columns of a table, by the names people give them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from procurement_engine.data import data_path
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.workbook import Entry
from procurement_engine.indicators.words import plain
from procurement_engine.rules.yaml_file import load_yaml


@cache
def names() -> dict[str, Any]:
    """The whole of `impact_measures.yaml`."""
    return load_yaml(data_path("rulesets", "codelists", "impact_measures.yaml"))


def column(kind: str, heading: object) -> str | None:
    """The column that a heading names.

    >>> column("measures", "Consegnato il"), column("measures", "colore")
    ('received_on', None)
    """
    words = plain(str(heading))
    return next((name for name, known in names()[kind].items() if words == name.replace("_", " ") or words in known), None)


def heads(kind: str, row: list[Entry], file: Path) -> list[str | None]:
    """The columns of a heading row; a heading that nobody knows or that comes twice is refused."""
    found: list[str | None] = []
    for entry in row:
        name = None if entry.value is None else column(kind, entry.value)
        if entry.value is not None and name is None:
            known = ", ".join(aliases[0] for aliases in names()[kind].values())
            raise ImpactError(f"la colonna «{entry.value}» non è conosciuta; ci sono: {known}", file.name, entry.place)
        if name is not None and name in found:
            raise ImpactError(f"la colonna «{entry.value}» compare due volte", file.name, entry.place)
        found.append(name)
    return found


def records(kind: str, table: list[list[Entry]], file: Path) -> list[dict[str, Entry]]:
    """The rows that hold something, by column."""
    columns = heads(kind, table[0], file)
    found = []
    for row in table[1:]:
        for extra in row[len(columns) :]:
            if extra.value is not None:
                raise ImpactError(f"«{extra.value}» sta fuori dalle colonne: manca un'intestazione", file.name, extra.place)
        if any(entry.value is not None for entry in row):
            found.append({name: entry for name, entry in zip(columns, row, strict=False) if name})
            found[-1]["row"] = row[0]
    return found
