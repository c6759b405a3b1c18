"""Numbers of headings, tied to their styles, and lists that start again; and the same numbers counted for references."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from procurement_engine.generation.word.blocks import Block

_HEADINGS, _ORDERED, _BULLETS = "501", "502", "503"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEVELS = {
    _HEADINGS: (("decimal", "%1", "Heading2", 0, 680), ("decimal", "%1.%2", "Heading3", 0, 680)),
    _ORDERED: (("lowerLetter", "%1)", "", 0, 454), ("lowerRoman", "%2)", "", 454, 454)),
    _BULLETS: (("bullet", "–", "", 0, 340), ("bullet", "–", "", 340, 340)),
}


def define(document: WordDocument) -> None:
    """Put our numberings in a document and tie headings to theirs."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for abstract, levels in _LEVELS.items():
        xml = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            + (f'<w:pStyle w:val="{style}"/>' if style else "")
            + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left + hanging}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
            for depth, (form, text, style, left, hanging) in enumerate(levels)
        )
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
            f'<w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'
        )
        if first is not None:
            first.addprevious(element)
        else:
            numbering.append(element)
    heading = numbering.add_num(int(_HEADINGS)).numId
    for depth, name in enumerate(("Heading 2", "Heading 3")):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = depth, heading


class Lists:
    """One numbering for each list of the text, so that each starts again."""

    def __init__(self, document: WordDocument) -> None:
        self._numbering = document.part.numbering_part.element
        self._known: dict[int, int] = {}

    def number(self, paragraph: Paragraph, block: Block) -> None:
        """Make a paragraph an item of its list."""
        if block.list_id not in self._known:
            num = self._numbering.add_num(int(_ORDERED if block.ordered else _BULLETS))
            if block.ordered:
                num.add_lvlOverride(ilvl=block.level - 1).add_startOverride(1)
            self._known[block.list_id] = num.numId
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  (python-docx has no other way)
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = block.level - 1, self._known[block.list_id]


def unnumbered(paragraph: Paragraph) -> None:
    """Take away the number a style gives."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, 0


def heading_numbers(blocks: Sequence[Block]) -> list[str]:
    """The number Word shows before each block; empty for what is no numbered heading.

    >>> heading_numbers([Block("heading", level=2), Block("heading", level=3), Block("heading", level=2)])
    ['1', '1.1', '2']
    """
    found, article, part = [], 0, 0
    for block in blocks:
        shown = ""
        if block.kind == "heading" and not block.numbered:
            pass
        elif block.kind == "heading" and block.level == 2:
            article, part = article + 1, 0
            shown = str(article)
        elif block.kind == "heading" and block.level == 3:
            part += 1
            shown = f"{article}.{part}"
        found.append(shown)
    return found
