"""Marked-up text into a Word document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from procurement_engine.generation.errors import GenerationError
from procurement_engine.generation.render import MARK, Marked
from procurement_engine.generation.word.blocks import Block, Spans, blocks
from procurement_engine.generation.word.fields import begin, bookmark, end, field
from procurement_engine.generation.word.numbering import Lists, define, heading_numbers, unnumbered
from procurement_engine.generation.word.style import Styles, style_document
from procurement_engine.generation.word.table import add_table

_STYLES = {"paragraph": "Normal", "quote": "Quote"}
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WARNING = RGBColor(0xB0, 0x00, 0x20)
_TITLES_IN_CONTENTS = (2, 3)
#: Place, day, office, name, and the text before them: no signature stands alone on a page.
_SIGNATURE = 5


class Writer:
    """Writes one document. `pages` are the pages of the headings, where they are known."""

    def __init__(self, marked: Marked, style: Path | None, notes: Mapping[str, Sequence[str]], pages: Sequence[int]) -> None:
        self._marked = marked
        self._blocks = blocks(marked.text)
        self._numbers = heading_numbers(self._blocks)
        self._anchors = {b.anchor: number for b, number in zip(self._blocks, self._numbers, strict=True) if b.anchor}
        self._notes = notes
        self._pages = pages
        self._document = style_document(style)
        self._styles = Styles(self._document)
        self._bookmarks = 0

    def write(self, title: str, header: str, created: datetime) -> WordDocument:
        """The whole document; `created` stands in its properties."""
        document = self._document
        define(document)
        lists = Lists(document)
        _properties(document, title, created)
        _furniture(document, header)
        for number, block in enumerate(self._blocks):
            if block.kind == "contents":
                self._contents()
                continue
            if block.kind == "table":
                add_table(document, self._styles, block, self._fill, [[self._plain(cell) for cell in row] for row in block.rows])
                continue
            paragraph = self._styles.give(document.add_paragraph(), self._style(block))
            self._fill(paragraph, block.spans)
            if block.kind == "paragraph" and block.spans and block.spans[-1].text.endswith(":"):
                paragraph.paragraph_format.keep_with_next = True  # it announces a list or a table
            if block.kind == "item":
                lists.number(paragraph, block)
            if block.kind == "heading":
                self._after_heading(paragraph, block, number)
        for paragraph in document.paragraphs[-_SIGNATURE:-1]:
            paragraph.paragraph_format.keep_with_next = True
        return document

    def _style(self, block: Block) -> str:
        if block.kind == "heading":
            return f"Heading {block.level}"
        if block.kind == "item":
            return "List Number" if block.ordered else "List Bullet"
        return _STYLES[block.kind]

    def _after_heading(self, paragraph: Paragraph, block: Block, number: int) -> None:
        """Where others refer to it, and what was refused about it."""
        self._bookmarks += 1
        bookmark(paragraph, f"_Toc{number:06d}", self._bookmarks)
        if block.anchor:
            self._bookmarks += 1
            bookmark(paragraph, f"_Ref_{block.anchor.replace('-', '_')}", self._bookmarks)
        for note in (*self._notes.get(block.anchor, ()), *(self._notes.get("", ()) if block.level == 1 else ())):
            run = self._styles.give(self._document.add_paragraph(), "Quote").add_run(f"[NON PUBBLICABILE COSÌ — {note}]")
            run.bold, run.font.color.rgb = True, _WARNING
        if not block.numbered:
            unnumbered(paragraph)

    def _contents(self) -> None:
        """Titles with the page they stand on, as far as known; Word computes it when it opens the file."""
        entries = [(number, block) for number, block in enumerate(self._blocks) if in_contents(block)]
        for at, (number, block) in enumerate(entries):
            paragraph = self._styles.give(self._document.add_paragraph(), f"toc {block.level - 1}")
            if at == 0:
                begin(paragraph, r'TOC \o "2-3" \h \z \u', dirty=True)
            paragraph.add_run("  ".join(filter(None, (self._numbers[number], self._plain(block.spans)))))
            paragraph.add_run("\t")
            field(paragraph, f"PAGEREF _Toc{number:06d} \\h", str(self._pages[at]) if at < len(self._pages) else "")
            if at == len(entries) - 1:
                end(paragraph)

    def titles(self) -> list[str]:
        """The titles of the table of contents as they stand on their pages."""
        pairs = zip(self._blocks, self._numbers, strict=True)
        return [f"{number} {self._plain(block.spans)}".strip() for block, number in pairs if in_contents(block)]

    def _plain(self, spans: Spans) -> str:
        return "".join(self._anchors.get(s.ref, "") if s.ref else self._marked.plain(s.text) for s in spans)

    def _fill(self, paragraph: Paragraph, spans: Spans) -> None:
        for span in spans:
            if span.ref:
                if span.ref not in self._anchors:
                    raise GenerationError(f"il modello rinvia a «{span.ref}», che non c'è")
                field(paragraph, f"REF _Ref_{span.ref.replace('-', '_')} \\r \\h", self._anchors[span.ref])
                continue
            at = 0
            for mark in (*MARK.finditer(span.text), None):
                literal = span.text[at : mark.start() if mark else len(span.text)]
                if literal:
                    _run(paragraph, literal, bold=span.bold, italic=span.italic)
                if mark:
                    _run(paragraph, self._marked.values[int(mark[1])], bold=span.bold, italic=span.italic)
                    at = mark.end()


def in_contents(block: Block) -> bool:
    """Whether a block is a title of the table of contents."""
    return block.kind == "heading" and block.level in _TITLES_IN_CONTENTS


def _run(paragraph: Paragraph, text: str, *, bold: bool, italic: bool) -> None:
    run = paragraph.add_run(text.replace("\r\n", "\n"))
    run.bold, run.italic = bold or None, italic or None
    if _RIGHT_TO_LEFT.search(text):
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))  # noqa: SLF001


def _properties(document: WordDocument, title: str, created: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.language, properties.author = title[:250], "it-IT", "procurement_engine"
    properties.created = properties.modified = created
    properties.comments = ""


def _furniture(document: WordDocument, header: str) -> None:
    """Header with who and what, footer with "pagina X di Y"; an office's own letterhead is left as it is."""
    section = document.sections[0]
    top = section.header.paragraphs[0]
    if not section.header.tables and not any(p.text.strip() for p in section.header.paragraphs):
        _run(top, header, bold=False, italic=True)
    bottom = section.footer.paragraphs[0]
    if not any(p.text.strip() for p in section.footer.paragraphs):
        bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
        bottom.add_run("pagina ")
        field(bottom, "PAGE", "1")
        bottom.add_run(" di ")
        field(bottom, "NUMPAGES", "1")


def contents_titles(marked: Marked) -> list[str]:
    """The titles of the table of contents, with their numbers."""
    return Writer(marked, None, {}, ()).titles()


def write(
    marked: Marked,
    *,
    title: str,
    header: str,
    created: datetime,
    style: Path | None = None,
    notes: Mapping[str, Sequence[str]] | None = None,
    pages: Sequence[int] = (),
) -> WordDocument:
    """The document of a marked text. `notes`: what was refused, by the anchor of the article it concerns."""
    return Writer(marked, style, notes or {}, pages).write(title, header, created)
