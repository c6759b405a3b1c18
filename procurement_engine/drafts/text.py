"""Plain text: hard-wrapped lines joined back into paragraphs, columns into rows, page furniture told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from procurement_engine.drafts.furniture import furniture
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
from procurement_engine.drafts.structure import looks_like_heading

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[|\s:\-+=_]+$")
_MARKER = re.compile(r"(?:\W{1,2}|\(?\w{1,3}\)|(?:\d{1,2}\.)+\d{0,2}|[IVX]+\.|(?:art|ART|Art)(?:icolo|ICOLO|\.)?\s*\d+\W*)$")
#: No one wraps lines longer than this by hand.
_LONGEST_LINE = 160
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|_{6,})\s*\d{0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, its number in the file, its page where the file has form feeds."""

    text: str
    number: int
    page: int | None


def decode(data: bytes) -> str:
    """UTF-8 (or UTF-16 with its mark), else Windows-1252 as old offices write it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(text: str) -> Iterator[Block]:
    """Blocks of a plain text."""
    pages = _pages(text)
    marked = furniture([[line.text for line in page] for page in pages]) if len(pages) > 1 else [set()]
    body: list[Line] = []
    for lines, aside in zip(pages, marked, strict=True):
        for at in sorted(aside):
            yield Block(lines[at].text.strip(), role="furniture", source=Source(line=lines[at].number, page=lines[at].page))
        kept = [line for at, line in enumerate(lines) if at not in aside]
        body.extend(_without_edges(kept) if len(pages) > 1 else kept)
    yield from _Reader(body).blocks()


def _pages(text: str) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for number, raw in enumerate(_LINE_END.split(text), 1):
        for part, piece in enumerate(raw.split("\f")):
            if part:
                pages.append([])
            pages[-1].append(Line(piece.rstrip(), number, None))
    pages = [page for page in pages if any(line.text for line in page)]
    if len(pages) < 2:
        return pages or [[]]
    return [[replace(line, page=number) for line in page] for number, page in enumerate(pages, 1)]


def _without_edges(lines: list[Line]) -> list[Line]:
    """Without the blank lines at the edges of a page, so that a sentence may run over it."""
    filled = [at for at, line in enumerate(lines) if line.text]
    return lines[filled[0] : filled[-1] + 1] if filled else []


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        texts = [line.text for line in lines]
        self._joiner = Joiner(texts)
        self._width = _wrapped_at(texts)
        self._tables = -1

    def blocks(self) -> Iterator[Block]:
        chunk: list[Line] = []
        for line in (*self._lines, Line("", 0, None)):
            if line.text.strip():
                chunk.append(line)
            elif chunk:
                yield from self._chunk(chunk)
                chunk = []

    def _chunk(self, chunk: Sequence[Line]) -> Iterator[Block]:
        """Lines between two blank ones: rows where they have columns, else paragraphs."""
        prose: list[Line] = []
        number = -1
        for line, cells in zip(chunk, columns([line.text for line in chunk]), strict=True):
            if cells is not None:
                yield from self._prose(prose)
                prose = []
                if number < 0:
                    self._tables += 1
                number += 1
                yield row(cells, self._tables, number, Source(line=line.number, page=line.page))
            elif not _RULE.match(line.text):
                number = -1
                prose.append(line)
        yield from self._prose(prose)

    def _prose(self, lines: Sequence[Line]) -> Iterator[Block]:
        current: list[Line] = []
        for line in lines:
            if current and self._begins(current, line.text.strip()):
                yield from self._closed(current)
                current = []
            current.append(line)
        yield from self._closed(current)

    def _begins(self, current: Sequence[Line], line: str) -> bool:
        before = current[-1].text
        if _LEADERS.search(before[-200:]):
            return True
        if runs_on(before, line):
            return False
        room = len(before) + 1 + len(line.split(" ", 1)[0])
        if starts_item(line):
            return room <= self._width or ends(before) or not starts_dash(line) or starts_dash(current[0].text.strip())
        if starts_article(line) or starts_number(line):
            return ends(before) or not self._width or room <= self._width or looks_like_heading(before.strip()) > 0
        return not self._width or room <= self._width * (1.0 if ends(before) else 0.85)

    def _closed(self, lines: Sequence[Line]) -> Iterator[Block]:
        if lines:
            made = block(self._joiner.join(line.text for line in lines), Source(line=lines[0].number, page=lines[0].page))
            if made:
                yield made


def _wrapped_at(texts: Sequence[str]) -> int:
    """Where lines were wrapped: one that had room for the next word was ended on purpose. 0: every line is a paragraph."""
    lengths = sorted(len(text) for text, after in pairwise(texts) if text and after and not _cells(text, " {3,}"))
    if not lengths or lengths[len(lengths) * 9 // 10] > _LONGEST_LINE:
        return 0
    return lengths[len(lengths) * 3 // 4]


def columns(lines: Sequence[str]) -> list[list[str] | None]:
    """For each line its cells if it is a row of a table, else None."""
    wide = [_cells(line, r" {3,}") for line in lines]
    close = [_cells(line, r" {2,}") if cells is None else None for line, cells in zip(lines, wide, strict=True)]
    rows = list(wide)
    for at, cells in enumerate(close):  # two blanks make a column only if a neighbour has as many
        near = [len(other) for other in (*close[max(0, at - 1) : at], *close[at + 1 : at + 2], *wide[max(0, at - 1) : at]) if other]
        if cells is not None and len(cells) in near:
            rows[at] = cells
    counts = Counter(len(cells) for cells in rows if cells is not None)
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    return [_with_empty(line, cells, usual) if cells is not None else None for line, cells in zip(lines, rows, strict=True)]


def _cells(line: str, gap: str) -> list[str] | None:
    if _RULE.match(line):
        return None
    if line.count("|") >= 2 or (line.lstrip().startswith("|") and line.count("|") > 1):
        bare = line.strip()
        return bare.removeprefix("|").removesuffix("|").split("|")
    if "\t" in line.strip():
        parts = line.rstrip().split("\t")
        return None if _MARKER.match(parts[0].strip()) and len(parts) == 2 else parts
    parts = re.split(gap, line.strip())
    if len(parts) < 2 or (len(parts) == 2 and (_MARKER.match(parts[0]) or not parts[1].strip("."))):
        return None
    stretched = len(parts) > 4 and len(line) > 60 and sum(len(part.split()) for part in parts) < 2 * len(parts)
    return None if stretched and not any(ch.isdigit() for ch in line) else parts


def _with_empty(line: str, cells: list[str], usual: int) -> list[str]:
    """With the empty cells that wider gaps stand for, where that gives the usual number."""
    if len(cells) >= usual or "|" in line or "\t" in line:
        return cells
    indented = [""] if line.startswith("   ") else []
    gaps = [len(gap) for gap in re.findall(r" {3,}", line.strip())]
    if len(gaps) == len(cells) - 1 and all(gap % 3 == 0 for gap in gaps):
        filled = list(indented)
        for cell, gap in zip(cells, (*gaps, 3), strict=True):
            filled += [cell] + [""] * (gap // 3 - 1)
        if len(filled) == usual:
            return filled
    return indented + cells if len(cells) + len(indented) == usual else cells
