"""Paragraphs put into a Word document as tracked insertions: accepted they are text, rejected they leave no trace."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from lxml import etree

from procurement_engine.annotation.comments import AUTHOR
from procurement_engine.annotation.word_file import WordFile

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOK = ("rFonts", "color", "sz", "szCs", "lang")
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
#: Properties of a neighbour that a new paragraph must not take: breaks, frames, and what is tracked.
_OWN = ("sectPr", "pPrChange", "framePr", "pageBreakBefore", "keepNext", "rPr")


class Insertions:
    """Inserts paragraphs after others."""

    def __init__(self, file: WordFile, when: datetime) -> None:
        self._file, self._w = file, file.w
        self._when = when.strftime("%Y-%m-%dT%H:%M:%SZ")

    def can_follow(self, anchor: Any) -> bool:
        """Can a tracked paragraph stand after this paragraph or table, and go without a trace?

        Not after a paragraph whose end is itself tracked, nor after a table with no paragraph behind it.
        """
        following = anchor.getnext()
        if following is not None and following.tag == f"{self._w}p":
            return not self._end_is_tracked(anchor)
        return bool(anchor.tag == f"{self._w}p") and not self._end_is_tracked(anchor)

    def _end_is_tracked(self, node: Any) -> bool:
        mark = node.find(f"{self._w}pPr/{self._w}rPr")
        return mark is not None and any(mark.find(f"{self._w}{tag}") is not None for tag in _TRACKED)

    def after(self, anchor: Any, clauses: Sequence[tuple[Sequence[str], str]], like: Any | None) -> None:
        """Insert clauses (their paragraphs, the id of their comment) after a paragraph or table, with the look of `like`.

        A rejected paragraph flows into the one that follows. Where none does (a table, the end of a cell or of the text)
        the end of the paragraph before is what is inserted, and the last new one takes its place, with its properties.
        """
        following = anchor.getnext()
        new = [node for texts, comment in clauses for node in self._clause(texts, comment, like)]
        if following is None or following.tag != f"{self._w}p":
            self._take_over(anchor, new[-1])
        for node in reversed(new):
            anchor.addnext(node)

    def _clause(self, texts: Sequence[str], comment: str, like: Any | None) -> list[Any]:
        new = [self._paragraph(text, like) for text in texts]
        new[0].insert(1, self._range("commentRangeStart", comment))
        new[-1].append(self._range("commentRangeEnd", comment))
        self._tracked(new[-1], "commentReference", {f"{self._w}id": comment})
        return new

    def _take_over(self, paragraph: Any, last: Any) -> None:
        """Let the end of `last` be the end that `paragraph` had, section break and all, and that of `paragraph` a new one."""
        last.remove(last[0])
        own = paragraph.find(f"{self._w}pPr")
        if own is None:
            paragraph.insert(0, etree.Element(f"{self._w}pPr"))
        else:
            last.insert(0, own)
            paragraph.insert(0, deepcopy(own))
            for child in paragraph[0].findall(f"{self._w}sectPr") + paragraph[0].findall(f"{self._w}pPrChange"):
                paragraph[0].remove(child)
        self._mark(paragraph)

    def _paragraph(self, text: str, like: Any | None) -> Any:
        paragraph = etree.Element(f"{self._w}p")
        own = like.find(f"{self._w}pPr") if like is not None else None
        paragraph.append(self._properties(own) if own is not None else etree.Element(f"{self._w}pPr"))
        self._mark(paragraph)
        run = self._tracked(paragraph, "t", {_SPACE: "preserve"})
        look = _look(like, self._w)
        if look is not None:
            run.insert(0, look)
        run[-1].text = text
        return paragraph

    def _properties(self, own: Any) -> Any:
        """A copy of a paragraph's properties without what is its own."""
        copied = deepcopy(own)
        for child in list(copied):
            if etree.QName(child).localname in _OWN:
                copied.remove(child)
        return copied

    def _mark(self, paragraph: Any) -> None:
        """Say that the paragraph's end is inserted."""
        properties = paragraph.find(f"{self._w}pPr")
        look = properties.find(f"{self._w}rPr")
        if look is None:  # it stands before `sectPr` and `pPrChange`, which are not there
            look = etree.SubElement(properties, f"{self._w}rPr")
        look.insert(0, etree.Element(f"{self._w}ins", self._signed()))

    def _tracked(self, paragraph: Any, name: str, attributes: dict[str, str]) -> Any:
        """An inserted run that holds one element."""
        run = etree.SubElement(etree.SubElement(paragraph, f"{self._w}ins", self._signed()), f"{self._w}r")
        etree.SubElement(run, f"{self._w}{name}", attributes)
        return run

    def _range(self, name: str, comment: str) -> Any:
        return etree.Element(f"{self._w}{name}", {f"{self._w}id": comment})

    def _signed(self) -> dict[str, str]:
        return {
            f"{self._w}id": self._file.new_identifier(),
            f"{self._w}author": AUTHOR,
            f"{self._w}date": self._when,
        }


def _look(like: Any | None, w: str) -> Any | None:
    """The fonts and size of a neighbour's text, so that the clause does not stand out from its article."""
    if like is None:
        return None
    runs = [run for run in like.iter(f"{w}r") if run.find(f"{w}t") is not None]
    longest = max(runs, key=lambda run: sum(len(t.text or "") for t in run.findall(f"{w}t")), default=None)
    own = longest.find(f"{w}rPr") if longest is not None else None
    if own is None:
        return None
    look = etree.Element(f"{w}rPr")
    look.extend(deepcopy(child) for child in own if etree.QName(child).localname in _LOOK)
    return look if len(look) else None
