"""HTML pages: headings, paragraphs, lists and tables as the browser shows them; scripts and hidden parts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from procurement_engine.drafts.lines import block as line_block
from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Kind, Role, Source, UnreadableError
from procurement_engine.drafts.numbering import in_format
from procurement_engine.drafts.structure import HINTED, may_be_heading
from procurement_engine.drafts.tidy import tidy

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = {
    "html",
    "body",
    "div",
    "p",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "section",
    "article",
    "main",
    "aside",
}
_PARTS |= {"address", "fieldset", "form", "figure", "figcaption", "center", "details", "summary", "header", "footer", "nav", "hr"}
_SILENT = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "del",
    "s",
    "strike",
    "title",
    "select",
    "button",
    "svg",
    "object",
    "iframe",
}
_FURNITURE = {"nav", "header", "footer"}
_LISTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class HtmlReader:
    """Walks the page; text outside any block gathers until the next block begins."""

    def __init__(self, path: Path, text: str) -> None:
        try:
            self._root = html.document_fromstring(_DECLARATION.sub("", text, count=1))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(
                f"{path}: la pagina HTML non si può leggere; salvarla di nuovo o incollarla in un .txt."
            ) from error
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._bold = self._plain = False
        self._line = 1
        self._tables = 0

    def blocks(self) -> list[Block]:
        """Blocks of the page, in order."""
        self._walk(self._root, "body", "paragraph", 0, "", bold=False)
        self._close("body", "paragraph", 0, "")
        return self._blocks

    def _close(self, role: Role, kind: Kind, level: int, label: str) -> bool:
        text, bold = tidy(" ".join("".join(self._pieces).split())), self._bold and not self._plain
        self._pieces, self._bold, self._plain = [], False, False
        if not text:
            return False
        source = Source(line=self._line)
        made: Block | None = Block(text, kind, role, level, label, source=source)
        if kind == "paragraph" and role == "body":
            made = line_block(text, source)
            if made and bold and made.kind == "paragraph" and len(text) <= 160 and may_be_heading(text):
                made = Block(text, "heading", role, HINTED, source=source)
        if made:
            self._blocks.append(made)
        return made is not None

    def _walk(self, node: Any, role: Role, kind: Kind, level: int, label: str, *, bold: bool) -> None:
        """The inside of a block: `kind`, `level` and `label` are what its own text becomes."""
        self._take(node.text, node, bold=bold)
        count = _start(node)
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                self._pieces.append(" ")
            elif not tag or tag in _SILENT or _is_hidden(child):
                pass
            elif tag in _PARTS or tag in _HEADINGS or tag == "table":
                if self._close(role, kind, level, label):
                    label = ""
                inner: Role = "furniture" if tag in _FURNITURE and role == "body" else role
                self._part(child, tag, inner, level, count if node.tag == "ol" else None)
                count += tag == "li"
            else:
                self._walk(child, role, kind, level, label, bold=bold or tag in ("b", "strong"))
            self._take(child.tail, node, bold=bold)
        if node.tag in _PARTS or node.tag in _HEADINGS:
            self._close(role, kind, level, label)

    def _part(self, node: Any, tag: str, role: Role, level: int, number: int | None) -> None:
        if tag == "table":
            self._table(node, role)
        elif tag in _HEADINGS:
            self._walk(node, role, "heading", _HEADINGS[tag], "", bold=False)
        elif tag == "li":
            label = f"{in_format(number, _LISTS.get(node.getparent().get('type', ''), 'decimal'))}." if number is not None else ""
            self._walk(node, role, "list_item", _depth(node), label, bold=False)
        else:
            self._walk(node, role, "list_item" if level and tag == "p" else "paragraph", level, "", bold=False)

    def _take(self, text: str | None, node: Any, *, bold: bool) -> None:
        if not text:
            return
        if not self._pieces:
            self._line = node.sourceline or self._line
        self._pieces.append(text)
        if text.strip():
            self._bold |= bold
            self._plain |= not bold

    def _table(self, table: Any, role: Role) -> None:
        number, self._tables = self._tables, self._tables + 1
        for at, row in enumerate(_own(table, "tr")):
            cells: list[str] = []
            inner: list[Any] = []
            for cell in row:
                if cell.tag in ("td", "th") and not _is_hidden(cell):
                    cells.append(tidy(" ".join("".join(_shown(cell, inner)).split())))
                    span = cell.get("colspan", "1")
                    cells += [""] * (min(int(span), 64) - 1 if span.isdecimal() and len(span) < 5 else 0)
            while len(cells) > 1 and not cells[-1] and (row[-1].text_content().strip() or row[-1].get("colspan")):
                cells.pop()
            if any(cells):
                source = Source(line=row.sourceline)
                self._blocks.append(Block(CELL_SEPARATOR.join(cells), "row", role, 0, "", tuple(cells), number, at, source))
            for nested in inner:
                self._table(nested, role)


def _own(table: Any, tag: str) -> Iterator[Any]:
    """The rows of a table and not of those nested in it."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _own(child, tag)


def _shown(node: Any, inner: list[Any]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "table":
            inner.append(child)
        elif tag and tag not in _SILENT and not _is_hidden(child):
            apart = " " if tag == "br" or tag in _PARTS or tag in _HEADINGS else ""
            yield apart
            yield from _shown(child, inner)
            yield apart
        yield child.tail or ""


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def _start(node: Any) -> int:
    start = node.get("start", "1") if node.tag == "ol" else "1"
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _depth(node: Any) -> int:
    return max(1, sum(1 for above in node.iterancestors() if above.tag in ("ul", "ol")))
