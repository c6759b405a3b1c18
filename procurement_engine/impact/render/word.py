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
#: Word reads out no more of an alternative text.
_MOST = 2000


def write(page: Page, path: Path) -> None:
    """Write the file."""
    path.write_bytes(render(page))


def render(page: Page) -> bytes:
    """The file."""
    document = new_document(page.title, page.lang)
    document.add_heading(clean(page.title), 1)
    for block in page.blocks:
        _block(document, block)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


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
        _aligned(document, block)
    else:
        _picture(document, block)


def _aligned(document: WordDocument, block: Grid) -> None:
    for number, column in enumerate(document.tables[-1].columns):
        side = WD_ALIGN_PARAGRAPH.RIGHT if number in block.figures else WD_ALIGN_PARAGRAPH.LEFT
        for cell in column.cells:
            cell.paragraphs[0].alignment = side


def _picture(document: WordDocument, block: Picture) -> None:
    caption = document.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    run = caption.add_run(clean(block.caption))
    run.italic, run.font.size = True, Pt(9)
    width = min(_TEXT, block.drawing.width / 760 * _TEXT)
    shape = document.add_picture(BytesIO(png(block.drawing)), width=Cm(width))
    described = shape._inline.docPr  # noqa: SLF001  (python-docx has no alternative text)
    described.set("title", clean(block.drawing.title))
    described.set("descr", clean(block.drawing.words)[:_MOST])
