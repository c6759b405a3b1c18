"""Figures, dates and words out of cells; what is wrong is said with its cell."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite
from typing import Any

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.base import YEARS
from procurement_engine.impact.plan.workbook_in import day as italian_day
from procurement_engine.impact.workbook import Entry

_ITALIAN = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?")
_POINT = re.compile(r"-?\d+\.\d+(?:e-?\d+)?", re.IGNORECASE)
_EITHER = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def number(entry: Entry | None, file: str) -> float | None:
    """A figure as Italians or spreadsheets write it; an empty cell is a missing figure, not zero."""
    if entry is None or entry.value is None:
        return None
    value = entry.value
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    text = str(value).removesuffix("%").strip()
    if _EITHER.fullmatch(text):
        choice = f"{text.replace('.', '')} o {text.replace('.', ',')}"
        raise ImpactError(f"«{value}» si legge in due modi: scrivere {choice}", file, entry.place)
    if _ITALIAN.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(text):
        return float(text)
    raise ImpactError(
        f"«{value}» è testo in una colonna di numeri; se il dato manca, lasciare vuota la cella: non è zero", file, entry.place
    )


def day(entry: Entry | None, file: str) -> date | None:
    """A date."""
    if entry is None or entry.value is None:
        return None
    value = italian_day(entry.value)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or value.year not in YEARS:
        raise ImpactError(f"«{entry.value}» non è una data; scrivere 01/09/2026", file, entry.place)
    return value


def words(entry: Entry | None) -> str:
    """A text; a bare number that stands for a name stays without decimals."""
    value: Any = entry.value if entry else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
