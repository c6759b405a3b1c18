"""The text of Word paragraphs in the accepted view: insertions in, deletions out, the results of fields and not their codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from procurement_engine.drafts.docx_styles import Styles, switched
from procurement_engine.drafts.numbering import W, value
from procurement_engine.drafts.tidy import symbol, tidy
from procurement_engine.drafts.trace import join, piece, tidied

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ALTERNATE = f"{_MC}AlternateContent"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
P, TBL, TR, TC, SDT, R, T = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "sdt", "r", "t"))
PPR, TRPR, TCPR = f"{W}pPr", f"{W}trPr", f"{W}tcPr"
_RPR = f"{W}rPr"
SKIP = {f"{W}{tag}" for tag in ("rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr")}
SKIP |= {PPR, f"{W}rt", f"{W}fldData", f"{W}ffData", f"{W}delText", f"{W}delInstrText"}
DELETED = {f"{W}del", f"{W}moveFrom"}
INSERTED = {f"{W}ins", f"{W}moveTo"}
_SIGNS = {f"{W}{tag}": " " for tag in ("tab", "ptab", "br", "cr")} | {f"{W}noBreakHyphen": "-", f"{_M}den": "/"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
#: A paragraph that holds none of these has nothing but text in its `w:t`, and is read the short way.
_ODD = (
    *(*DELETED, *INSERTED, *_NOTES, *_SIGNS, f"{W}sym", f"{W}fldChar", f"{W}instrText", f"{W}vanish", f"{W}rt", f"{W}txbxContent"),
    *(ALTERNATE, f"{W}drawing", f"{W}pict", f"{W}object", f"{_M}t", f"{W}fldSimple"),
)


#: All text nodes, by lxml itself: seven times faster than picking the `w:t`, and the same where there is no other text.
_PLAIN: dict[str, Any] = {"method": "text", "encoding": str, "with_tail": False}


class TextReader:
    """Reads paragraphs in order. What spans paragraphs is remembered: fields still open, text waiting for a mark that stays."""

    def __init__(self, styles: Styles, *, traced: bool = False) -> None:
        self._traced = traced
        self.revised = False
        self.notes: list[tuple[str, str]] = []  # references met and not yet followed
        self.boxes: list[Any] = []  # text boxes and diagrams met and not yet read
        self.in_contents = False  # was the text just read all inside a field that makes a table of contents?
        self._styles = styles
        self._fields: list[list[str]] = []  # [state, instruction] of the fields open; the state is "code" or "result"
        self._odd: set[Any] = set()
        self._carried = ""
        self._balanced = True
        self._indented = False  # is the XML laid out in lines? Then there is text between the elements too
        self._inside = self._outside = False
        self._handlers: dict[str, Callable[[Any, list[str]], None]] = {
            R: self._run,
            f"{W}sym": lambda node, out: self._show(node, symbol(node.get(f"{W}font", ""), node.get(f"{W}char", "")), out),
            f"{W}fldChar": self._field,
            f"{W}fldSimple": self._simple_field,
            f"{W}instrText": self._instruction,
            f"{W}txbxContent": lambda node, _: self.boxes.append(node),
            DIAGRAM: lambda node, _: self.boxes.append(node),
            f"{_V}textpath": lambda node, _: self.boxes.append(node),
            ALTERNATE: self._alternate,
            f"{_M}den": self._denominator,
            **dict.fromkeys((T, f"{_M}t", f"{_A}t"), lambda node, out: self._show(node, node.text or "", out)),
            **dict.fromkeys(_NOTES, lambda node, _: self.notes.append((_NOTES[node.tag], node.get(f"{W}id", "")))),
            **dict.fromkeys(DELETED, self._deleted),
            **dict.fromkeys(INSERTED, self._inserted),
            **dict.fromkeys(SKIP, lambda _node, _out: None),
        }

    def enter(self, root: Any) -> None:
        """Prepare for a part: find the paragraphs that need more than their `w:t`, all in one pass of lxml's own."""
        self._indented = bool(root.text or (len(root) and (root[0].text or root[0].tail)))
        kinds = [node.get(f"{W}fldCharType") for node in root.iter(f"{W}fldChar")]
        self._balanced &= kinds.count("begin") == kinds.count("end")
        hides = (f"{W}rStyle",) if self._styles.hides else ()
        for found in root.iter(*_ODD, *hides):
            node = found
            while node is not None and node not in self._odd:
                if node.tag == P:
                    self._odd.add(node)
                node = node.getparent()

    def leave(self) -> str:
        """Close a part; what still waited for a next paragraph is text too."""
        rest, self._carried = tidy(self._carried), ""
        self._fields.clear()
        return rest

    def text(self, p: Any) -> str:
        """The text of a paragraph; empty if its mark is deleted, for then it runs on into the next."""
        if p not in self._odd and not self._fields and not self._carried and not self._traced:
            self.in_contents = False
            return tidy("".join(p.itertext(T, with_tail=False)) if self._indented else etree.tostring(p, **_PLAIN))
        out = [self._carried]
        self._inside = self._outside = False
        self._carried = ""
        self._collect(p, out)
        for field in self._fields:  # an instruction does not outlast its paragraph: better to show a code than to lose text
            field[0] = "result"
        self.in_contents = self._inside and not self._outside
        mark = p.find(f"{PPR}/{_RPR}")
        if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
            self.revised = True
            self._carried = join("", out)
            return ""
        return tidied(out)

    def _collect(self, node: Any, out: list[str]) -> None:
        for child in node:
            tag = child.tag
            handler = self._handlers.get(tag)
            if handler is not None:
                handler(child, out)
            elif tag in _SIGNS:
                self._show(child, _SIGNS[tag], out)
            else:
                self._collect(child, out)

    def _show(self, node: Any, text: str, out: list[str]) -> None:
        if any(state == "code" for state, _ in self._fields):
            return
        out.append(piece(node, text) if self._traced else text)
        if text.strip():
            contents = self._balanced and any(code.split()[:1] in (["TOC"], ["TOA"], ["INDEX"]) for _, code in self._fields)
            self._inside |= contents
            self._outside |= not contents

    def _run(self, run: Any, out: list[str]) -> None:
        properties = run.find(_RPR)
        if properties is not None:
            style = value(properties, "rStyle")
            if switched(properties, "vanish", bool(style) and self._styles[style].hidden):
                return
        self._collect(run, out)

    def _field(self, node: Any, out: list[str]) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(["code", ""])
            box = node.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                ticked = switched(box, "checked", switched(box, "default"))
                out.append("☒" if ticked else "☐")
        elif self._fields and kind == "separate":
            self._fields[-1][0] = "result"
        elif self._fields and kind == "end":
            self._fields.pop()

    def _instruction(self, node: Any, _out: list[str]) -> None:
        if self._fields:
            self._fields[-1][1] += node.text or ""

    def _simple_field(self, node: Any, out: list[str]) -> None:
        self._fields.append(["result", node.get(f"{W}instr", "")])
        self._collect(node, out)
        self._fields.pop()

    def _denominator(self, node: Any, out: list[str]) -> None:
        self._show(node, "/", out)
        self._collect(node, out)

    def _alternate(self, node: Any, out: list[str]) -> None:
        """The same thing in several ways: the first that says something."""
        for way in node:
            before = len(out), len(self.boxes)
            self._collect(way, out)
            if (len(out), len(self.boxes)) != before:
                return

    def _deleted(self, _node: Any, _out: list[str]) -> None:
        self.revised = True

    def _inserted(self, node: Any, out: list[str]) -> None:
        self.revised = True
        self._collect(node, out)


def diagram_part(node: Any) -> str:
    """The relationship of a diagram (SmartArt) to the part that holds its texts."""
    return str(node.get(f"{_R}dm", ""))


def drawn_paragraphs(root: Any) -> list[str]:
    """The paragraphs of a drawing part."""
    found = [tidy("".join(p.itertext(f"{_A}t", with_tail=False))) for p in root.iter(f"{_A}p")]
    return [text for text in found if text]
