"""Lines and tables of the pages, one after the other, into blocks: paragraphs may run over the end of a page."""

from __future__ import annotations

import re

from procurement_engine.drafts.lines import (
    Joiner,
    block,
    ends,
    row,
    runs_on,
    starts_article,
    starts_dash,
    starts_item,
    starts_number,
)
from procurement_engine.drafts.model import Block, Source
from procurement_engine.drafts.pdf_lines import Line, cell_lines
from procurement_engine.drafts.pdf_tables import Table
from procurement_engine.drafts.structure import looks_like_heading

_MARKER = re.compile(
    r"(?:\W{1,2}|\(?\w{1,3}\)|(?:\d{1,2}\.)+\d{0,2}|[IVX]+\.|[a-zA-Z]\.|o|Art(?:icolo|\.)?\s*\d+\W*)$", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{6,})\s*\d{0,3}\s*$")


class Assembler:
    """Takes pages in order and keeps the paragraph still open."""

    def __init__(self, joiner: Joiner, leading: float) -> None:
        self._joiner = joiner
        self._leading = leading
        self._blocks: list[Block] = []
        self._open: list[Line] = []
        self._waiting: list[Block] = []  # furniture met while a paragraph was open
        self._table = self._row = -1
        self._edges: list[float] | None = None  # of the table that ended the page before
        self._margin = 0.0

    def page(self, lines: list[Line], tables: list[Table], around: list[Block]) -> None:
        """The next page: its lines, its tables, its furniture."""
        rights = sorted(line.right for line in lines if len(line.text) > 40)
        self._margin = rights[len(rights) * 9 // 10] if rights else self._margin
        number = lines[0].page if lines else around[0].source.page if around else None
        pending = list(tables)
        for at, line in enumerate(lines):
            while pending and pending[0].top > line.middle:
                self._ruled(pending.pop(0), line.page)
            self._line(line, lines, at)
        for table in pending:
            self._ruled(table, number or self._page_of(table))
        self._waiting.extend(around)
        if not self._open:
            self._flush()

    def finish(self) -> list[Block]:
        """All blocks."""
        self._close()
        self._flush()
        return self._blocks

    @staticmethod
    def _page_of(_table: Table) -> int | None:
        return None

    def _line(self, line: Line, lines: list[Line], at: int) -> None:
        if _is_row(line, lines, at):
            self._close()
            if self._edges is not None or not self._rows_near(lines, at):
                self._table, self._row, self._edges = self._table + 1, -1, None
            self._row += 1
            self._blocks.append(row(line.cells, self._table, self._row, Source(page=line.page)))
            return
        if self._open and self._begins(line):
            self._close()
        self._edges = None
        self._open.append(line)

    def _rows_near(self, lines: list[Line], at: int) -> bool:
        """Was the line before a row of the same table?"""
        return at > 0 and not self._open and _is_row(lines[at - 1], lines, at - 1) and self._row >= 0

    def _ruled(self, table: Table, page: int | None) -> None:
        self._close()
        same = self._edges is not None and len(self._edges) == len(table.edges)
        if not (same and all(abs(a - b) < 6 for a, b in zip(self._edges or (), table.edges, strict=True))):
            self._table, self._row = self._table + 1, -1
        self._edges = table.edges
        for cells in table.rows:
            last = max((at for at, words in enumerate(cells) if words is not None), default=0)
            texts = [self._joiner.join(cell_lines(words)) if words else "" for words in cells[: last + 1]]
            if any(texts):
                self._row += 1
                self._blocks.append(row(texts, self._table, self._row, Source(page=page)))

    def _begins(self, line: Line) -> bool:
        """Does a line begin a new paragraph?"""
        before, text = self._open[-1], line.text
        room = before.has_room(line.words[0], self._margin)
        if _LEADERS.search(before.text):
            return True
        if starts_item(text) and not runs_on(before.text, text):
            return room or ends(before.text) or not starts_dash(text) or starts_dash(self._open[0].text)
        other_page = before.page != line.page
        gap = self._leading if other_page else (before.middle - line.middle) / max(before.size, line.size)
        if gap > 2.2 * self._leading or abs(before.size - line.size) > 0.25 * line.size:
            return not runs_on(before.text, text) or gap > 3 * self._leading
        if runs_on(before.text, text):
            return False
        turns = all(part.bold for part in self._open) != line.bold and (line.bold or len(self._open) < 5)
        if turns and (room or ends(before.text) or text[:1].isupper() or starts_number(text)):
            return True
        if gap > 1.25 * self._leading:
            return True
        if starts_article(text) or starts_number(text):
            return room or ends(before.text) or looks_like_heading(before.text) > 0
        return room and (ends(before.text) or before.right < 0.8 * self._margin)

    def _close(self) -> None:
        if self._open:
            bold = all(line.bold for line in self._open)
            text = self._joiner.join(line.text for line in self._open)
            made = block(text, Source(page=self._open[0].page), bold=bold)
            if made:
                self._blocks.append(made)
            self._open = []
        self._flush()

    def _flush(self) -> None:
        self._blocks.extend(self._waiting)
        self._waiting = []


def _is_row(line: Line, lines: list[Line], at: int) -> bool:
    """Columns: wide gaps, and a neighbour with gaps at the same places or more than two cells of its own."""
    if len(line.cells) < 2 or (len(line.cells) == 2 and _MARKER.match(line.cells[0].strip())):
        return False
    if len(line.cells) > 2:
        return True
    near = [other for other in lines[max(0, at - 1) : at + 2] if other is not line and len(other.cells) > 1]
    starts = [start for start, _ in line.stretches[1:]]
    aligned = any(abs(start - begun) < 12 for other in near for begun, _ in other.stretches[1:] for start in starts)
    return aligned or line.stretches[1][0] - line.stretches[0][1] > 4 * line.size
