"""A Word file for Italian offices: A4, Italian, tables whose heading repeats on every page."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Width of the text, in centimetres.
_TEXT = 17
_LANGUAGES = {"it": "it-IT", "en": "en-GB"}
_PAGE_OF = {"it": ("pagina", "di"), "en": ("page", "of")}
_INK = RGBColor(0x17, 0x32, 0x4D)


def clean(text: str) -> str:
    """Without the control characters XML cannot hold."""
    return _CONTROL.sub("", text)


def new_document(title: str, lang: str = "it") -> WordDocument:
    """An empty document with our page, fonts and language ("it" or "en")."""
    document = Document()
    document.core_properties.title = clean(title)
    document.core_properties.author = "procurement_engine"
    document.core_properties.language = _LANGUAGES[lang]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 10.5), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Calibri")
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = _INK
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES[lang])
    document.styles["Normal"].element.rPr.append(language)
    _page_numbers(section.footer.paragraphs[0], *_PAGE_OF[lang])
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):  # a second copy of the styles, which ours would contradict
            del document.part.rels[name]
    return document


def _page_numbers(paragraph: Paragraph, page: str, of: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, instruction in ((f"{page} ", "PAGE"), (f" {of} ", "NUMPAGES")):
        paragraph.add_run(before)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)  # noqa: SLF001  (python-docx has no fields)


def paragraph(document: WordDocument, text: str, *, bold: bool = False, style: str | None = None) -> None:
    """A paragraph of plain text."""
    document.add_paragraph(style=style).add_run(clean(text)).bold = bold


def table(document: WordDocument, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> None:
    """A table with a heading row; widths in centimetres (the columns left share the rest); figures to the right."""
    grid = document.add_table(rows=1, cols=len(head))
    grid.style = "Table Grid"
    grid.autofit = False
    _fill(grid.rows[0].cells, head, bold=True)
    for cell in grid.rows[0].cells:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E8ECF0")):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for row in rows:
        added = grid.add_row()
        _fill(added.cells, row)
        whole = OxmlElement("w:cantSplit")
        added._tr.get_or_add_trPr().append(whole)  # noqa: SLF001
    rest = (_TEXT - sum(widths)) / max(len(head) - len(widths), 1)
    for number, column in enumerate(grid.columns):
        column.width = Cm(widths[number] if number < len(widths) else rest)
        for cell in column.cells:
            cell.width = column.width
    document.add_paragraph()


def _fill(cells: Sequence[_Cell], texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        target = cell.paragraphs[0]
        run = target.add_run(clean(text))
        run.bold, run.font.size = bold, Pt(9)
        target.paragraph_format.space_after = Pt(0)
        if regex.fullmatch(r"[–\d,.% ]+", text) and not bold:
            target.alignment = WD_ALIGN_PARAGRAPH.RIGHT
