"""A report as a Word file, its pictures as PNG with their words for those who do not see them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from procurement_engine.impact.render.page import Block, Grid, Heading, Page, Picture, Points, Words
from procurement_engine.impact.render.png import png
from procurement_engine.scoring.render.word import clean, new_document, paragraph, table

#: Width of the text, in centimetres.
_TEXT = 17.0


def write(page: Page, path: Path) -> None:
    """Write the file."""
    document = new_document(page.title)
    document.add_heading(clean(page.title), 1)
    for block in page.blocks:
        _block(document, block)
    document.save(str(path))


def _block(document: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(clean(block.text), block.level)
    elif isinstance(block, Words):
        paragraph(document, block.text, bold=block.strong)
        if block.small:
            document.paragraphs[-1].runs[0].font.size = Pt(9)
    elif isinstance(block, Points):
        for item in block.items:
            paragraph(document, item, style="List Bullet")
    elif isinstance(block, Grid):
        table(document, block.head, block.rows, block.widths)
        _to_the_right(document, block)
    else:
        _picture(document, block)


def _to_the_right(document: WordDocument, block: Grid) -> None:
    for number in block.figures:
        for cell in document.tables[-1].columns[number].cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _picture(document: WordDocument, block: Picture) -> None:
    caption = document.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    run = caption.add_run(clean(block.caption))
    run.italic, run.font.size = True, Pt(9)
    width = min(_TEXT, block.drawing.width / 760 * _TEXT)
    shape = document.add_picture(BytesIO(png(block.drawing)), width=Cm(width))
    described = shape._inline.docPr  # noqa: SLF001  (python-docx has no alternative text)
    described.set("descr", clean(block.drawing.title))
