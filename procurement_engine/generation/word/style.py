"""The Word file documents are styled from. `python -m procurement_engine.generation.word.style PATH` writes ours anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from procurement_engine.data import data_path
from procurement_engine.generation.errors import GenerationError

#: Style -> (size in points, bold, space before, space after). The title is a heading: screen readers look for it.
PARAGRAPHS = {
    "Normal": (10.5, False, 0, 6), "Heading 1": (17, True, 0, 14), "Heading 2": (13, True, 18, 6), "Heading 3": (11.5, True, 12, 4),
    "List Bullet": (10.5, False, 0, 3), "List Number": (10.5, False, 0, 3),
    "toc 1": (10.5, False, 3, 1), "toc 2": (10, False, 0, 1), "Quote": (10.5, False, 6, 6), "Table Text": (9, False, 2, 2),
}  # fmt: skip
_FONT, _INK = "Arial", RGBColor(0x17, 0x32, 0x4D)
#: Width of the text on an A4 page, in centimetres.
TEXT_WIDTH = 17.0


def style_document(path: Path | None = None) -> WordDocument:
    """An office's style file, empty of text, or ours. GenerationError if it lacks a style."""
    source = path or data_path("tender_templates", "stile.docx")
    try:
        document = Document(str(source))
    except Exception as error:
        raise GenerationError("non è un documento .docx che si possa leggere", file=source.name) from error
    missing = [name for name in PARAGRAPHS if name not in document.styles]
    if missing:
        raise GenerationError(f"al file di stile mancano gli stili {', '.join(missing)}", file=source.name)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document


class Styles:
    """Gives paragraphs their style by its id: looking a style up by name for each paragraph takes most of the time."""

    def __init__(self, document: WordDocument) -> None:
        self._ids = {name: document.styles[name].style_id for name in PARAGRAPHS}

    def give(self, paragraph: Paragraph, name: str) -> Paragraph:
        """The same paragraph, in a style."""
        if name != "Normal":
            paragraph._p.style = self._ids[name]  # noqa: SLF001
        return paragraph


def build() -> WordDocument:
    """Our style: A4, Arial, Italian, numbered headings, header and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    for name, (size, bold, before, after) in PARAGRAPHS.items():
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        _paragraph_style(document.styles[name], size, bold, before, after, ink=name.startswith("Heading"))
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.alignment = 1.1, WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in ("Heading 1", "Heading 2", "Heading 3", "Table Text", "toc 1", "toc 2"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for level, name in enumerate(("toc 1", "toc 2")):
        form = document.styles[name].paragraph_format
        form.left_indent = Cm(0.8 * level)
        form.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    _language(document)
    _only_one_list_of_styles(document)
    zoom = document.settings.element.find(qn("w:zoom"))
    if zoom is not None:
        zoom.set(qn("w:percent"), "100")
    return document


def _only_one_list_of_styles(document: WordDocument) -> None:
    """Without the second list for Word 2010 that python-docx brings along: it would not follow what is changed in the first."""
    part = document.part
    for key in [key for key, relation in part.rels.items() if relation.reltype.endswith("/stylesWithEffects")]:
        part.drop_rel(key)
        part.rels.pop(key, None)


def _paragraph_style(style: Any, size: float, bold: bool, before: float, after: float, *, ink: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), _FONT)
    fonts.set(qn("w:eastAsia"), _FONT)
    if ink:
        style.font.color.rgb = _INK
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next = True if style.name.startswith("Heading") else None


def _language(document: WordDocument) -> None:
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "it-IT")
        lang.set(qn("w:eastAsia"), "it-IT")
    properties = document.styles["Normal"].element.get_or_add_rPr()
    if properties.find(qn("w:lang")) is None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), "it-IT")
        properties.append(lang)


if __name__ == "__main__":
    build().save(sys.argv[1])
