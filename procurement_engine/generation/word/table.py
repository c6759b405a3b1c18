"""Tables that fit the page: widths by what columns hold, the heading row repeated, numbers to the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from procurement_engine.generation.word.blocks import Block, Spans
from procurement_engine.generation.word.style import TEXT_WIDTH, Styles

#: Characters of the table's font on a line of the page, and the length beyond which a text wants no more room.
_CHARACTERS, _MOST = 95, 60
_SMALL = Pt(7.5)
_GREY = "E8EDF2"
Fill = Callable[[Paragraph, Spans], None]


def add_table(document: WordDocument, styles: Styles, block: Block, fill: Fill, texts: Sequence[Sequence[str]]) -> None:
    """A table from its block; `fill` writes the spans of a cell, `texts` are what each cell will show."""
    columns = max(len(row) for row in block.rows)
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    widths = _widths(texts, columns)
    small = sum(_longest_words(texts, columns)) > _CHARACTERS
    for number, row in enumerate(block.rows):
        line = table.add_row()
        _row_properties(line._tr, head=number == 0)  # noqa: SLF001
        for at, cell in enumerate(line.cells):
            cell.width = Cm(widths[at])
            paragraph = styles.give(cell.paragraphs[0], "Table Text")
            if at < len(block.right) and block.right[at]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if at < len(row):
                fill(paragraph, row[at])
            if small:
                for run in paragraph.runs:
                    run.font.size = _SMALL
            if number == 0:
                _shade(cell._tc)  # noqa: SLF001
                for run in paragraph.runs:
                    run.bold = True
    for at, grid in enumerate(table._tbl.tblGrid.gridCol_lst):  # noqa: SLF001
        grid.w = Cm(widths[at])
    document.add_paragraph().paragraph_format.space_after = 0


def _row_properties(row, *, head: bool) -> None:  # type: ignore[no-untyped-def]
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if head else ())):
        properties.append(OxmlElement(name))


def _shade(cell) -> None:  # type: ignore[no-untyped-def]
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _GREY)):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)


def _longest_words(texts: Sequence[Sequence[str]], columns: int) -> list[int]:
    """By column, the characters of the longest word and of the room beside it."""
    held = [[row[n] for row in texts if n < len(row)] for n in range(columns)]
    return [min(max((len(word) for text in column for word in text.split()), default=0), _MOST) + 3 for column in held]


def _widths(texts: Sequence[Sequence[str]], columns: int) -> list[float]:
    """Centimetres for each column: room for its longest word, the rest shared by how much there is to write."""
    held = [[row[n] for row in texts if n < len(row)] for n in range(columns)]
    words = _longest_words(texts, columns)
    least = [TEXT_WIDTH * word / max(sum(words), _CHARACTERS) for word in words]
    wanted = [min(max((len(text) for text in column), default=1), _MOST) for column in held]
    free = TEXT_WIDTH - sum(least)
    return [small + free * want / (sum(wanted) or 1) for small, want in zip(least, wanted, strict=True)]
