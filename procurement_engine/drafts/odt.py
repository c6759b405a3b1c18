"""OpenDocument texts, read from content.xml (and styles.xml for headers and footers)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procurement_engine.drafts.limits import Package
from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Role, Source, UnreadableError
from procurement_engine.drafts.tidy import tidy

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SILENT = {f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"}


def read_odt(path: Path, data: bytes) -> Iterator[Block]:
    """Blocks of an .odt. Deleted text lies apart in `tracked-changes` and is left out."""
    package = Package(path, data)
    if "content.xml" not in package.names:
        raise UnreadableError(f"{path}: non è un testo OpenDocument (.odt) leggibile; salvarlo di nuovo da LibreOffice.")
    body = package.xml("content.xml").find(f"{_OFFICE}body")
    counter = [0]
    if "styles.xml" in package.names:
        for master in package.xml("styles.xml").iter(f"{_OFFICE}master-styles"):
            yield from _walk(master, "styles.xml", "furniture", counter, 0)
    if body is not None:
        yield from _walk(body, "content.xml", "body", counter, 0)


def _walk(node: Any, part: str, role: Role, tables: list[int], depth: int) -> Iterator[Block]:
    for child in node:
        tag = child.tag
        if tag in _SILENT or not isinstance(tag, str):
            continue
        if tag == f"{_TEXT}h":
            yield from _block(child, part, role, "heading", int(child.get(f"{_TEXT}outline-level", "1")))
        elif tag == f"{_TEXT}p":
            yield from _block(child, part, role, "list_item" if depth else "paragraph", depth)
        elif tag == f"{_TEXT}table-of-content":
            yield from _walk(child, part, "toc", tables, 0)
        elif tag == f"{_TABLE}table":
            yield from _rows(child, part, role, tables)
        else:
            yield from _walk(child, part, role, tables, depth + (tag == f"{_TEXT}list"))


def _block(node: Any, part: str, role: Role, kind: Any, level: int) -> Iterator[Block]:
    notes: list[Any] = []
    text = tidy("".join(_pieces(node, notes)))
    if text:
        yield Block(text, kind, role, level, source=Source(part))
    for note in notes:
        yield from _walk(note, part, "note", [0], 0)


def _pieces(node: Any, notes: list[Any]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}note":
            notes.append(child)
        elif child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif child.tag not in _SILENT:
            yield from _pieces(child, notes)
        yield child.tail or ""


def _rows(table: Any, part: str, role: Role, tables: list[int]) -> Iterator[Block]:
    number, tables[0] = tables[0], tables[0] + 1
    for row, line in enumerate(table.iter(f"{_TABLE}table-row")):
        cells = tuple(
            tidy(" ".join("".join(_pieces(p, [])) for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h")))
            for cell in line
            if cell.tag == f"{_TABLE}table-cell"
        )
        if any(cells):
            yield Block(CELL_SEPARATOR.join(cells), "row", role, cells=cells, table=number, row=row, source=Source(part))
