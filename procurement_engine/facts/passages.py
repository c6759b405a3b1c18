"""The sentences of a dossier as facts are read from them: folded text with its place and its lots."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from procurement_engine.detection.index import opens_number, run_in_title
from procurement_engine.detection.lots import lot_clauses, lot_column, lot_columns, lots_in, lots_of_caption, lots_of_row, lots_told
from procurement_engine.detection.words import fold
from procurement_engine.drafts.model import Block, Draft, cell_start
from procurement_engine.facts.model import Place

_END = regex.compile(
    r"(?<!\b(?:cod|art|artt|num|lett|tab|sez|par|pag|all|reg|rif|prot|dott|ing|arch|avv|cfr|ecc|tel|cat|cap|liv|euro)\.)(?<=[^\W\d_]{3}[.!?]|\d[.!?]|[»)\"][.!?])\s+(?=[\p{Lu}«\"(])"
)


_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, heading or table row, folded (same length as shown).

    For a row, `columns` tells the lot of each cell, if any, and `header` holds the cells of its table's first row.
    """

    document: int
    block: int
    start: int
    text: str
    kind: str
    heading: str
    lots: frozenset[str]
    cells: tuple[str, ...] = ()
    columns: Mapping[int, str] = field(default_factory=dict)
    header: tuple[str, ...] = ()

    def place(self, start: int, end: int) -> Place:
        """The place of characters of this passage."""
        return Place(self.document, self.block, self.start + start, self.start + end)

    def whole(self) -> Place:
        """The place of the passage itself."""
        return self.place(0, len(self.text))

    def cell_span(self, column: int) -> tuple[int, int]:
        """The characters of a cell of this row."""
        start = cell_start(self.cells, column)
        return start, start + len(self.cells[column])


class Text:
    """All passages of a dossier, found by the letters they hold (many times faster than a pattern on each)."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.passages = [p for number, draft in enumerate(drafts) for p in _passages(number, draft)]
        self._all = "\n".join(p.text for p in self.passages)
        self._starts: list[int] = []
        at = 0
        for passage in self.passages:
            self._starts.append(at)
            at += len(passage.text) + 1

    def having(self, letters: Iterable[str]) -> list[Passage]:
        """The passages that hold any of these letters, in reading order."""
        found: set[int] = set()
        for stem in letters:
            at = self._all.find(stem)
            while at >= 0:
                index = bisect_right(self._starts, at) - 1
                found.add(index)
                at = self._all.find(stem, self._starts[index + 1]) if index + 1 < len(self._starts) else -1
        return [self.passages[index] for index in sorted(found)]


def tables_of(text: Text) -> Iterator[list[Passage]]:
    """Rows that follow one another."""
    rows: list[Passage] = []
    for passage in text.passages:
        if rows and (passage.kind != "row" or (rows[-1].document, rows[-1].block + 1) != (passage.document, passage.block)):
            yield rows
            rows = []
        if passage.kind == "row":
            rows.append(passage)
    if rows:
        yield rows


def _passages(document: int, draft: Draft) -> Iterator[Passage]:
    """All sentences but furniture and tables of contents."""
    heading, section_lots, run_in = "", frozenset[str](), False
    table: int | None = None
    by_row: int | None = None
    table_lots, caption, columns = frozenset[str](), frozenset[str](), dict[int, str]()
    header: tuple[str, ...] = ()
    for number, block in enumerate(draft.blocks):
        if block.role in ("furniture", "toc"):
            continue
        text = fold(block.text)
        if block.kind != "row":
            title = text if block.kind == "heading" else fold(run_in_title(block))
            if title:
                heading, section_lots = title, lots_in(title)
                run_in = block.kind != "heading"
            elif run_in and opens_number(block):
                section_lots = frozenset()
            caption = lots_of_caption(text)
            yield from _sentences(document, number, block, text, heading, section_lots)
            continue
        cells = tuple(fold(cell) for cell in block.cells)
        header = header if block.table == table else cells
        named = lot_columns(cells, "lott" in heading and block.table != table)
        if block.table != table or len(named) > 1:
            # The first row of a table may name its lots: one for each column, or one for all ("Criteri del lotto 3").
            table, columns = block.table, named if len(named) > 1 else {}
            by_row = lot_column(cells)
            above = caption or section_lots
            table_lots = above if columns or any(cell.strip().isdigit() for cell in cells) else lots_in(text) or above
        caption = frozenset()
        lots = frozenset[str]() if columns else lots_of_row(cells, by_row) or lots_in(text) or table_lots
        yield Passage(document, number, 0, text, "row", heading, lots, cells, columns, header)


def _sentences(document: int, number: int, block: Block, text: str, heading: str, lots: frozenset[str]) -> Iterator[Passage]:
    at = 0
    for end, after in _bounded([*((m.start(), m.end()) for m in _END.finditer(block.text)), (len(text), len(text))]):
        piece = text[at:end]
        # "Lotto 1." rules the sentences of its paragraph until another lot is named.
        for start, clause in _clauses(piece):
            lots = lots_told(clause, lots)
            yield Passage(document, number, at + start, clause, block.kind, heading, lots)
        at = after


def _clauses(sentence: str) -> list[tuple[int, str]]:
    """A sentence, parted where it goes on to another lot; what opens it is about none of them alone."""
    cuts = sorted({0, *lot_clauses(sentence), len(sentence)})
    return [(start, sentence[start:end]) for start, end in pairwise(cuts)]


def _bounded(ends: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ends of sentences, and cuts where one is longer than any sentence: what a pattern may cost stays small."""
    at = 0
    for end, after in ends:
        while end - at > _LONGEST:
            at += _LONGEST
            yield at, at
        yield end, after
        at = after
