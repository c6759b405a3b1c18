"""The report as a checklist for the file: filters, a row per requirement and lot, room for name, date and signature."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from procurement_engine.report import CheckReport
from procurement_engine.reports import rows
from procurement_engine.reports.clean import clean
from procurement_engine.wording import words

#: The longest text a cell may hold.
_LONGEST = 32_767
#: Points: a line of text, and the tallest row there can be.
_LINE_HEIGHT, _TALLEST = 13.5, 409
_WIDTHS = {"title": 30, "outcome": 13, "reason": 52, "law": 27, "checker": 18, "date": 11, "sign": 18, "note": 22, "place": 26,
           "quote": 48, "text": 52, "link": 30, "waiver": 30, "layers": 30, "print": 19}  # fmt: skip
_COLOURS = {"error": "F6D5DA", "warning": "FBE7C8", "advice": "DCE6F0", "open": "E5DDF2", "waived": "E3E3E3"}
_LINE = Border(*(Side("thin", color="C9CED4"),) * 4)


def render(report: CheckReport) -> bytes:
    """The workbook. Every cell is text, whatever sign it begins with: none can become a formula."""
    say = words(report.lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    names = (*rows.ON_PAPER, *rows.BY_HAND, *rows.BESIDE)
    widths = [_WIDTHS.get(name, 11) for name in names]
    paper = len(rows.ON_PAPER) + len(rows.BY_HAND)
    sheet = _sheet(book, say["sheet_list"], [say[f"col_{name}"] for name in names], rows.checklist(report), widths, paper)
    _paint(sheet, say)
    head = ["col_lot", "fact", "key", "value", "origin", "col_quote", "place"]
    _sheet(book, say["sheet_facts"], [say[key] for key in head], rows.facts(report))
    if report.questions:
        _sheet(book, say["sheet_questions"], [say["questions_title"], say["fact"], say["question_for"]], rows.questions(report))
    if report.changes is not None:
        head = ["changes", "col_id", "col_title", "col_lot", "col_reason"]
        _sheet(book, say["sheet_changes"], [say[key] for key in head], rows.changes(report))
    _sheet(book, say["sheet_about"], [say["item"], say["value"]], rows.about(report))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(
    book: Workbook, name: str, head: Sequence[str], body: Iterable[Sequence[str]], widths: Sequence[int] = (), paper: int = 0
) -> Worksheet:
    """A table of texts. `paper`: how many columns go on paper and give the rows their height (0: all)."""
    sheet: Worksheet = book.create_sheet(name)
    table = [[ILLEGAL_CHARACTERS_RE.sub("", clean(text))[:_LONGEST] for text in row] for row in (head, *body)]
    widths = widths or [min(max(len(line) for row in table for line in row[n].split("\n")) + 2, 60) for n in range(len(head))]
    for number, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _LINE
        seen = list(zip(row, widths, strict=True))[: paper or None]
        sheet.row_dimensions[number].height = min(_TALLEST, _LINE_HEIGHT * max(_lines(text, width) for text, width in seen))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="17324D")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    if paper:
        sheet.print_area = f"A1:{get_column_letter(paper)}{len(table)}"
    _for_paper(sheet)
    return sheet


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, its words wrapped."""
    return sum(max(1, len(textwrap.wrap(line, max(width - 1, 4)))) for line in text.split("\n"))


def _for_paper(sheet: Worksheet) -> None:
    """A4 lying, as wide as the sheet, the head on each page, pages numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.print_title_rows = "1:1"
    if sheet.oddFooter is not None:
        sheet.oddFooter.right.text = "&P / &N"


def _paint(sheet: Worksheet, say: dict[str, str]) -> None:
    """The weight in its colour, the id held in view, room to sign."""
    colours = {say[f"weight_{weight}"]: colour for weight, colour in _COLOURS.items()}
    column = rows.ON_PAPER.index("weight") + 1
    for number in range(2, sheet.max_row + 1):
        cell = sheet.cell(number, column)
        if cell.value in colours:
            cell.fill = PatternFill("solid", fgColor=colours[str(cell.value)])
    sheet.freeze_panes = "C2"
