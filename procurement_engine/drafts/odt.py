"""OpenDocument texts, read from content.xml (and styles.xml for headers, footers and styles)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procurement_engine.drafts.limits import Package
from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Kind, Role, Source, UnreadableError
from procurement_engine.drafts.odt_styles import OFFICE, TABLE, TEXT, OdtStyles
from procurement_engine.drafts.structure import HINTED, may_be_heading
from procurement_engine.drafts.trace import join, piece, tidied

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_P, _H, _LIST, _ITEM, _TABLE, _CELL = (
    *(f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TEXT}list-item"),
    *(f"{TABLE}table", f"{TABLE}table-cell"),
)
_COVERED, _BOX = f"{TABLE}covered-table-cell", f"{_DRAW}text-box"
_NAME = f"{TEXT}style-name"
_CONTENTS = {f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index")}
_SILENT = {f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "sequence-decls", "variable-decls", "user-field-decls")}
_SILENT |= {f"{TEXT}{name}" for name in ("table-of-content-source", "alphabetical-index-source", "ruby-text", "hidden-text")}
_SILENT |= {f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{_SVG}title", f"{_SVG}desc"}
#: A cell can say it is repeated; more than this is an attack.
_REPEATED = 64
_Path = tuple[int, ...]


class OdtReader:
    """Reads one file. `revised` and `notices` are known after `blocks()`. `traced`: block texts know their places.

    A place is here a node with "text" or "tail", and an offset in that.
    """

    def __init__(self, path: Path, data: bytes, *, traced: bool = False) -> None:
        self._traced = traced
        package = Package(path, data)
        if "content.xml" not in package.names:
            raise UnreadableError(f"{path}: non è un testo OpenDocument (.odt) leggibile; salvarlo di nuovo da LibreOffice.")
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableError(f"{path}: il file è protetto da password; toglierla e riprovare.")
        self._content = package.xml("content.xml")
        self._page = package.xml("styles.xml") if "styles.xml" in package.names else None
        self._styles = OdtStyles([root for root in (self._page, self._content) if root is not None])
        self.notices: list[tuple[str, str]] = []
        self.revised = next(self._content.iter(f"{TEXT}changed-region"), None) is not None
        self._blocks: list[Block] = []
        self._part = "content.xml"
        self._tables = 0
        self._aside: list[tuple[Any, Role]] = []  # notes and text boxes met inside a paragraph
        self._take_notice(package)

    def _take_notice(self, package: Package) -> None:
        if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
            self.notices.append(("macros", ""))
        for image in self._content.iter(f"{_DRAW}image"):
            target = image.get(_XLINK, "")
            if "://" in target:
                self.notices.append(("external", target[:80]))
        if self.revised:
            self.notices.append(("revisions", ""))

    def blocks(self) -> list[Block]:
        """Headers and footers, then the body with its notes. Deleted text lies apart, in `tracked-changes`."""
        if self._page is not None:
            self._part = "styles.xml"
            for at, masters in enumerate(self._page):
                if masters.tag == f"{OFFICE}master-styles":
                    self._walk(masters, "furniture", (at,))
        self._part = "content.xml"
        for at, child in enumerate(self._content):
            if child.tag == f"{OFFICE}body":
                self._walk(child, "body", (at,))
        return self._blocks

    def _walk(self, node: Any, role: Role, path: _Path) -> None:
        for number, child in enumerate(node):
            tag, here = child.tag, (*path, number)
            if tag in _SILENT or child.get(f"{TEXT}display") == "none":
                continue
            if tag in (_P, _H):
                self._paragraph(child, role, here, 0, "")
            elif tag == _LIST:
                self._list(child, role, here, 1, "")
            elif tag == _TABLE:
                self._table(child, role, here)
            else:
                self._walk(child, "toc" if tag in _CONTENTS and role == "body" else role, here)

    def _list(self, node: Any, role: Role, path: _Path, depth: int, style: str) -> None:
        style = node.get(_NAME) or style
        if depth == 1 and node.get(f"{TEXT}continue-numbering") != "true" and not node.get(f"{TEXT}continue-list"):
            self._styles.restart(style)
        for number, item in enumerate(node):
            start = item.get(f"{TEXT}start-value", "")
            label = None if item.tag == _ITEM else ""  # a list header has no number
            for at, child in enumerate(item):
                here = (*path, number, at)
                if child.tag == _LIST:
                    self._list(child, role, here, depth + 1, style)
                elif child.tag in (_P, _H):
                    if label is None:
                        label = self._styles.label(style, depth, start=int(start[:6]) if start.isdecimal() else None)
                    self._paragraph(child, role, here, depth, label)
                    label = ""

    def _paragraph(self, node: Any, role: Role, path: _Path, depth: int, label: str) -> None:
        name = node.get(_NAME, "")
        text = "" if self._styles.is_hidden(name) else tidied(list(self._pieces(node)))
        if text:
            kind, level = self._standing(node, name, text, depth)
            if kind == "heading" and not label and node.tag == _H and not node.get(f"{TEXT}is-list-header"):
                label = self._styles.heading_label(level)
            self._blocks.append(Block(text, kind, role, level, label, source=Source(self._part, path)))
        self._loose_ends(role, path)

    def _loose_ends(self, role: Role, path: _Path) -> None:
        aside, self._aside = self._aside, []
        for node, inner in aside:
            self._walk(node, inner if role == "body" else role, path)

    def _standing(self, node: Any, name: str, text: str, depth: int) -> tuple[Kind, int]:
        if node.tag == _H:
            level = node.get(f"{TEXT}outline-level", "1")
            return "heading", max(1, int(level)) if level.isdecimal() and len(level) < 3 else 1
        if self._styles.is_title(name):
            return "heading", 1
        if len(text) <= 160 and may_be_heading(text) and self._bold(node, name):
            return "heading", HINTED
        return ("list_item", depth) if depth else ("paragraph", 0)

    def _bold(self, node: Any, name: str) -> bool:
        """Is all its text bold?"""
        whole = bool(self._styles.is_bold(name))
        if (node.text or "").strip() and not whole:
            return False
        for child in node:
            own = self._styles.is_bold(child.get(_NAME, "")) if child.tag == f"{TEXT}span" else None
            if not (whole if own is None else own) and "".join(child.itertext()).strip():
                return False
            if (child.tail or "").strip() and not whole:
                return False
        return whole or len(node) > 0

    def _pieces(self, node: Any) -> Iterator[str]:
        yield self._piece(node, "text")
        for child in node:
            tag = child.tag
            if tag == f"{TEXT}note":
                self._aside.extend((body, "note") for body in child.iter(f"{TEXT}note-body"))
            elif tag == _BOX:
                self._aside.append((child, "text_box"))
            elif tag in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"):
                yield " "
            elif tag not in _SILENT and not self._styles.is_hidden(child.get(_NAME, "")):
                yield from self._pieces(child)
            yield self._piece(child, "tail")

    def _piece(self, node: Any, where: str) -> str:
        text = getattr(node, where) or ""
        return piece((node, where), text) if self._traced else text

    def _table(self, table: Any, role: Role, path: _Path) -> None:
        number, self._tables = self._tables, self._tables + 1
        for at, (row_path, row) in enumerate(_rows(table, path)):
            cells: list[str] = []
            inner: list[tuple[_Path, Any]] = []
            for place, cell in enumerate(row):
                if cell.tag not in (_CELL, _COVERED):
                    continue
                repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
                text = join(" ", self._cell(cell, (*row_path, place), inner)) if cell.tag == _CELL else ""
                cells += [text] * (min(int(repeated), _REPEATED) if repeated.isdecimal() and len(repeated) < 6 else 1)
            while len(cells) > 1 and not cells[-1] and row[-1].tag == _COVERED:
                cells.pop()
            if any(cells):
                place_ = Source(self._part, row_path)
                self._blocks.append(Block(join(CELL_SEPARATOR, cells), "row", role, 0, "", tuple(cells), number, at, place_))
            for inner_path, inner_table in inner:
                self._table(inner_table, role, inner_path)
            self._loose_ends(role, row_path)

    def _cell(self, node: Any, path: _Path, inner: list[tuple[_Path, Any]]) -> Iterator[str]:
        for number, child in enumerate(node):
            if child.tag == _TABLE:
                inner.append(((*path, number), child))
            elif child.tag in (_P, _H):
                text = "" if self._styles.is_hidden(child.get(_NAME, "")) else tidied(list(self._pieces(child)))
                if text:
                    yield text
            elif child.tag not in _SILENT:
                yield from self._cell(child, (*path, number), inner)


def _rows(node: Any, path: _Path) -> Iterator[tuple[_Path, Any]]:
    for number, child in enumerate(node):
        if child.tag == f"{TABLE}table-row":
            yield (*path, number), child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from _rows(child, (*path, number))
