"""Page furniture: what stands at the head or foot of page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_DIGITS = re.compile(r"\d+|\b[ivxl]+\b(?=\W*$)")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:pag(?:ina|\.)?\s*)?(?:n\.?\s*)?\d{1,4}(?:\s*(?:di|/|su|\|)\s*\d{1,4})?\W{0,3}$", re.IGNORECASE
)
#: How many lines from either edge may be furniture: a letterhead with its addresses has some ten.
_DEPTH = 10


def furniture(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each page the positions of its furniture, working inwards from the edges."""
    shapes = [[_shape(line) for line in lines] for lines in pages]
    seen: Counter[str] = Counter()
    for page in shapes:
        seen.update({*page[:_DEPTH], *page[-_DEPTH:]} - {""})
    often = 2 if len(pages) == 2 else max(3, len(pages) * 2 // 5)
    repeated = {shape for shape, count in seen.items() if count >= often} if len(pages) > 1 else set()
    return [_of_page(lines, page, repeated) for lines, page in zip(pages, shapes, strict=True)]


def _of_page(lines: Sequence[str], shapes: Sequence[str], repeated: set[str]) -> set[int]:
    found: set[int] = set()
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        misses = 0
        for at in list(order)[:_DEPTH]:
            if not shapes[at]:
                continue
            if shapes[at] in repeated or (misses == 0 and _PAGE_NUMBER.match(lines[at].strip()) and len(lines) > 3):
                found.add(at)
            else:
                misses += 1  # a stamp may stand inside: one line that changes (a date, a title) is passed over
            if misses > 1:
                break
    return found


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.lower().split()))
