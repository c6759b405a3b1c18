"""HTML pages: headings, paragraphs, lists and tables; scripts and styles left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Source, UnreadableError
from procurement_engine.drafts.tidy import tidy

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "figcaption", "caption"}
_SILENT = {"script", "style", "head", "template", "noscript", "del", "s"}
_FURNITURE = {"nav", "header", "footer"}


def read_html(path: Path, text: str) -> Iterator[Block]:
    """Blocks of an HTML page, in order."""
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{path}: la pagina HTML non si può leggere; salvarla di nuovo o incollarla in un .txt.") from error
    yield from _walk(root, [0], furniture=False)


def _walk(node: Any, tables: list[int], *, furniture: bool) -> Iterator[Block]:
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SILENT or not tag:
            continue
        role = "furniture" if furniture or tag in _FURNITURE else "body"
        place = Source(line=child.sourceline)
        if tag == "table":
            yield from _rows(child, tables, place)
        elif tag in _BLOCKS or (tag == "div" and not any(isinstance(c.tag, str) and c.tag != "br" for c in child)):
            body = tidy(" ".join(child.text_content().split()))
            heading = len(tag) == 2 and tag[0] == "h"
            kind = "heading" if heading else "list_item" if tag == "li" else "paragraph"
            if body:
                yield Block(body, kind, role, int(tag[1]) if heading else int(tag == "li"), source=place)  # type: ignore[arg-type]
        else:
            if child.text and child.text.strip() and tag not in ("body", "html"):
                yield Block(tidy(" ".join(child.text.split())), role=role, source=place)  # type: ignore[arg-type]
            yield from _walk(child, tables, furniture=role == "furniture")
        if child.tail and child.tail.strip():
            yield Block(tidy(" ".join(child.tail.split())), role=role, source=place)  # type: ignore[arg-type]


def _rows(table: Any, tables: list[int], place: Source) -> Iterator[Block]:
    number, tables[0] = tables[0], tables[0] + 1
    for row, line in enumerate(table.iter("tr")):
        cells = tuple(tidy(" ".join(cell.text_content().split())) for cell in line if cell.tag in ("td", "th"))
        if any(cells):
            yield Block(CELL_SEPARATOR.join(cells), "row", cells=cells, table=number, row=row, source=place)
