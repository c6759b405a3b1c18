"""What all formats share: headings told by their look, tables of contents told by what they repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from procurement_engine.drafts.model import Block

_ARTICLE = re.compile(r"^(?:art(?:icolo|\.)?|sezione|sez\.|capo|titolo|paragrafo|par\.|parte|§)\s*[\dIVXLivxl]+\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})\s*(?:bis|ter)?\s*[.)\-–:]?\s+(?=[A-ZÀ-Ý«\"])")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|_{6,}|\s{4,})\s*\d{1,3}\s*$")
_INDEX = re.compile(r"^(?:indice|sommario|contents)\b[^a-z]{0,3}$", re.IGNORECASE)


def looks_like_heading(text: str) -> int:
    """The level of a heading told by its look alone (1 outermost), 0 if it does not look like one.

    >>> looks_like_heading("Art. 9 - Clausola sociale"), looks_like_heading("9.1 L'impresa deve pagare i lavoratori.")
    (2, 0)
    """
    if len(text) > 140 or text.endswith((";", ",", ":")):
        return 0
    article, numbered = _ARTICLE.match(text), _NUMBERED.match(text)
    if text.endswith(".") and (len(text) > 60 or not article):
        return 0
    if article:
        return 2
    if numbered and len(text) <= 110:
        return 2 + numbered[1].count(".")
    letters = [ch for ch in text if ch.isalpha()]
    return 1 if len(letters) > 3 and text == text.upper() and len(text) <= 110 else 0


def settle(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with headings of every look recognised and tables of contents marked."""
    levelled = [_levelled(block) for block in blocks]
    return _mark_contents(levelled)


def _levelled(block: Block) -> Block:
    if block.role != "body" or block.kind == "row":
        return block
    level = looks_like_heading(block.text)
    if block.kind == "paragraph" and level:
        return replace(block, kind="heading", level=level)
    if block.kind == "heading" and block.level == 9:
        return replace(block, level=level or 2)
    return block


def _mark_contents(blocks: list[Block]) -> list[Block]:
    """Lines with leaders, and the list under "Indice" as long as its lines recur later as headings."""
    later = {_key(block.text) for block in blocks if block.kind == "heading"}
    marked: list[Block] = []
    inside = False
    for number, block in enumerate(blocks):
        index_word = bool(_INDEX.match(block.text))
        entry = _LEADERS.search(block.text) is not None
        recurs = inside and _key(block.text) in later and _recurs(block, blocks[number + 1 :])
        inside = index_word or (inside and (entry or recurs))
        is_contents = block.role == "body" and (entry or index_word or recurs)
        marked.append(replace(block, role="toc", kind="paragraph") if is_contents else block)
    return marked


def _recurs(block: Block, following: Sequence[Block]) -> bool:
    key = _key(block.text)
    return any(_key(other.text) == key for other in following if other.kind == "heading")


def _key(text: str) -> str:
    bare = _LEADERS.sub("", text)
    return "".join(ch for ch in bare.lower() if ch.isalnum())
