"""Amounts as tables give them: a row's label and its sum, a column or a row for each lot."""

from __future__ import annotations

from collections.abc import Callable

import regex

from procurement_engine.detection.lots import lots_in
from procurement_engine.facts.amounts import bare_amount
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import number
from procurement_engine.facts.passages import Passage, Text

_SHARE = regex.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per cento)")


def label_and_cells(passage: Passage) -> tuple[str, list[tuple[int, float]]]:
    """The words of a row, and the columns that hold a sum (of a thousand euro at least)."""
    found, label = [], []
    for column, cell in enumerate(passage.cells):
        value = bare_amount(cell)
        if value is None:
            label.append(cell)
        elif value >= 1000:
            found.append((column, value))
    return " ".join(label), found


def lot_tables(
    text: Text, key_of: Callable[[str], str | None], value_of: Callable[[str], float | None]
) -> dict[str, dict[str, FactValue]]:
    """Facts per lot. `key_of` says which fact a label is about."""
    lots: dict[str, dict[str, FactValue]] = {}
    header: tuple[str, ...] = ()
    for passage in text.passages:
        if passage.kind != "row" or len(passage.cells) < 2:
            header = ()
            continue
        if passage.columns:
            key = key_of(passage.cells[0])
            for column, lot in passage.columns.items():
                _keep(lots.setdefault(lot, {}), passage, column, key, lot, value_of)
            continue
        named = lots_in(passage.cells[0]) or (
            frozenset({passage.cells[0].strip()}) if header and "lott" in header[0] and _is_name(passage.cells[0]) else frozenset()
        )
        if len(named) != 1:
            header = header if header and not named and _has_sums(passage) else passage.cells
            continue
        lot = next(iter(named)).upper()
        for column in range(1, min(len(header), len(passage.cells))):
            _keep(lots.setdefault(lot, {}), passage, column, key_of(header[column]), lot, value_of)
    return lots


def _is_name(cell: str) -> bool:
    return regex.fullmatch(r"\s*(?:\d{1,2}|[a-h])\s*", cell) is not None


def _has_sums(passage: Passage) -> bool:
    return any(bare_amount(cell) is not None for cell in passage.cells)


def _share_of(cell: str) -> float | None:
    found = _SHARE.search(cell)
    return number(found[1]) / 100 if found else None


def _keep(
    facts: dict[str, FactValue],
    passage: Passage,
    column: int,
    key: str | None,
    lot: str,
    value_of: Callable[[str], float | None],
) -> None:
    if key is None or column >= len(passage.cells):
        return
    cell = passage.cells[column]
    share = key == "labour_share"
    value = _share_of(cell) if share else value_of(cell)
    if value is None:
        return
    shown = round(value, 4) if share or value != int(value) else int(value)
    facts.setdefault(key, FactValue(shown, "stated", (passage.place(*passage.cell_span(column)),), lot=lot))
