"""The comments part of a Word file: those of others stay byte for byte, ours come after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from procurement_engine.annotation.word_file import WordFile, before_end

AUTHOR, INITIALS = "procurement_engine", "PE"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Line:
    """A paragraph of a comment. With `url` the text is a link; `small` is for what only specialists need."""

    text: str
    bold: bool = False
    small: bool = False
    url: str = ""


class Comments:
    """Adds comments to a file."""

    def __init__(self, file: WordFile, when: datetime) -> None:
        self._file = file
        self._when = when.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._part = next(file.package.parts("comments"), "")

    def add(self, lines: Sequence[Line]) -> str:
        """Write one comment; the identifier to anchor it by."""
        if not self._part:
            self._part = f"{self._file.package.main.rpartition('/')[0]}/comments.xml".lstrip("/")
            empty = f'<w:comments xmlns:w="{self._file.w[1:-1]}"></w:comments>'
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            self._file.add_part(self._part, (head + empty).encode(), "comments", _TYPE)
        identifier = self._file.new_identifier()
        xml = etree.tostring(self._comment(identifier, lines), encoding="unicode")
        self._file.put(self._part, before_end(self._file.read(self._part), xml))
        return identifier

    def _comment(self, identifier: str, lines: Sequence[Line]) -> Any:
        w = self._file.w
        names = {"id": identifier, "author": AUTHOR, "date": self._when, "initials": INITIALS}
        comment = etree.Element(f"{w}comment", {f"{w}{key}": value for key, value in names.items()}, nsmap={"w": w[1:-1]})
        for number, line in enumerate(lines):
            paragraph = etree.SubElement(comment, f"{w}p")
            spacing = etree.SubElement(etree.SubElement(paragraph, f"{w}pPr"), f"{w}spacing")
            spacing.attrib.update({f"{w}before": "0", f"{w}after": "60", f"{w}line": "240", f"{w}lineRule": "auto"})
            if number == 0:
                etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}annotationRef")
            holder = paragraph
            if line.url:  # a field, since a link proper would need relationships of the comments part
                holder = etree.SubElement(paragraph, f"{w}fldSimple", {f"{w}instr": f' HYPERLINK "{line.url}" '})
            self._run(holder, line)
        return comment

    def _run(self, holder: Any, line: Line) -> None:
        w = self._file.w
        run = etree.SubElement(holder, f"{w}r")
        properties = etree.SubElement(run, f"{w}rPr")
        if line.bold:
            etree.SubElement(properties, f"{w}b")
        if line.url:
            etree.SubElement(properties, f"{w}color", {f"{w}val": "0563C1"})
        etree.SubElement(properties, f"{w}sz", {f"{w}val": "16" if line.small else "20"})
        if line.url:
            etree.SubElement(properties, f"{w}u", {f"{w}val": "single"})
        text = etree.SubElement(run, f"{w}t", {_SPACE: "preserve"})
        text.text = line.text
