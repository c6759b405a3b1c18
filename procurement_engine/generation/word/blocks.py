"""The small Markdown of the templates as blocks: headings with anchors, paragraphs, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

#: "{#ancora}" names a heading, "{#ancora -}" takes its number away.
_ANCHOR = re.compile(r"\s*\{#([\w-]+)( -)?\}\s*$")
#: Alone in a paragraph, the place of the table of contents.
CONTENTS = "[indice]"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `ref` is the anchor whose number it shows."""

    text: str
    bold: bool = False
    italic: bool = False
    ref: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block. Items carry their depth and the number of their list; rows of a table are spans cell by cell."""

    kind: Literal["heading", "paragraph", "item", "table", "quote", "contents"]
    spans: Spans = ()
    level: int = 0
    anchor: str = ""
    numbered: bool = True
    ordered: bool = False
    list_id: int = 0
    rows: tuple[tuple[Spans, ...], ...] = ()
    right: tuple[bool, ...] = ()


def blocks(text: str) -> list[Block]:
    """Every block of a text, in order."""
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "html_inline", "entity", "autolink", "image"])
    return list(_Reader(parser.parse(text)).read())


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = iter(tokens)
        self._lists: list[tuple[bool, int]] = []
        self._count = 0
        self._fresh = False
        self._quoted = 0

    def read(self) -> Iterator[Block]:
        for token in self._tokens:
            if token.type == "heading_open":
                yield _heading(next(self._tokens), int(token.tag[1]))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._count += 1
                self._lists.append((token.type == "ordered_list_open", self._count))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif token.type in ("blockquote_open", "blockquote_close"):
                self._quoted += 1 if token.type == "blockquote_open" else -1
            elif token.type == "list_item_open":
                self._fresh = True
            elif token.type == "table_open":
                yield self._table()
            elif token.type == "inline":
                yield self._paragraph(_spans(token))

    def _paragraph(self, spans: Spans) -> Block:
        if self._lists and self._fresh:
            self._fresh = False
            ordered, number = self._lists[-1]
            return Block("item", spans, level=len(self._lists), ordered=ordered, list_id=number)
        if [span.text for span in spans] == [CONTENTS]:
            return Block("contents")
        return Block("quote" if self._quoted else "paragraph", spans, level=len(self._lists))

    def _table(self) -> Block:
        rows: list[list[Spans]] = []
        right: list[bool] = []
        for token in self._tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if len(rows) == 1:
                    right.append("right" in str(token.attrs.get("style", "")))
            elif token.type == "inline":
                rows[-1].append(_spans(token))
            elif token.type == "table_close":
                break
        return Block("table", rows=tuple(tuple(row) for row in rows), right=tuple(right))


def _heading(token: Token, level: int) -> Block:
    spans, anchor, numbered = _spans(token), "", True
    found = _ANCHOR.search(spans[-1].text) if spans else None
    if found:
        anchor, numbered = found[1], found[2] is None
        spans = (*spans[:-1], Span(spans[-1].text[: found.start()], spans[-1].bold, spans[-1].italic))
    return Block("heading", spans, level=level, anchor=anchor, numbered=numbered)


def _spans(token: Token) -> Spans:
    found: list[Span] = []
    bold = italic = 0
    ref = ""
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold += 1 if child.type == "strong_open" else -1
        elif child.type in ("em_open", "em_close"):
            italic += 1 if child.type == "em_open" else -1
        elif child.type == "link_open":
            ref = str(child.attrs.get("href", "")).removeprefix("#")
            found.append(Span("", bold > 0, italic > 0, ref))
        elif child.type in ("text", "code_inline"):
            found.append(Span(child.content, bold > 0, italic > 0))
        elif child.type in ("softbreak", "hardbreak"):
            found.append(Span("\n" if child.type == "hardbreak" else " ", bold > 0, italic > 0))
    return tuple(found)
