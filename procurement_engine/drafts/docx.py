"""Word files, read from their XML: what a reader of the accepted view sees, in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procurement_engine.drafts.limits import Package
from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Kind, Role, Source, UnreadableError
from procurement_engine.drafts.numbering import Numbering, W

_BLANKS = re.compile(r" {2,}")
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SKIP = {
    f"{W}{tag}"
    for tag in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "fldData",
        "ruby",
        "commentReference",
    )
}
_REVISED = {f"{W}{tag}" for tag in ("ins", "del", "moveTo", "moveFrom", "rPrChange", "pPrChange")}
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_P, _TBL, _TXBX, _R, _T = f"{W}p", f"{W}tbl", f"{W}txbxContent", f"{W}r", f"{W}t"
_NOTE_REFS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


class DocxReader:
    """Reads one package. `revised` and `notices` are known after `blocks()` is spent."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.package = Package(path, data)
        if "word/document.xml" not in self.package.names:
            raise UnreadableError(f"{path}: non è un documento Word (.docx); salvarlo da Word come .docx e riprovare.")
        self.revised = False
        self.notices: list[tuple[str, str]] = []
        self._numbering = Numbering(self._part("numbering"))
        self._styles = _styles(self._part("styles"))
        self._tables = 0
        self._notes: list[tuple[str, str]] = []
        if "word/vbaProject.bin" in self.package.names:
            self.notices.append(("macros", "il file contiene macro: non sono state eseguite."))

    def _part(self, name: str) -> Any | None:
        full = f"word/{name}.xml"
        return self.package.xml(full) if full in self.package.names else None

    def blocks(self) -> Iterator[Block]:
        """Headers, the body with its notes, footers."""
        extra = sorted(n for n in self.package.names if n.startswith(("word/header", "word/footer")) and n.endswith(".xml"))
        for name in extra:
            if name.startswith("word/header"):
                yield from self._walk(self.package.xml(name), name, "furniture")
        yield from self._walk(self.package.xml("word/document.xml"), "word/document.xml", "body")
        for name in extra:
            if name.startswith("word/footer"):
                yield from self._walk(self.package.xml(name), name, "furniture")
        if self.revised:
            self.notices.append(("revisions", "il file ha revisioni in sospeso: si legge come se fossero accettate."))

    def _walk(self, root: Any, part: str, role: Role, path: tuple[int, ...] = ()) -> Iterator[Block]:
        for number, child in enumerate(root):
            here = (*path, number)
            if child.tag == _P:
                yield from self._paragraph(child, part, role, here)
            elif child.tag == _TBL:
                yield from self._table(child, part, role, here)
            elif child.tag not in _SKIP:
                self.revised |= child.tag in _REVISED
                yield from self._walk(child, part, role, here)

    def _paragraph(self, p: Any, part: str, role: Role, path: tuple[int, ...]) -> Iterator[Block]:
        pieces: list[str] = []
        boxes: list[Any] = []
        self._collect(p, pieces, boxes)
        text = tidy("".join(pieces))
        if text:
            kind, level, label = self._standing(p, text)
            yield Block(text, kind, role, level, label, source=Source(part, path))
        for box in boxes:
            yield from self._walk(box, part, "text_box" if role == "body" else role, path)
        yield from self._pending_notes()

    def _collect(self, node: Any, pieces: list[str], boxes: list[Any]) -> None:
        for child in node:
            tag = child.tag
            if tag == _T:
                pieces.append(child.text or "")
            elif tag in _SIGNS:
                pieces.append(_SIGNS[tag])
            elif tag in _SKIP or (tag == _R and _hidden(child)):
                self.revised |= tag in _REVISED
            elif tag == _TXBX:
                boxes.append(child)
            elif tag in _NOTE_REFS:
                self._notes.append((_NOTE_REFS[tag], child.get(f"{W}id", "")))
            elif tag == _ALTERNATE:
                self._collect(child[:1], pieces, boxes)  # the choice or, where it stands alone, the fallback
            else:
                self.revised |= tag in _REVISED
                self._collect(child, pieces, boxes)

    def _pending_notes(self) -> Iterator[Block]:
        while self._notes:
            kind, identifier = self._notes.pop(0)
            part = self._part(kind)
            for note in part if part is not None else ():
                if note.get(f"{W}id") == identifier:
                    yield from self._walk(note, f"word/{kind}.xml", "note")

    def _standing(self, p: Any, text: str) -> tuple[Kind, int, str]:
        properties = p.find(f"{W}pPr")
        style = _val(properties, "pStyle")
        heading, num, num_level = self._styles.get(style, (0, "", 0))
        if properties is not None:
            outline = _val(properties, "outlineLvl")
            heading = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else heading
            own = properties.find(f"{W}numPr")
            num, num_level = _num(own, num, num_level) if own is not None else (num, num_level)
        label = self._numbering.label(num, num_level) if num and num != "0" else ""
        if heading:
            return "heading", heading, label
        if _bold(p) and len(text) <= 160 and not text.endswith((".", ";", ",")):
            return "heading", 9, label
        return ("list_item", num_level + 1, label) if num and num != "0" else ("paragraph", 0, "")

    def _table(self, table: Any, part: str, role: Role, path: tuple[int, ...]) -> Iterator[Block]:
        number, self._tables = self._tables, self._tables + 1
        for row_number, (row_path, row) in enumerate(_children(table, f"{W}tr", path)):
            cells: list[str] = []
            nested: list[tuple[tuple[int, ...], Any]] = []
            for cell_path, cell in _children(row, f"{W}tc", row_path):
                inner = list(self._cell(cell, part, role, cell_path, nested))
                cells.append(" ".join(f"{b.label} {b.text}".strip() for b in inner))
            if any(cells):
                text = CELL_SEPARATOR.join(cells)
                yield Block(text, "row", role, 0, "", tuple(cells), number, row_number, Source(part, row_path))
            for inner_path, inner_table in nested:
                yield from self._table(inner_table, part, role, inner_path)
            yield from self._pending_notes()

    def _cell(
        self, cell: Any, part: str, role: Role, path: tuple[int, ...], nested: list[tuple[tuple[int, ...], Any]]
    ) -> Iterator[Block]:
        for number, child in enumerate(cell):
            if child.tag == _TBL:
                nested.append(((*path, number), child))
            elif child.tag == _P:
                yield from self._paragraph(child, part, role, (*path, number))
            elif child.tag not in _SKIP:
                yield from self._cell(child, part, role, (*path, number), nested)


