"""The plan as a workbook: one sheet per list, Italian headings, fixed values chosen from a menu."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from procurement_engine.impact.plan import layout
from procurement_engine.impact.plan.layout import Column
from procurement_engine.impact.plan.model import ImpactPlan

MEASURES = "Misure"
#: The columns a small body needs; others may be added (see `impact_measures.yaml`).
MEASURE_COLUMNS = (
    "indicatore", "periodo", "valore", "numeratore", "denominatore", "unità", "consegnato il", "evidenza", "verificato da",
)  # fmt: skip
#: Rows left ready to be filled under what is written.
_ROOM = 20
_HEAD = PatternFill("solid", fgColor="E8ECF0")
_TO_FILL = PatternFill("solid", fgColor="FFF9E5")


def write(plan: ImpactPlan, path: Path) -> None:
    """Write the workbook."""
    data = plan.model_dump(mode="python", exclude_defaults=True)
    book = Workbook()
    first = book.active
    if isinstance(first, Worksheet):
        first.title = layout.PLAN
        _settings(first, data)
    for field, (title, columns) in layout.SHEETS.items():
        _table(book.create_sheet(title), columns, data.get(field, ()))
    sheet = book.create_sheet(layout.PAYMENT)
    _heads(sheet, (Column("indicatore", (), 14), Column("peso", (), 10)))
    for number, (name, weight) in enumerate((data.get("payment") or {}).get("weights", {}).items(), 2):
        _set(sheet, number, 1, name)
        _set(sheet, number, 2, weight)
    _heads(book.create_sheet(MEASURES), tuple(Column(name, (), 18) for name in MEASURE_COLUMNS))
    book.save(path)


def _settings(sheet: Worksheet, data: dict[str, Any]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 70
    _set(sheet, 1, 1, "voce")
    _set(sheet, 1, 2, "valore")
    for number, column in enumerate(layout.FIELDS, 2):
        _set(sheet, number, 1, column.heading)
        _set(sheet, number, 2, _shown(column, _get(data, column.path)))
        sheet.cell(number, 1).font = Font(bold=True)
        sheet.cell(number, 2).fill = _TO_FILL
        _menu(sheet, column, f"B{number}")


def _table(sheet: Worksheet, columns: tuple[Column, ...], rows: Any) -> None:
    _heads(sheet, columns)
    for number in range(2, len(rows) + _ROOM + 2):
        row = rows[number - 2] if number - 2 < len(rows) else {}
        for position, column in enumerate(columns, 1):
            _set(sheet, number, position, _shown(column, _get(row, column.path)))
            sheet.cell(number, position).fill = _TO_FILL
    for position, column in enumerate(columns, 1):
        letter = get_column_letter(position)
        _menu(sheet, column, f"{letter}2:{letter}{len(rows) + _ROOM + 1}")


def _heads(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for position, column in enumerate(columns, 1):
        _set(sheet, 1, position, column.heading)
        cell = sheet.cell(1, position)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    sheet.freeze_panes = "B2"


def _set(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is not a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _get(row: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        row = row.get(step) if isinstance(row, dict) else None
    return row


def _shown(column: Column, value: Any) -> Any:
    if value is None or value == ():
        return None
    if column.holds == "word":
        return layout.italian(column.path[-1], value)
    if column.holds == "list":
        return "; ".join(map(str, value))
    if column.holds == "milestones":
        return "; ".join(f"{stone['on']:%d/%m/%Y}: {stone['value']:g}".replace(".", ",") for stone in value)
    return value


def _menu(sheet: Worksheet, column: Column, area: str) -> None:
    if column.holds == "word":
        menu = DataValidation(type="list", formula1=f'"{",".join(layout.WORDS[column.path[-1]])}"', allow_blank=True)
        menu.showErrorMessage, menu.error = True, "Scegliere una voce dell'elenco."
        sheet.add_data_validation(menu)
        menu.add(area)
