"""From a passage of the report to the stretch of a Word document that can bear a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from procurement_engine.annotation.word_file import WordFile
from procurement_engine.drafts.docx import element_at
from procurement_engine.drafts.numbering import W
from procurement_engine.drafts.trace import Place
from procurement_engine.report import Evidence


@dataclass(frozen=True)
class Span:
    """First and last character, in the tree of the main document. `lead`: what must be said for want of a better anchor."""

    first: Place
    last: Place
    lead: str = ""


def span_of(file: WordFile, passage: Evidence) -> Span | None:
    """None where Word allows no comment and nothing nearby does: headers and footers."""
    source = file.blocks[passage.paragraph].source
    if source.part in file.package.parts("footnotes") or source.part in file.package.parts("endnotes"):
        return _reference(file, source.part, source.path)
    if source.part != file.package.main:
        return None
    places = [place for place in file.places(passage.paragraph)[passage.start : passage.end] if place is not None]
    here = [(node, offset) for found, offset in _in_one_cell(places) if (node := file.here(found)) is not None]
    if not here:
        return _first_run(element_at(file.main, source.path), "elsewhere", file.w)
    boxed = any(above.tag == f"{file.w}txbxContent" for above in here[0][0].iterancestors())
    return Span(here[0], here[-1], "in_box" if boxed else "")


def first_words(file: WordFile) -> Span | None:
    """The first text of the body, for the comment that concerns the whole file."""
    for block in file.blocks:
        if block.role == "body" and block.source.part == file.package.main:
            span = _first_run(element_at(file.main, block.source.path), "", file.w)
            if span is not None:
                return span
    return _first_run(file.main, "", file.w)  # nothing but text boxes: where the first one hangs


def _in_one_cell(places: Sequence[Place]) -> Sequence[Place]:
    """The ends of a passage; of one that runs over several cells, those of its part in the cell with most of it."""
    if not places:
        return ()
    cells = [_cell(node) for node, _ in places]
    fullest = max(cells, key=lambda cell: sum(other is cell for other in cells))
    kept = [place for place, cell in zip(places, cells, strict=True) if cell is fullest]
    return kept[0], kept[-1]


def _cell(node: Any) -> Any:
    return next((above for above in node.iterancestors() if above.tag.endswith("}tc")), None)


def _reference(file: WordFile, part: str, path: tuple[int, ...]) -> Span | None:
    """Where the body refers to a note: comments within notes are not for every version of Word."""
    identifier = element_at(file.package.xml(part), path[:1]).get(f"{W}id")
    for node in file.main.iter(f"{file.w}footnoteReference", f"{file.w}endnoteReference"):
        if node.get(f"{file.w}id") == identifier and node.tag.endswith("}endnoteReference") == ("endnotes" in part):
            return Span((node, 0), (node, 0), "in_note")
    return None


def _first_run(holder: Any, lead: str, w: str) -> Span | None:
    """The text of the first paragraph of an element that has some."""
    for paragraph in holder.iter(f"{w}p"):
        nodes = [node for node in paragraph.iter(f"{w}t", f"{w}drawing", f"{w}pict") if _shown(node, paragraph)]
        if nodes:
            return Span((nodes[0], 0), (nodes[-1], max(len(nodes[-1].text or "") - 1, 0)), lead)
    return None


def _shown(node: Any, paragraph: Any) -> bool:
    """Does it stand in the paragraph itself, with something to see?"""
    holder = next(above for above in node.iterancestors() if above.tag == paragraph.tag)
    deleted = any(above.tag.endswith(("}del", "}moveFrom")) for above in node.iterancestors())
    return holder is paragraph and not deleted and (bool(node.text and node.text.strip()) or not node.tag.endswith("}t"))
