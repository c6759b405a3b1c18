"""An OpenDocument text with comments on the exact words, as LibreOffice writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from procurement_engine.annotation.comments import AUTHOR, Line
from procurement_engine.annotation.notes import Note
from procurement_engine.annotation.zip_copy import zip_copy
from procurement_engine.drafts.docx import element_at, path_to
from procurement_engine.drafts.odt import OdtReader
from procurement_engine.drafts.odt_styles import OFFICE, TEXT
from procurement_engine.drafts.trace import Place, places_of
from procurement_engine.wording import words

_DC = "http://purl.org/dc/elements/1.1/"
_XLINK = "http://www.w3.org/1999/xlink"
_NAMES = {"office": OFFICE[1:-1], "text": TEXT[1:-1], "dc": _DC, "xlink": _XLINK}
_PART = "content.xml"


class OdtDraft:
    """Writes into one file; call `write` once."""

    def __init__(self, path: Path, data: bytes, when: datetime, lang: str) -> None:
        self._blocks = OdtReader(path, data, traced=True).blocks()
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        # As the reader does: a comment within a text would put its offsets wrong.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        self._root = etree.fromstring(self._zip.read(_PART), parser)
        self._when, self._say = when.strftime("%Y-%m-%dT%H:%M:%S"), words(lang, "annotation")
        self._marks: list[tuple[Any, str, int, int, Any]] = []  # node, "text" or "tail", offset, 0 for an end, element

    def write(self, summary: Iterable[Line], notes: Sequence[Note]) -> bytes:
        """The annotated file. What can stand nowhere (headers, footers) is added to the summary."""
        lines = list(summary)
        for number, note in enumerate(notes, 1):
            span = self._span(note)
            if span is None:
                lines += [
                    Line(self._say["header"], bold=True),
                    *note.lines,
                    Line(self._say["elsewhere"].format(quote=note.place.quote)),
                ]
            else:
                self._mark(f"procurement_engine_{number}", note.lines, *span)
        candidates = sorted((b.role != "body", n) for n, b in enumerate(self._blocks) if self._here(n, 0, len(b.text)))
        for _, first in candidates[:1]:
            places = self._here(first, 0, len(self._blocks[first].text))
            self._mark("procurement_engine_0", lines, places[0], places[-1])
        # From the last to the first, so that the offsets before stay true; at one place ends come before beginnings.
        for node, where, offset, _, element in sorted(self._marks, key=lambda mark: mark[2:4], reverse=True):
            _put(node, where, offset, element)
        root = etree.tostring(self._root.getroottree(), xml_declaration=True, encoding="UTF-8")
        return zip_copy(self._zip, {_PART: root})

    def _here(self, block: int, start: int, end: int) -> list[Place]:
        """The places of a stretch, if it stands in the body of the text."""
        if self._blocks[block].source.part != _PART:
            return []
        return [place for place in places_of(self._blocks[block].text)[start:end] if place is not None]

    def _span(self, note: Note) -> tuple[Place, Place | None] | None:
        places = self._here(note.place.paragraph, note.place.start, note.place.end)
        if not places:
            return None
        (node, _), _ = places[0]
        holder = next((above for above in [node, *node.iterancestors()] if above.tag == f"{TEXT}note"), None)
        if holder is not None:  # comments within notes are not for every program: the reference bears it
            return ((holder, "tail"), 0), None
        cell = _cell(node)
        kept = [place for place in places if _cell(place[0][0]) is cell]
        return kept[0], kept[-1]

    def _mark(self, name: str, lines: Sequence[Line], first: Place, last: Place | None) -> None:
        (node, where), offset = first
        start = self._comment(name, lines)
        self._marks.append((self._own(node), where, offset, 1, start))
        if last is None:
            return
        (node, where), offset = last
        end = etree.Element(f"{OFFICE}annotation-end", {f"{OFFICE}name": name}, nsmap=_NAMES)
        self._marks.append((self._own(node), where, offset + 1, 0, end))

    def _own(self, node: Any) -> Any:
        return element_at(self._root, path_to(node))

    def _comment(self, name: str, lines: Sequence[Line]) -> Any:
        comment = etree.Element(f"{OFFICE}annotation", {f"{OFFICE}name": name}, nsmap=_NAMES)
        for tag, text in (("creator", AUTHOR), ("date", self._when)):
            etree.SubElement(comment, f"{{{_DC}}}{tag}").text = text
        for line in lines:
            paragraph = etree.SubElement(comment, f"{TEXT}p")
            holder = etree.SubElement(paragraph, f"{TEXT}a", {f"{{{_XLINK}}}href": line.url}) if line.url else paragraph
            holder.text = line.text
        return comment


def _cell(node: Any) -> Any:
    return next((above for above in node.iterancestors() if above.tag.endswith("}table-cell")), None)


def _put(node: Any, where: str, offset: int, element: Any) -> None:
    """Insert an element into the text of a node (before its children) or into what follows it."""
    text = getattr(node, where) or ""
    setattr(node, where, text[:offset])
    element.tail = text[offset:]
    if where == "text":
        node.insert(0, element)
    else:
        tail, node.tail = node.tail, None
        node.addnext(element)
        node.tail = tail
