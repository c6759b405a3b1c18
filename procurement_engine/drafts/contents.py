"""Tables of contents, told by their leaders and page numbers and by repeating headings that come later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from procurement_engine.drafts.model import Block

#: A run of leaders is looked at once, from its first sign, so that a line of nothing else costs no more than its length.
_DOTS = r"(?<!\.)\.{4,}+|(?<!\. )(?:\. ){4,}+|(?<!…)…{2,}+"
_RUN = rf"(?:{_DOTS}|(?<!_)_{{6,}}+)"
#: Underscores lead to a page only where one follows; else they are a blank to fill in.
_LEADERS = re.compile(rf"(?:(?:{_DOTS})[ .]?\d{{0,3}}|(?<!_)_{{6,}}+[ .]?\d{{1,3}})$")
_LEADER_AND_PAGE = re.compile(_RUN + r"\s*\d{1,3}\b")
_PAGE = re.compile(r"[ .|]{1,3}(\d{1,3})$")
_INDEX = re.compile(r"(?:indice|sommario|contents)\b[^a-z]{0,3}(?:generale|degli articoli)?\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:(?:articolo|art|capo|sezione|titolo|parte|punto)\b)?[\W_]*(?:(?:\d+|[ivxl]+)\b[\W_]*)*", re.IGNORECASE)
_LONGEST = 250


def mark_contents(blocks: list[Block]) -> list[Block]:
    """Blocks with role toc on the lines of a table of contents and on its heading."""
    blocks = [replace(block, role="toc", kind="paragraph", level=0) if _run_together(block) else block for block in blocks]
    last = _last_headings(blocks)
    if not last and not any(_LEADERS.search(block.text[-12:]) for block in blocks):
        return blocks
    marked = list(blocks)
    for run, introduced in _runs(blocks, last):
        leaders = sum(bool(_LEADERS.search(blocks[at].text)) for at in run)
        if introduced or leaders >= 2 or len(run) >= 4:
            for at in run:
                marked[at] = replace(blocks[at], role="toc", kind="paragraph", level=0, cells=(), table=None, row=None)
    return marked


def _run_together(block: Block) -> bool:
    """A whole table of contents in one paragraph, its line ends lost."""
    return block.role == "body" and block.kind != "row" and len(_LEADER_AND_PAGE.findall(block.text)) >= 3


def _runs(blocks: Sequence[Block], last: dict[str, int]) -> Iterator[tuple[list[int], bool]]:
    """Stretches of lines that could be of a table of contents, and whether the word "Indice" stands before."""
    run: list[int] = []
    gap: list[int] = []  # short lines since the last entry: pieces of one, if another with leaders follows
    introduced = False
    for at, block in enumerate(blocks):
        if block.role not in ("body", "toc"):
            continue
        index_word = len(block.text) < 40 and _INDEX.match(block.text) is not None
        if not index_word and (block.role == "toc" or _is_entry(block, at, last)):
            run += [*gap, at] if _LEADERS.search(block.text) else [at]
            gap = []
        elif not index_word and run and len(gap) < 2 and len(block.text) <= _LONGEST:
            gap.append(at)
        else:
            if len(run) > introduced:
                yield run, introduced
            run, gap, introduced = ([at], [], True) if index_word else ([], [], False)
    if len(run) > introduced:
        yield run, introduced


def _is_entry(block: Block, at: int, last: dict[str, int]) -> bool:
    """Does the line lead to a page, or repeat a heading that comes later?"""
    if len(block.text) > _LONGEST:
        return False
    if _LEADERS.search(block.text):
        return True
    return any(last.get(key, -1) > at for key in _keys(block.text))


def _last_headings(blocks: Sequence[Block]) -> dict[str, int]:
    """Where each heading stands last."""
    found: dict[str, int] = {}
    for at, block in enumerate(blocks):
        if block.kind == "heading" and block.role == "body":
            found.update(dict.fromkeys(_keys(block.text), at))
    return found


def _keys(text: str) -> list[str]:
    """The letters of a line without number, leaders and page; and with the last figure, which may belong to the title."""
    bare = _NUMBER.sub("", _LEADERS.sub("", text), count=1)
    keys = ["".join(ch for ch in part.lower() if ch.isalnum()) for part in (_PAGE.sub("", bare), bare)]
    return [key for key in dict.fromkeys(keys) if len(key) > 3]
