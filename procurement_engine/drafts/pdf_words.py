"""A page of a PDF as words with their places and the ruled lines of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

#: pdfium marks with these a hyphen at a line's end that it takes for the break of a word.
_BREAKS = "\ufffe\u0002"
_WORD = re.compile(f"[^\\s{_BREAKS}]+[{_BREAKS}]?")
_BOLD = re.compile(rb"bold|black|heavy|semibd|demi", re.IGNORECASE)
#: A page with more drawing than this is a map: its lines are no table.
_DRAWINGS = 20_000


@dataclass(slots=True)
class Word:
    """A word and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    first: int  # index of its first character in the page
    upright: bool = True

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.bottom + self.top) / 2


class Page:
    """One page, its words read at once. `close` gives back pdfium's memory."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = page.get_textpage()
        self.characters = self._text.count_chars()
        self.width, self.height = page.get_size()

    def close(self) -> None:
        """Free the page."""
        self._text.close()
        self._page.close()

    def words(self) -> Iterator[Word]:
        """The words, in the order of the file."""
        raw = self._text.raw
        text = self._text.get_text_range()
        same = len(text) == self.characters  # else some characters have no text, and indices differ
        box = pdfium.FS_RECTF()
        for found in _WORD.finditer(text):
            first, last = found.start(), found.end() - 1
            word = found[0]
            if word[-1] in _BREAKS:
                word = word[:-1] + "-"
            if not same:
                first, last = (pdfium.FPDFText_GetCharIndexFromTextIndex(raw, at) for at in (first, last))
            if not pdfium.FPDFText_GetLooseCharBox(raw, first, box):
                continue
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if last != first and pdfium.FPDFText_GetLooseCharBox(raw, last, box):
                upright = abs(box.bottom - bottom) < (top - bottom) * 0.6 and box.right > left
                left, right = min(left, box.left), max(right, box.right)
                bottom, top = min(bottom, box.bottom), max(top, box.top)
            else:
                upright = abs(pdfium.FPDFText_GetCharAngle(raw, first)) < 0.3
            yield Word(word, left, bottom, right, top, first, upright)

    def is_bold(self, word: Word) -> bool:
        """Is the first character of a word bold?"""
        if pdfium.FPDFText_GetFontWeight(self._text.raw, word.first) >= 600:
            return True
        flags = pdfium.c_int()
        name = pdfium.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(self._text.raw, word.first, name, 128, flags)
        return _BOLD.search(name.value) is not None

    def rules(self) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
        """The straight lines drawn: horizontal as (y, from x, to x), vertical as (x, from y, to y). Boxes give four."""
        across: list[tuple[float, float, float]] = []
        down: list[tuple[float, float, float]] = []
        if pdfium.FPDFPage_CountObjects(self._page.raw) > _DRAWINGS:
            return across, down
        for count, drawn in enumerate(self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
            if count > _DRAWINGS:
                return [], []
            left, bottom, right, top = drawn.get_bounds()
            wide, high = right - left, top - bottom
            if wide > 0.9 * self.width and high > 0.9 * self.height:
                continue
            if high < 3 <= wide:
                across.append(((bottom + top) / 2, left, right))
            elif wide < 3 <= high:
                down.append(((left + right) / 2, bottom, top))
            elif wide > 8 and high > 6 and self._outlined(drawn):  # a mere shade lies behind each line of a text
                across += [(bottom, left, right), (top, left, right)]
                down += [(left, bottom, top), (right, bottom, top)]
        return across, down

    @staticmethod
    def _outlined(drawn: Any) -> bool:
        fill, stroke = pdfium.c_int(), pdfium.c_int()
        return bool(pdfium.FPDFPath_GetDrawMode(drawn.raw, fill, stroke) and stroke.value)

    def has_image(self) -> bool:
        """Does the page show a picture?"""
        return next(iter(self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)), None) is not None
