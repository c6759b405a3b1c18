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
#: Where they do not fit: a smaller font, with narrow margins in the cells (twentieths of a point).
_SMALL, _SMALL_CHARACTERS, _NARROW = Pt(7.5), 112, "45"
_GREY = "E8EDF2"
Fill = Callable[[Paragraph, Spans], None]


def add_table(document: WordDocument, styles: Styles, block: Block, fill: Fill, texts: Sequence[Sequence[str]]) -> None:
    """A table from its block; `fill` writes the spans of a cell, `texts` are what each cell will show."""
    columns = max(len(row) for row in block.rows)
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    small = sum(_longest_words(texts, columns, room=3)) > _CHARACTERS
    widths = _widths(texts, columns, small=small)
    if small:
        _narrow_margins(table._tbl.tblPr)  # noqa: SLF001
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


def _narrow_margins(properties) -> None:  # type: ignore[no-untyped-def]
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), _NARROW)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _longest_words(texts: Sequence[Sequence[str]], columns: int, *, room: float) -> list[float]:
    """By column, the characters of the longest word and of the room beside it; the heading is bold, and wider."""
    words = [
        [(word, 1.15 if at == 0 else 1) for at, row in enumerate(texts) if n < len(row) for word in row[n].split()]
        for n in range(columns)
    ]
    return [min(max((len(word) * wide for word, wide in column), default=0), _MOST) + room for column in words]


def _widths(texts: Sequence[Sequence[str]], columns: int, *, small: bool) -> list[float]:
    """Centimetres for each column: room for its longest word, the rest shared by how much there is to write."""
    held = [[row[n] for row in texts if n < len(row)] for n in range(columns)]
    words = _longest_words(texts, columns, room=1 if small else 3)
    least = [TEXT_WIDTH * word / max(sum(words), _SMALL_CHARACTERS if small else _CHARACTERS) for word in words]
    wanted = [min(max((len(text) for text in column), default=1), _MOST) for column in held]
    free = TEXT_WIDTH - sum(least)
    return [narrow + free * want / (sum(wanted) or 1) for narrow, want in zip(least, wanted, strict=True)]
