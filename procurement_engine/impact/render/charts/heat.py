"""Lots by indicators: the share of the way covered stands in the cell, the grey only helps the eye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procurement_engine.impact.render.drawing import INK, WHITE, Drawing, Label, Rect, short, wrapped
from procurement_engine.impact.say import say

_LEFT, _ROW = 200.0, 26.0


def heat(
    rows: Sequence[str], columns: Sequence[str], shown: Mapping[tuple[str, str], tuple[str, float | None]], lang: str = "it"
) -> Drawing:
    """`shown` by (row, column): the words in the cell, and from 0 to 1 how dark it is (None: white)."""
    cell = min(130.0, (760 - _LEFT) / max(len(columns), 1))
    drawing = Drawing(760, 50 + _ROW * len(rows), say("page", "heat_title", lang))
    for number, name in enumerate(columns):
        lines = wrapped(name, cell - 4, 9.5, 3)
        for at, words in enumerate(lines):
            drawing.add(Label(_LEFT + (number + 0.5) * cell, 38 - 12 * (len(lines) - 1 - at), words, 9.5, "middle"))
    for line, name in enumerate(rows):
        y = 46 + line * _ROW
        drawing.add(Label(_LEFT - 8, y + 17, short(name, _LEFT - 12), 10.5, "end"))
        for number, column in enumerate(columns):
            words, dark = shown.get((name, column), ("", None))
            grey = 255 if dark is None else round(245 - 175 * min(max(dark, 0), 1))
            drawing.add(Rect(_LEFT + number * cell, y, cell, _ROW, f"#{grey:02x}{grey:02x}{grey:02x}"))
            ink = WHITE if grey < 130 else INK
            drawing.add(Label(_LEFT + (number + 0.5) * cell, y + 17, short(words, cell - 6, 10.5), 10.5, "middle", ink))
    drawing.told = "; ".join(
        f"{row}: " + ", ".join(f"{column} {shown[row, column][0]}" for column in columns if (row, column) in shown) for row in rows
    )
    return drawing
