"""Word files, read from their XML: what a reader of the accepted view sees, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procurement_engine.drafts.docx_package import DocxPackage
from procurement_engine.drafts.docx_styles import Style, Styles, outline_level, switched
from procurement_engine.drafts.docx_text import (
    ALTERNATE,
    DELETED,
    DIAGRAM,
    INSERTED,
    PPR,
    SDT,
    SKIP,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    TextReader,
    diagram_part,
    drawn_paragraphs,
)
from procurement_engine.drafts.docx_text import P as PARAGRAPH
from procurement_engine.drafts.docx_text import R as RUN
from procurement_engine.drafts.docx_text import T as TEXT
from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Kind, Role, Source
from procurement_engine.drafts.numbering import Numbering, W, value
from procurement_engine.drafts.structure import HINTED, may_be_heading
from procurement_engine.drafts.trace import join

#: "3.", "9.1": the number of a paragraph, where "a)" and "1)" number the items of a list.
_PARAGRAPH_NUMBER = re.compile(r"(?:\d+\.)*\d+\.?$|Art", re.IGNORECASE)
_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_OUTLINE, _NUMBERS, _STYLE, _VAL = f"{W}outlineLvl", f"{W}numPr", f"{W}pStyle", f"{W}val"
_CELL_DELETED, _SPAN, _BEFORE, _ROW_DELETED = f"{W}cellDel", f"{W}gridSpan", f"{W}gridBefore", f"{W}del"
_Path = tuple[int, ...]


def element_at(root: Any, path: _Path) -> Any:
    """The element of a part that `Source.path` names: each number counts child elements, comments left out."""
    for number in path:
        root = [child for child in root if isinstance(child.tag, str)][number]
    return root


class DocxReader:
    """Reads one file. `revised` and `notices` are known after `blocks()`. `traced`: block texts know their places."""

    def __init__(self, path: Path, data: bytes, *, traced: bool = False) -> None:
        self.package = DocxPackage(path, data)
        self.notices = self.package.notices
        self._numbering = Numbering(self.package.part("numbering"))
        self._styles = Styles(self.package.part("styles"))
        self._text = TextReader(self._styles, traced=traced)
        self._notes: dict[str, dict[str, tuple[int, Any]]] = {}
        self._blocks: list[Block] = []
        self._part = self.package.main
        self._tables = 0

    @property
    def revised(self) -> bool:
        """Does the file hold tracked changes?"""
        return self._text.revised

    def blocks(self) -> list[Block]:
        """Headers, the body with its notes, footers."""
        for kind, role in (("header", "furniture"), ("", "body"), ("footer", "furniture")):
            for name in self.package.parts(kind) if kind else [self.package.main]:
                self._part = name
                root = self.package.xml(name)
                self._text.enter(root)
                self._walk(root, role, ())  # type: ignore[arg-type]
                if rest := self._text.leave():
                    self._blocks.append(Block(rest, role=role, source=Source(name)))  # type: ignore[arg-type]
        if self.revised:
            self.notices.append(("revisions", ""))
        return self._blocks

    def _walk(self, node: Any, role: Role, path: _Path) -> None:
        for number, child in enumerate(node):
            tag = child.tag
            if tag == PARAGRAPH:
                self._paragraph(child, role, (*path, number))
            elif tag == TBL:
                self._table(child, role, (*path, number))
            elif tag == SDT:
                gallery = child.find(_GALLERY)
                contents = gallery is not None and "Contents" in gallery.get(f"{W}val", "")
                self._walk(child, "toc" if contents and role == "body" else role, (*path, number))
            elif tag in DELETED:
                self._text.revised = True
            elif tag == ALTERNATE:
                self._walk(child[0] if len(child) else child, role, (*path, number, 0))
            elif tag not in SKIP:
                self._text.revised |= tag in INSERTED
                self._walk(child, role, (*path, number))

    def _paragraph(self, p: Any, role: Role, path: _Path) -> None:
        text = self._text.text(p)
        if text:
            kind, level, label, style = self._standing(p, text)
            if not style.hidden:
                contents = role == "body" and (self._text.in_contents or style.contents)
                place = Source(self._part, path)
                if contents:
                    kind, level = "paragraph", 0
                self._blocks.append(Block(text, kind, "toc" if contents else role, level, label, source=place))
        self._loose_ends(role, path)

    def _loose_ends(self, role: Role, path: _Path) -> None:
        """Text boxes and notes that hang on what was just read."""
        boxes, self._text.boxes = self._text.boxes, []
        inner: Role = "text_box" if role == "body" else role
        for box in boxes:
            if box.tag == DIAGRAM:
                part = self.package.target(self._part, diagram_part(box))
                texts = drawn_paragraphs(self.package.xml(part)) if part else []
                self._blocks.extend(Block(text, role=inner, source=Source(self._part, path)) for text in texts)
            elif box.get("string"):  # a word drawn as a shape, such as a watermark
                self._blocks.append(Block(box.get("string"), role=inner, source=Source(self._part, path)))
            else:
                self._walk(box, inner, path_to(box))
        notes, self._text.notes = self._text.notes, []
        for kind, identifier in notes:
            if kind not in self._notes:
                root = self.package.part(kind)
                if root is not None:
                    self._text.enter(root)
                self._notes[kind] = {n.get(f"{W}id", ""): (at, n) for at, n in enumerate(root)} if root is not None else {}
            at, note = self._notes[kind].pop(identifier, (0, None))
            if note is not None:
                part, self._part = self._part, next(self.package.parts(kind))
                self._walk(note, "note", (at,))
                self._part = part

    def _standing(self, p: Any, text: str) -> tuple[Kind, int, str, Style]:
        name, outline, numbers = "", None, None
        for found in _properties(p, PPR):  # one loop: a search by path costs as much as all the rest
            if found.tag == _STYLE:
                name = found.get(_VAL, "")
            elif found.tag == _OUTLINE:
                outline = outline_level(found.get(_VAL, ""))
            elif found.tag == _NUMBERS:
                numbers = found
        style = self._styles[name] if name else self._styles.default
        label, item_level = self._label(name, style, numbers)
        heading = style.heading if outline is None else outline
        if heading and may_be_heading(text):
            return "heading", heading, label, style
        if not heading and len(text) <= 160 and may_be_heading(text) and self._bold(p, style):
            return "heading", HINTED, label, style
        if item_level and not (_PARAGRAPH_NUMBER.match(label) and len(text) > 80 and text.endswith(".")):
            return "list_item", item_level, label, style
        return "paragraph", 0, label, style

    def _label(self, name: str, style: Style, numbers: Any | None) -> tuple[str, int]:
        """The number Word prints, and the depth in its list (0: not in a list)."""
        num, level = style.num, style.num_level
        if num:
            level = self._numbering.level_of_style(num, name) or level
        if numbers is not None:
            own, own_level = value(numbers, "numId"), value(numbers, "ilvl")
            num, level = own or num, int(own_level) if own_level.isdecimal() else level
        return (self._numbering.label(num, level), level + 1) if num and num != "0" else ("", 0)

    def _bold(self, p: Any, style: Style) -> bool:
        """Is every run that holds text bold?"""
        runs = [run for run in p.iter(RUN) if any((t.text or "").strip() for t in run.iterchildren(TEXT))]
        return bool(runs) and all(self._is_bold(run, style) for run in runs)

    def _is_bold(self, run: Any, style: Style) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return style.bold
        named = value(properties, "rStyle")
        return switched(properties, "b", style.bold or (bool(named) and self._styles[named].bold))

    def _table(self, table: Any, role: Role, path: _Path, *, nested: bool = False) -> None:
        rows = list(_children(table, TR, path))
        if not nested and all(_single(row) for _, row in rows):
            for row_path, row in rows:  # one column is no table but a frame round paragraphs
                self._walk(row, role, row_path)
            return
        number, self._tables = self._tables, self._tables + 1
        for row_number, (row_path, row) in enumerate(rows):
            properties = {found.tag: found.get(_VAL, "") for found in _properties(row, TRPR)}
            if _ROW_DELETED in properties:
                self._text.revised = True
                continue
            cells, inner = self._cells(row, row_path, _number(properties.get(_BEFORE, ""), 0))
            if any(cells):
                text = join(CELL_SEPARATOR, cells)
                self._blocks.append(Block(text, "row", role, 0, "", cells, number, row_number, Source(self._part, row_path)))
            for inner_path, inner_table in inner:
                self._table(inner_table, role, inner_path, nested=True)
            self._loose_ends(role, row_path)

    def _cells(self, row: Any, path: _Path, before: int) -> tuple[tuple[str, ...], list[tuple[_Path, Any]]]:
        """The texts of a row's cells, each at its column: a merged cell once, the places it covers empty."""
        cells: list[str] = [""] * before
        covered = 0
        inner: list[tuple[_Path, Any]] = []
        for cell_path, cell in _children(row, TC, path):
            properties = {found.tag: found.get(_VAL, "") for found in _properties(cell, TCPR)}
            if _CELL_DELETED in properties:
                self._text.revised = True
                continue
            cells.extend([""] * covered)
            cells.append(join(" ", self._cell_texts(cell, cell_path, inner)))
            covered = _number(properties.get(_SPAN, ""), 1) - 1
        return tuple(cells), inner

    def _cell_texts(self, node: Any, path: _Path, inner: list[tuple[_Path, Any]]) -> Iterator[str]:
        for number, child in enumerate(node):
            if child.tag == TBL:
                inner.append(((*path, number), child))
            elif child.tag == PARAGRAPH:
                text = self._text.text(child)
                if text:
                    _, _, label, style = self._standing(child, text)
                    if not style.hidden:
                        yield join(" ", (label, text)) if label else text
            elif child.tag not in SKIP and child.tag not in DELETED:
                self._text.revised |= child.tag in INSERTED
                yield from self._cell_texts(child, (*path, number), inner)


def _children(node: Any, tag: str, path: _Path) -> Iterator[tuple[_Path, Any]]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for number, child in enumerate(node):
        if child.tag == tag:
            yield (*path, number), child
        elif child.tag not in SKIP and child.tag not in (PARAGRAPH, TBL):
            yield from _children(child, tag, (*path, number))


def path_to(node: Any) -> _Path:
    """What `element_at` undoes."""
    path: list[int] = []
    while (parent := node.getparent()) is not None:
        path.append(parent.index(node))
        node = parent
    return tuple(reversed(path))


def _properties(node: Any, tag: str) -> Any:
    """The properties of an element, which come first in it; nothing if it has none."""
    first = node[0] if len(node) else None
    return first if first is not None and first.tag == tag else ()


def _single(row: Any) -> bool:
    return sum(1 for child in row if child.tag == TC) == 1 and not any(child.tag in (SDT, *INSERTED) for child in row)


def _number(text: str, default: int) -> int:
    return min(int(text), 64) if text.isdecimal() and len(text) < 5 else default
