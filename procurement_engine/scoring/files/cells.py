"""What a cell of the workbook holds: nothing, a day, a number, a list of numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def value_of(value: Any) -> Any:
    """Blank is nothing; a date is a day."""
    if isinstance(value, datetime):
        return value.date()
    return None if isinstance(value, str) and not value.strip() else value


def put(fields: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a nested field."""
    for step in path[:-1]:
        fields = fields.setdefault(step, {})
    fields[path[-1]] = value


def number_list(cell: Any) -> list[Any]:
    """ "0; 0.5; 1"."""
    return [] if cell == "[]" else [_number(item) for item in str(cell).split(";")]


def band_list(cell: Any) -> list[list[Any]]:
    """ "10: 0.2; 20: 0.5; oltre: 1"."""
    bands = [band.split(":") for band in str(cell).split(";")]
    return [[None if end.strip() == "oltre" else _number(end), _number(coefficient)] for end, coefficient in bands]


def level_hours(cell: Any) -> dict[str, Any]:
    """ "D1: 6000; D2: 500"."""
    pairs = [part.split(":") for part in str(cell).split(";")]
    return {level.strip(): _number(hours) for level, hours in pairs}


def _number(text: str) -> Any:
    """With a point or a comma, or a fraction."""
    bare = text.strip().replace(",", ".")
    if "/" in bare:
        return bare
    return int(bare) if bare.lstrip("-").isdigit() else float(bare)
