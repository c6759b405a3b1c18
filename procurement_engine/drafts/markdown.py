"""Markdown, read with markdown-it: the text a reader of the page sees, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from procurement_engine.drafts.lines import block, row
from procurement_engine.drafts.model import Block, Source
from procurement_engine.drafts.tidy import tidy

if TYPE_CHECKING:
    from markdown_it.token import Token

_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)")
_BAR = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"[\s|:-]*-[\s|:-]*")
_TAG = re.compile(r"<[^<>]{0,200}>")


def read_markdown(text: str) -> Iterator[Block]:
    """Blocks of a Markdown text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # Four blanks at the start of a line are, in a draft, an indent and not source code.
    yield from _Reader().blocks(parser.disable(["code", "image"]).parse(text))


class _Reader:
    def __init__(self) -> None:
        self._lists: list[int | None] = []  # the next number of each open list; None for bullets
        self._label = ""
        self._cells: list[str] = []
        self._table = self._row = -1

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        heading, in_cell, line = 0, False, 1
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            kind = token.type
            if kind == "heading_open":
                heading = int(token.tag[1])
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._lists.append(int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind == "list_item_open":
                number = self._lists[-1]
                self._label = f"{number}{token.markup}" if number is not None else ""
                self._lists[-1] = number + 1 if number is not None else None
            elif kind in ("th_open", "td_open"):
                in_cell = True
            elif kind == "table_open":
                self._table, self._row = self._table + 1, -1
            elif kind == "tr_close" and any(self._cells):
                self._row += 1
                yield row(self._cells, self._table, self._row, Source(line=line))
            elif kind == "inline" and in_cell:
                self._cells.append(_shown(token))
                in_cell = False
            elif kind in ("inline", "fence", "html_block"):
                yield from self._text(token, heading, line)
                heading = 0
            if kind in ("tr_close", "table_open"):
                self._cells = []

    def _text(self, token: Token, heading: int, line: int) -> Iterator[Block]:
        pieces = _bare_table(token.content) if token.type == "inline" and not heading else []
        yield from self._bare(pieces, line) if pieces else self._block(_shown(token), heading, Source(line=line))

    def _bare(self, pieces: list[str | list[str]], line: int) -> Iterator[Block]:
        """Rows, and the text before and after them, of a table written without the line of dashes."""
        number = -1
        for at, piece in enumerate(pieces):
            if isinstance(piece, str):
                number = -1
                yield from self._block(piece, 0, Source(line=line + at))
                continue
            if number < 0:
                self._table += 1
            number += 1
            yield row(piece, self._table, number, Source(line=line + at))

    def _block(self, text: str, heading: int, source: Source) -> Iterator[Block]:
        text = tidy(text)
        label, self._label = self._label, ""
        if not text:
            return
        if heading:
            yield Block(text, "heading", level=heading, source=source)
        elif self._lists:
            yield Block(
                text,
                "list_item" if label or self._lists[-1] is None else "paragraph",
                "body",
                len(self._lists),
                label,
                source=source,
            )
        else:
            made = block(text, source)
            if made:
                yield made


def _bare_table(content: str) -> list[str | list[str]]:
    """Line by line, cells or text, where at least two neighbouring lines are rows between bars; else nothing."""
    lines = content.split("\n")
    barred = [line.strip().startswith("|") and line.count("|") > 2 for line in lines]
    if not any(a and b for a, b in pairwise(barred)):
        return []
    return [_cells(line) if is_row else line for line, is_row in zip(lines, barred, strict=True) if not _DASHES.fullmatch(line)]


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return [_EMPHASIS.sub("", cell).strip() for cell in _BAR.split(bare)]


def _shown(token: Token) -> str:
    if token.children is None:
        return _TAG.sub(" ", token.content) if token.type == "html_block" else token.content
    pieces: list[str] = []
    for child in token.children:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif child.type in ("text", "code_inline", "image"):
            pieces.append(child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            pieces.append(" ")
    return "".join(pieces)