def _children(node: Any, tag: str, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for number, child in enumerate(node):
        if child.tag == tag:
            yield (*path, number), child
        elif child.tag not in _SKIP and child.tag not in (_P, _TBL):
            yield from _children(child, tag, (*path, number))


def tidy(text: str) -> str:
    """Composed accents, single blanks, no soft hyphens or control characters."""
    text = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return _BLANKS.sub(" ", "".join(max(ch, " ") for ch in text)).strip()


def _hidden(run: Any) -> bool:
    properties = run.find(f"{W}rPr")
    vanish = properties.find(f"{W}vanish") if properties is not None else None
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _bold(p: Any) -> bool:
    """Is every run that holds text bold?"""
    runs = [run for run in p.iter(_R) if any((t.text or "").strip() for t in run.findall(_T))]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:
    properties = run.find(f"{W}rPr")
    bold = properties.find(f"{W}b") if properties is not None else None
    return bold is not None and bold.get(f"{W}val") not in ("0", "false")


def _val(properties: Any | None, tag: str) -> str:
    found = properties.find(f"{W}{tag}") if properties is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _num(properties: Any, num: str, level: int) -> tuple[str, int]:
    own, own_level = _val(properties, "numId"), _val(properties, "ilvl")
    return own or num, int(own_level) if own_level.isdigit() else level


def _styles(styles: Any | None) -> dict[str, tuple[int, str, int]]:
    """Style id -> (heading level or 0, numId, level); what a style lacks it takes from the one it is based on."""
    found: dict[str, tuple[int, str, int]] = {}
    for style in styles if styles is not None else ():
        if style.tag != f"{W}style" or style.get(f"{W}type") != "paragraph":
            continue
        base = found.get(_val(style, "basedOn"), (0, "", 0))
        properties = style.find(f"{W}pPr")
        outline = _val(properties, "outlineLvl")
        own = properties.find(f"{W}numPr") if properties is not None else None
        num, level = _num(own, base[1], base[2]) if own is not None else base[1:]
        found[style.get(f"{W}styleId", "")] = (int(outline) + 1 if outline.isdigit() else base[0], num, level)
    return found
