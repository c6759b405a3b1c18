"""The report as a checklist for the file: filters, a row per requirement and lot, room for name, date and signature."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from procurement_engine.report import CheckReport
from procurement_engine.reports import rows
from procurement_engine.reports.clean import clean
from procurement_engine.wording import words

#: The longest text a cell may hold.
_LONGEST = 32_767
_WIDTHS = {"title": 34, "reason": 52, "quote": 48, "place": 26, "law": 30, "link": 30, "text": 52, "waiver": 30, "print": 19,
           "checker": 22, "date": 12, "sign": 22, "note": 30}  # fmt: skip
_COLOURS = {"error": "F6D5DA", "warning": "FBE7C8", "advice": "DCE6F0", "open": "E5DDF2", "waived": "E3E3E3"}
_LINE = Border(*(Side("thin", color="C9CED4"),) * 4)


def render(report: CheckReport) -> bytes:
    """The workbook. Every cell is text, whatever sign it begins with: none can become a formula."""
    say = words(report.lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    names = (*rows.COLUMNS, *rows.BY_HAND)
    checklist = [(*row, *("",) * len(rows.BY_HAND)) for row in rows.checklist(report)]
    sheet = _sheet(book, say["sheet_list"], [say[f"col_{name}"] for name in names], checklist)
    for column, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 14)
    _paint(sheet, say)
    head = ["col_lot", "fact", "key", "value", "origin", "col_quote", "place"]
    _sheet(book, say["sheet_facts"], [say[key] for key in head], rows.facts(report))
    _sheet(book, say["sheet_questions"], [say["questions_title"], say["fact"], say["question_for"]], rows.questions(report))
    if report.changes is not None:
        head = ["changes", "col_id", "col_title", "col_lot", "col_reason"]
        _sheet(book, say["sheet_changes"], [say[key] for key in head], rows.changes(report))
    _sheet(book, say["sheet_about"], [say["item"], say["value"]], rows.about(report))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(book: Workbook, name: str, head: Sequence[str], body: Iterable[Sequence[str]]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    widest = [len(title) for title in head]
    for number, row in enumerate((head, *body), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", clean(text))[:_LONGEST]
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _LINE
            widest[column - 1] = max(widest[column - 1], *(len(line) for line in text.split("\n")))
    for column, width in enumerate(widest, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, 10), 60)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="17324D")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _for_paper(sheet)
    return sheet


def _for_paper(sheet: Worksheet) -> None:
    """A4 lying, as wide as the sheet, the head on each page, pages numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if sheet.oddFooter is not None:
        sheet.oddFooter.right.text = "&P / &N"


def _paint(sheet: Worksheet, say: dict[str, str]) -> None:
    """The weight in its colour, the id held in view, room to sign."""
    colours = {say[f"weight_{weight}"]: colour for weight, colour in _COLOURS.items()}
    column = rows.COLUMNS.index("weight") + 1
    for number in range(2, sheet.max_row + 1):
        cell = sheet.cell(number, column)
        if cell.value in colours:
            cell.fill = PatternFill("solid", fgColor=colours[str(cell.value)])
    sheet.freeze_panes = "C2"
