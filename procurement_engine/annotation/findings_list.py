"""For drafts that can bear no comments: a Word document that lists the findings with the words they are about."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from procurement_engine.annotation.comments import AUTHOR, Line
from procurement_engine.annotation.notes import Note
from procurement_engine.drafts.model import Block
from procurement_engine.report import CheckReport
from procurement_engine.wording import words


def findings_list(name: str, summary: Iterable[Line], notes: Sequence[Note], blocks: Sequence[Block], report: CheckReport) -> bytes:
    """The bytes of the list, in the order of the draft. `blocks` are the draft's, for pages and lines."""
    say = words(report.lang, "annotation")
    document = Document()
    document.core_properties.author, document.core_properties.title = AUTHOR, say["list_title"].format(name=name)
    for side in ("left_margin", "right_margin"):
        setattr(document.sections[0], side, Cm(2.2))
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(say["list_title"].format(name=name), 1)
    for line in summary:
        _write(document.add_paragraph(), line)
    for note in sorted(notes, key=lambda note: (note.place.paragraph, note.place.start)):
        first, *rest = note.lines
        document.add_heading(first.text, 2)
        place = ", ".join(part for part in (_page(blocks[note.place.paragraph], say), note.place.section) if part)
        document.add_paragraph(f"{place}: «{note.place.quote}»" if place else f"«{note.place.quote}»", "Quote")
        for line in rest:
            _write(document.add_paragraph(), line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(block: Block, say: dict[str, str]) -> str:
    if block.source.page is not None:
        return say["page"].format(n=block.source.page)
    return say["line"].format(n=block.source.line) if block.source.line is not None else ""


def _write(paragraph: Any, line: Line) -> None:
    paragraph.paragraph_format.space_after = Pt(4)
    run = paragraph.add_run(line.text)
    run.bold = line.bold or None
    if line.small:
        run.font.size = Pt(9)
    if line.url:
        run.font.color.rgb, run.underline = RGBColor(0x05, 0x63, 0xC1), True
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(line.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run._r.addprevious(link)  # noqa: SLF001 - python-docx has no way to make a link
        link.append(run._r)  # noqa: SLF001
