"""Lines into blocks, for the formats that know only lines: what begins a block, how broken words and paragraphs are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from procurement_engine.drafts.model import CELL_SEPARATOR, Block, Source
from procurement_engine.drafts.structure import HINTED, look, may_be_heading
from procurement_engine.drafts.tidy import tidy

BULLET = re.compile(r"(?:[-\u2010-\u2015•*▪■□▫◦●○·➢➤►▸✓✔❖o☐☒]|->)\s+(?=\S)")
#: "o" is a bullet in lists pasted from Word, and a word: at a wrapped line's start before a small letter it is one.
_OR = re.compile(r"o (?=[a-zà-ù'])")
_DASHES = ("-", "–", "—", "‒")
_ITEM = re.compile(r"(?:\(?[a-z]{1,2}\)|\(?\d{1,2}\)|\(?[ivx]{1,5}\)|[a-h]\.)\s+(?=\S)")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,3}){0,4}\.?|[IVX]{1,5}\.)\s+(?=[A-ZÀ-Ý«\"“])")
#: After these a number or letter is cited, even where the line happens to end.
_CITING = re.compile(
    r"\b(?:lett(?:\.|era|ere)?|artt?(?:\.|icolo|icoli)?|comm[ai]|co?\.|nn?\.|punt[oi]|par\.|lott[oi]|[dD]\.\s?[lL]gs\.?|legge|e|o|del|al)$"
)
#: No word is longer: what ends a line is looked for in this many characters, whatever the line's length.
_TAIL = 80
_BROKEN_WORD = re.compile(r"(\w*[^\W\d_])[-\u2010\u00ad]$")
#: First halves that are written with a hyphen in their own right, and what may follow the doubtful one.
_FIRST_HALVES = frozenset(
    (
        *("socio", "tecnico", "economico", "giuridico", "amministrativo", "educativo", "sanitario", "medico", "storico"),
        *("artistico", "culturale", "organizzativo", "qualitativo", "quantitativo", "politico", "ex", "non", "sub", "know"),
        *("turn", "follow", "start", "case", "self", "week", "eco"),
    )
)
_CO = re.compile(r"progett|programm|gestion|finanzi|housing|working|design|produ", re.IGNORECASE)


def starts_item(line: str) -> bool:
    """Does a line begin an item of a list, whatever stands before it?"""
    return bool(BULLET.match(line) or _ITEM.match(line))


def starts_dash(line: str) -> bool:
    """Does a line begin with a dash? It may open an item, or stand in the middle of a sentence."""
    return line[:1] in _DASHES


def starts_number(line: str) -> bool:
    """Does a line begin with a number as articles and paragraphs do?"""
    return bool(_NUMBERED.match(line))


def starts_article(line: str) -> bool:
    """Does a line begin as only a heading begins ("Art. 9 - ...")?"""
    return look(line.strip())[1]


def ends(line: str) -> bool:
    """Does a line end a sentence or a member of a list?"""
    return line.rstrip(" \"'”’»)").endswith((".", ";", ":", "!", "?"))


def runs_on(line: str, following: str) -> bool:
    """Is the second line surely the same sentence?"""
    end = line.rstrip()[-_TAIL:]
    if _BROKEN_WORD.search(end):
        return following[:1].isalpha()
    if _CITING.search(end):
        return not BULLET.match(following)
    if line.count("(") > line.count(")"):  # a bracket still open
        return not BULLET.match(following) or ")" in following
    if ends(line):
        return False
    return bool(_OR.match(following) and not BULLET.match(line)) or (following[:1].islower() and not starts_item(following))


class Joiner:
    """Joins the lines of paragraphs; a word broken at a line's end is mended as the rest of the document writes it."""

    def __init__(self, lines: Sequence[str]) -> None:
        broken = any(_BROKEN_WORD.search(line.rstrip()[-_TAIL:]) for line in lines)
        self._known = known_words(tuple(lines)) if broken else frozenset()

    def join(self, lines: Iterable[str]) -> str:
        """The lines as one text.

        >>> Joiner(()).join(["la VALUTA-", "ZIONE, con la co-", "progettazione in Emilia-", "Romagna"])
        'la VALUTAZIONE, con la co-progettazione in Emilia-Romagna'
        """
        text = ""
        for line in lines:
            piece = line.strip()
            broken = _BROKEN_WORD.search(text[-_TAIL:])
            if broken and piece[:1].isalpha():
                whole = self._is_whole(broken[1], re.match(r"\w*", piece)[0])  # type: ignore[index]
                text = (text[:-1] if whole else text) + piece
            elif text[-1:] in ("-", "/") and text[-2:-1].isdigit() and piece[:1].isdigit():
                text += piece  # 2026-2028
            else:
                text = f"{text} {piece}" if text and piece else text or piece
        return text

    def _is_whole(self, first: str, second: str) -> bool:
        lower = first.lower(), second.lower()
        if lower[0] + lower[1] in self._known:
            return True
        if "-".join(lower) in self._known or lower[0] in _FIRST_HALVES:
            return False
        if lower[0] == "co":
            return not _CO.match(second)
        return second[0].islower() or first[-1].isupper()


@lru_cache(maxsize=2)
def known_words(lines: tuple[str, ...]) -> frozenset[str]:
    """The words of a document that no line's end breaks."""
    return frozenset(word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)*(?=.)", line))


def block(text: str, source: Source, *, bold: bool = False) -> Block | None:
    """A paragraph, item or heading of its text; None if nothing is left."""
    text = tidy(text)
    bullet = BULLET.match(text)
    if bullet or _ITEM.match(text):
        shown = text[bullet.end() :] if bullet else text
        return Block(shown, "list_item", level=1, source=source) if shown else None
    if bold and len(text) <= 160 and may_be_heading(text):
        return Block(text, "heading", level=HINTED, source=source)
    return Block(text, source=source) if text.strip("-–—•*_ .") else None


def row(cells: Sequence[str], table: int, number: int, source: Source) -> Block:
    """A row of a table."""
    texts = tuple(tidy(cell) for cell in cells)
    return Block(CELL_SEPARATOR.join(texts), "row", cells=texts, table=table, row=number, source=source)
