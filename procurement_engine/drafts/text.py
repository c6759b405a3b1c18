"""Plain text and Markdown: hard-wrapped lines joined back into paragraphs, columns into rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Source
from procurement_engine.drafts.structure import looks_like_heading
from procurement_engine.drafts.tidy import tidy

_ITEM = re.compile(r"^\s*(?:[-–•*]|[a-z]{1,2}\)|\d{1,2}\))\s+")
_RULE = re.compile(r"^[|\s:\-+=]+$")
_COLUMNS = re.compile(r"\t+|\s{3,}")


def decode(data: bytes) -> str:
    """UTF-8 (or UTF-16 with its mark), else Windows-1252 as old offices write it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


@dataclass
class _Paragraph:
    lines: list[str] = field(default_factory=list)
    start: int = 0


def read_lines(
    lines: Iterable[tuple[str, int | None, int | None]], *, markdown: bool = False, no_blank_lines: bool = False
) -> Iterator[Block]:
    """Blocks of (line, line number, page) triples. A blank line, an item or a heading begins a new block.

    `no_blank_lines`: the source (a PDF) shows no space between paragraphs, so a line that closes a sentence closes
    its paragraph, and a line that looks like a heading stands alone.
    """
    table, row = -1, 0
    open_ = _Paragraph()
    place: tuple[int | None, int | None] = (None, None)
    in_table = False
    for raw, number, page in lines:
        line = raw.rstrip()
        cells = _cells(line)
        heading = line.startswith("#") if markdown else False
        if not line.strip() or cells or heading or _starts_block(line, open_.lines, no_blank_lines):
            yield from _closed(open_, place)
            open_ = _Paragraph()
        if _RULE.match(line) or not line.strip():
            in_table = in_table and bool(line.strip())
            continue
        if cells:
            table, row = (table, row + 1) if in_table else (table + 1, 0)
            in_table = True
            yield Block(
                CELL_SEPARATOR.join(cells), "row", cells=tuple(cells), table=table, row=row, source=Source(line=number, page=page)
            )
            continue
        in_table = False
        if heading:
            level = len(line) - len(line.lstrip("#"))
            yield Block(tidy(line.lstrip("# ")), "heading", level=level, source=Source(line=number, page=page))
            continue
        if not open_.lines:
            place = (number, page)
        open_.lines.append(line)
    yield from _closed(open_, place)


def _starts_block(line: str, open_lines: list[str], no_blank_lines: bool) -> bool:
    if not open_lines:
        return False
    if no_blank_lines and (open_lines[-1].rstrip().endswith((".", ":", ";")) or looks_like_heading(line.strip())):
        return True
    after_heading = len(open_lines) == 1 and looks_like_heading(open_lines[0].strip()) > 0
    return bool(_ITEM.match(line)) or (after_heading and (no_blank_lines or line[:1].isupper()))


def _cells(line: str) -> list[str]:
    if line.count("|") >= 2 and line.lstrip().startswith("|"):
        return [] if _RULE.match(line) else [tidy(cell) for cell in line.strip().strip("|").split("|")]
    parts = _COLUMNS.split(line.strip())
    return [tidy(part) for part in parts] if len(parts) >= 2 and not _ITEM.match(line) else []


def _closed(paragraph: _Paragraph, place: tuple[int | None, int | None]) -> Iterator[Block]:
    if not paragraph.lines:
        return
    text = tidy(join(paragraph.lines))
    item = _ITEM.match(text)
    bullet = item is not None and text[0] in "-–•*"
    number, page = place
    if text:
        yield Block(
            text[item.end() :] if bullet and item else text,
            "list_item" if item else "paragraph",
            level=1 if item else 0,
            source=Source(line=number, page=page),
        )


def join(lines: Iterable[str]) -> str:
    """Lines as one text; a word broken by a hyphen at a line's end becomes whole again.

    >>> join(["la VALUTA-", "ZIONE, e la co-", "Progettazione"])
    'la VALUTAZIONE, e la co-Progettazione'
    """
    text = ""
    for line in lines:
        piece = line.strip()
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and piece[:1].isalpha():
            same_case = piece[0].islower() or text[-2].isupper()
            text = text[:-1] + piece if same_case else text + piece
        else:
            text = f"{text} {piece}" if text else piece
    return text
