"""Labour told as hours times what an hour costs: that the figures multiply says what the sum is, whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from procurement_engine.facts.amounts import bare_amount
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import figures, number
from procurement_engine.facts.passages import Passage, Text, tables_of
from procurement_engine.facts.sums import has, plain

#: Euro that an hour of work may cost; euro below which a product is no yearly cost of labour.
_HOURLY, _LEAST = (8, 90), 1000
_HOURS = regex.compile(r"(?<![\d.,])(?P<n>\d{1,3}(?:\.\d{3})+|\d{2,6}) ore\b")
_FIGURE = regex.compile(r"(?<![\d.,/])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?(?![\d/])")
_LOT_CELL = regex.compile(r"\s*(?:lotto )?(\d{1,2}|[a-h])\s*")


def labour_by_hours(text: Text) -> dict[str | None, FactValue]:
    """The cost of labour of the whole (None) or of each lot: a product told in a sentence, or the products of a table together."""
    found: dict[str | None, FactValue] = {}
    for table in tables_of(text):
        for lot, rows in _products(table).items():
            total = plain(sum(value for value, _ in rows))
            if lot is not None:
                # The total that the table gives for a lot goes before the sum of its rows that multiply.
                totals = (row for row in table if has("totale_lotto", row.text) and _lot_of(table, row) == lot)
                given = (bare_amount(row.cells[-1]) for row in totals)
                total = plain(max((total, *(value for value in given if value))))
            stated = next((row for row in table if any(bare_amount(cell) == total for cell in row.cells)), None)
            places = (stated.whole(),) if stated else tuple(row.whole() for _, row in rows)
            how = "" if stated else "ore per il costo di un'ora"
            found.setdefault(lot, FactValue(total, "stated" if stated else "derived", places, how, lot=lot))
    for passage in text.having((" ore ", " ore,")):
        # "The base is 209.000 euro (9.500 hours at 22)" is a price: a sentence must speak of who works.
        of_work = not (passage.kind == "row" and len(passage.cells) > 1) and has("lavoro_largo", passage.text)
        value = _told_product(passage.text) if of_work else None
        if value and len(passage.lots) < 2:
            lot = next(iter(passage.lots), None)
            found.setdefault(lot, FactValue(plain(value), "stated", (passage.whole(),), lot=lot))
    return found


def _products(rows: Sequence[Passage]) -> dict[str | None, list[tuple[float, Passage]]]:
    """Rows of hours, hourly cost and their product, under a header that says hours or with hours in their words."""
    header = rows[0].cells
    hours = any(regex.search(r"\bore\b|\bmonte ore\b", cell) for cell in header) and not has("non_ore", rows[0].text)
    found: dict[str | None, list[tuple[float, Passage]]] = {}
    for row in rows:
        values = [value for cell in row.cells if (value := bare_amount(cell)) is not None]
        value = _product(values[:-1], values[:-1], values[-1:]) if hours and len(values) > 2 else _told_product(row.text)
        if value is None:
            continue
        found.setdefault(_lot_of(rows, row), []).append((value, row))
    return found


def _lot_of(rows: Sequence[Passage], row: Passage) -> str | None:
    """The lot of a row: in its first cell under "Lotto", or named by it or above the table."""
    named = _LOT_CELL.fullmatch(row.cells[0]) if "lott" in rows[0].cells[0] else None
    return named[1].upper() if named else next(iter(row.lots)) if len(row.lots) == 1 else None


def _told_product(words: str) -> float | None:
    """ "15.750 ore per 24,00 euro, ossia 378.000,00"."""
    if " ore" not in words or has("non_ore", words):
        return None
    written = figures(words)
    hours = [number(match["n"]) for match in _HOURS.finditer(written)]
    others = [number(match[0]) for match in _FIGURE.finditer(written)] if hours else []
    return _product(hours, others, others)


def _product(hours: Sequence[float], costs: Sequence[float], values: Sequence[float]) -> float | None:
    """The value that hours times the cost of one make."""
    return next(
        (
            value
            for one in hours
            for cost in costs
            for value in values
            if value >= _LEAST and _HOURLY[0] <= cost <= _HOURLY[1] and cost < one and abs(one * cost - value) < 1
        ),
        None,
    )
