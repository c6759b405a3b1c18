"""Words of a page into lines, and lines into what they are: prose, or a row of columns set apart by wide gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from procurement_engine.drafts.pdf_words import Word


@dataclass(slots=True)
class Line:
    """Words side by side. `cells` are their groups between gaps wider than any between the words of a sentence."""

    words: list[Word]
    page: int = 0
    bold: bool = False
    text: str = ""
    cells: list[str] = field(default_factory=list)
    stretches: list[tuple[float, float]] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return self.words[0].middle

    @property
    def size(self) -> float:
        """The height of its letters."""
        return max(1.0, self.words[0].top - self.words[0].bottom)

    def has_room(self, word: Word, margin: float) -> bool:
        """Would the next word have fitted before the margin? Then the line was ended on purpose."""
        return self.right + (word.right - word.left) + self.size * 0.3 < margin - 1


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered by height, from the top of the page."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: -word.middle):
        tall = word.top - word.bottom
        # The last lines only: words come from above. A raised number belongs to the line it is raised from.
        home = next((line for line in lines[-3:] if abs(line.middle - word.middle) < 0.45 * max(tall, line.size) * 0.9), None)
        if home is None:
            lines.append(Line([word]))
        else:
            home.words.append(word)
    for line in lines:
        line.words.sort(key=lambda word: word.left)
        _measure(line)
    return sorted(lines, key=lambda line: -line.middle)


def _measure(line: Line) -> None:
    pieces = [[line.words[0]]]
    gaps = [word.left - before.right for before, word in pairwise(line.words)]
    # Justified text that has few words to a line has wide gaps too, but all alike.
    even = len(gaps) > 2 and min(gaps) > 0.6 * max(gaps)
    for gap, word in zip(gaps, line.words[1:], strict=True):
        if gap > 1.5 * line.size and not even:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    line.cells = [joined(piece) for piece in pieces]
    line.stretches = [(piece[0].left, piece[-1].right) for piece in pieces]
    line.text = " ".join(line.cells)


def joined(words: Sequence[Word]) -> str:
    """Words of a line as text; pieces of one word drawn apart (bold, accents) stay one."""
    text = words[0].text
    for before, word in pairwise(words):
        glued = word.left - before.right < 0.02 * (word.top - word.bottom) and word.first == before.first + len(before.text)
        text += word.text if glued else f" {word.text}"
    return text


def cell_lines(words: Sequence[Word]) -> list[str]:
    """The lines of a cell."""
    return [line.text for line in lines_of(words)]
