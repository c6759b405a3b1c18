"""The sentences of a dossier as facts are read from them: folded text with its place and its lots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from procurement_engine.detection.words import fold
from procurement_engine.drafts.model import Draft
from procurement_engine.facts.model import Place

_END = regex.compile(r"(?<=[^\W\d_]{3}[.!?]|\d[.!?]|[»)\"][.!?])\s+(?=[\p{Lu}«\"(])")
_LOT = regex.compile(r"\blott[oi]\s+(?:n\.?\s*)?(\d{1,2}(?:(?:\s*,\s*|\s+e\s+)\d{1,2})*)\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, heading or table row, folded (same length as shown)."""

    document: int
    block: int
    start: int
    text: str
    kind: str
    heading: str
    lots: frozenset[str]
    cells: tuple[str, ...] = ()

    def place(self, start: int, end: int) -> Place:
        """The place of characters of this passage."""
        return Place(self.document, self.block, self.start + start, self.start + end)


def passages(drafts: Sequence[Draft]) -> Iterator[Passage]:
    """All sentences but furniture and tables of contents."""
    for document, draft in enumerate(drafts):
        heading, heading_lots = "", frozenset[str]()
        for number, block in enumerate(draft.blocks):
            if block.role in ("furniture", "toc"):
                continue
            text = fold(block.text)
            if block.kind == "heading":
                heading, heading_lots = text, lots_in(text)
            lots, at = heading_lots, 0
            for shown in [block.text] if block.kind == "row" else _END.split(block.text):
                piece = fold(shown)
                lots = lots_in(piece) or lots
                at = block.text.find(shown, at)
                cells = tuple(fold(cell) for cell in block.cells)
                yield Passage(document, number, at, piece, block.kind, heading, lots, cells)
                at += len(piece)


def lots_in(text: str) -> frozenset[str]:
    """The lots a folded text names.

    >>> sorted(lots_in("nei lotti 1 e 3"))
    ['1', '3']
    """
    return frozenset(number for match in _LOT.finditer(text) for number in regex.findall(r"\d+", match[1]))
