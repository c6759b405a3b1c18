"""Drawings as a few kinds of shapes in points, y downwards: written as SVG for pages and as PNG for Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]
#: Greys far enough apart for any printer; meaning never hangs on them alone.
INK, GREY, MIDDLE, PALE, FAINT, WHITE = "#1a1a1a", "#6b6b6b", "#9d9d9d", "#d4d4d4", "#efefef", "#ffffff"
#: Mean width of a letter in parts of its size.
LETTER = 0.52


@dataclass(frozen=True)
class Rect:
    """A box."""

    x: float
    y: float
    width: float
    height: float
    fill: str = WHITE
    stroke: str = INK


@dataclass(frozen=True)
class Path:
    """A line through points, closed and filled if `fill`; dash in points."""

    points: Sequence[tuple[float, float]]
    stroke: str = INK
    width: float = 1.0
    dash: float = 0.0
    fill: str = ""


@dataclass(frozen=True)
class Label:
    """Words on one line, standing on y."""

    x: float
    y: float
    text: str
    size: float = 11
    anchor: Anchor = "start"
    fill: str = INK
    bold: bool = False


Shape = Rect | Path | Label


@dataclass
class Drawing:
    """A picture; `title` and `told`, what it shows in words, are for those who do not see it."""

    width: float
    height: float
    title: str
    shapes: list[Shape] = field(default_factory=list)
    told: str = ""

    @property
    def words(self) -> str:
        """Title and content as one text."""
        return f"{self.title}. {self.told}" if self.told else self.title

    def add(self, *shapes: Shape) -> None:
        """Draw over what is there."""
        self.shapes.extend(shapes)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = INK, width: float = 1.0, dash: float = 0.0) -> None:
        """A straight line."""
        self.add(Path(((x1, y1), (x2, y2)), stroke, width, dash))

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A line with a head at its end."""
        self.line(x1, y1, x2, y2, GREY)
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        back = (x2 - 7 * dx, y2 - 7 * dy)
        sides = ((back[0] - 3 * dy, back[1] + 3 * dx), (back[0] + 3 * dy, back[1] - 3 * dx))
        self.add(Path(((x2, y2), *sides), GREY, 1, 0, GREY))

    def mark(self, x: float, y: float, kind: str, size: float = 5) -> None:
        """A sign of its own shape for each kind: up, down, diamond, square, circle-like hollow square for missing."""
        corners = {
            "up": ((0, -1), (0.95, 0.75), (-0.95, 0.75)),
            "down": ((0, 1), (0.95, -0.75), (-0.95, -0.75)),
            "diamond": ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
        }.get(kind, ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)))
        hollow = kind in ("hollow", "diamond")
        self.add(Path([(x + size * a, y + size * b) for a, b in corners], INK, 1.2, 0, WHITE if hollow else INK))


def wide(text: str, size: float = 11) -> float:
    """About how wide words are."""
    return len(text) * size * LETTER


def short(text: str, width: float, size: float = 11) -> str:
    """Words cut to a width."""
    most = max(int(width / (size * LETTER)), 2)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def wrapped(text: str, width: float, size: float = 11, most: int = 4) -> list[str]:
    """Words over lines of a width; the last ends with dots if some are left out."""
    lines: list[str] = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if wide(joined, size) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    lines = [short(line, width, size) for line in lines]
    return lines if len(lines) <= most else [*lines[: most - 1], short(f"{lines[most - 1]} …", width, size)]
