"""Word fields with the text they show until Word computes them again: references, page numbers, the table of contents."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field at the end of a paragraph."""
    begin(paragraph, instruction)
    paragraph.add_run(shown)
    end(paragraph)


def begin(paragraph: Paragraph, instruction: str, *, dirty: bool = False) -> None:
    """Open a field; what follows up to `end` is what it shows. A dirty one is computed when Word opens the file."""
    opening = _mark(paragraph, "begin")
    if dirty:
        opening.set(qn("w:dirty"), "true")
    text = OxmlElement("w:instrText")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)  # noqa: SLF001
    _mark(paragraph, "separate")


def end(paragraph: Paragraph) -> None:
    """Close a field."""
    _mark(paragraph, "end")


def _mark(paragraph: Paragraph, kind: str):  # type: ignore[no-untyped-def]
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # noqa: SLF001
    return mark


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A bookmark around all that a paragraph holds."""
    start, stop = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, stop):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    element = paragraph._p  # noqa: SLF001
    element.insert(1 if element.pPr is not None else 0, start)
    element.append(stop)
