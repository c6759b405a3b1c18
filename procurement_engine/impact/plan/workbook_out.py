"""The plan as a workbook: one sheet per list, Italian headings, fixed values chosen from a menu."""

from __future__ import annotations

from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from procurement_engine.impact.plan import layout
from procurement_engine.impact.plan.layout import Column
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.say import hint

MEASURES = "Misure"
#: The columns a small body needs; others may be added (see `impact_measures.yaml`).
MEASURE_COLUMNS = (
    "indicatore", "periodo", "valore", "numeratore", "denominatore", "unità", "consegnato il", "evidenza", "verificato da",
)  # fmt: skip
#: Rows left ready to be filled under what is written.
_ROOM = 20
_HEAD = PatternFill("solid", fgColor="E8ECF0")
_TO_FILL = PatternFill("solid", fgColor="FFF9E5")
_LINE = Side("thin", color="C9CED4")
_EDGE = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(wrap_text=True, vertical="top")


def write(plan: ImpactPlan, path: Path) -> None:
    """Write the workbook; in the light track what small bodies do without is hidden, not left out."""
    data = plan.model_dump(mode="python")
    light = plan.track == "light"
    book = Workbook()
    first = book.active
    if isinstance(first, Worksheet):
        first.title = layout.PLAN
        _settings(first, data, light=light)
    for field, (title, columns) in layout.SHEETS.items():
        rows = data.get(field, ())
        sheet = book.create_sheet(title)
        _table(sheet, columns, rows, light=light)
        sheet.sheet_state = "hidden" if light and not rows and field not in layout.LIGHT_SHEETS else "visible"
    weights = (data.get("payment") or {}).get("weights", {})
    sheet = book.create_sheet(layout.PAYMENT)
    _heads(sheet, (Column("indicatore", (), 14), Column("peso", (), 10)))
    for number, pair in enumerate(weights.items(), 2):
        for position, value in enumerate(pair, 1):
            _set(sheet, number, position, value)
    sheet.sheet_state = "hidden" if light and not weights else "visible"
    _heads(book.create_sheet(MEASURES), tuple(Column(name, (), 18) for name in MEASURE_COLUMNS))
    for made in book.worksheets:
        _printable(made)
    book.save(path)


def _printable(sheet: Worksheet) -> None:
    """On sheets of paper lying down, as many pages down as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"


def _settings(sheet: Worksheet, data: dict[str, Any], *, light: bool) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 70
    _set(sheet, 1, 1, "voce")
    _set(sheet, 1, 2, "valore")
    for number, column in enumerate(layout.FIELDS, 2):
        value = _shown(column, _get(data, column.path))
        _set(sheet, number, 1, column.heading)
        _set(sheet, number, 2, value)
        sheet.cell(number, 1).font = Font(bold=True)
        _to_fill(sheet, number, 2)
        sheet.cell(number, 2).alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
        sheet.row_dimensions[number].hidden = light and value is None and column.heading not in layout.LIGHT
        _menu(sheet, column, f"B{number}")


def _table(sheet: Worksheet, columns: tuple[Column, ...], rows: Any, *, light: bool) -> None:
    _heads(sheet, columns)
    used: set[int] = set()
    for number in range(2, len(rows) + _ROOM + 2):
        row = rows[number - 2] if number - 2 < len(rows) else {}
        lines = 1
        for position, column in enumerate(columns, 1):
            value = _shown(column, _get(row, column.path))
            used |= {position} if value is not None else set()
            _set(sheet, number, position, value)
            _to_fill(sheet, number, position)
            lines = max(lines, ceil(len(str(value or "")) * 1.1 / max(column.width, 13)))
        if lines > 1:
            sheet.row_dimensions[number].height = 15 * min(lines, 8)
    for position, column in enumerate(columns, 1):
        letter = get_column_letter(position)
        needless = position not in used or column.heading in layout.QUIET
        sheet.column_dimensions[letter].hidden = light and needless and column.heading not in layout.LIGHT
        _menu(sheet, column, f"{letter}2:{letter}{len(rows) + _ROOM + 1}")


def _heads(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for position, column in enumerate(columns, 1):
        _set(sheet, 1, position, column.heading)
        cell = sheet.cell(1, position)
        cell.font, cell.fill, cell.alignment, cell.border = Font(bold=True), _HEAD, _TOP, _EDGE
        if note := hint(column.heading):
            cell.comment = Comment(note, "procurement_engine", height=90, width=260)
        sheet.column_dimensions[get_column_letter(position)].width = max(column.width, 13)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"


def _to_fill(sheet: Worksheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.fill, cell.border, cell.alignment = _TO_FILL, _EDGE, _TOP


def _set(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is not a formula
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _get(row: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        row = row.get(step) if isinstance(row, dict) else None
    return row


def _shown(column: Column, value: Any) -> Any:
    if value in (None, (), ""):
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
