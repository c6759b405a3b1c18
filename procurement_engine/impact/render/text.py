"""A report on the terminal: tables in columns; a picture that has a heading of its own is told in words."""

from __future__ import annotations

from textwrap import wrap

from procurement_engine.impact.render.page import Grid, Heading, Page, Picture, Points, Words

_WIDTH = 110
#: No column of words is squeezed under this.
_LEAST = 12


def render(page: Page) -> str:
    """Plain text of at most _WIDTH columns, where the table allows."""
    lines = [page.title, "=" * min(len(page.title), _WIDTH), ""]
    for number, block in enumerate(page.blocks):
        if isinstance(block, Heading):
            lines += ["", block.text, "-" * min(len(block.text), _WIDTH)]
        elif isinstance(block, Words):
            lines += [*wrap(block.text, _WIDTH), ""]
        elif isinstance(block, Points):
            for item in block.items:
                lines += wrap(item, _WIDTH, initial_indent="- ", subsequent_indent="  ")
        elif isinstance(block, Grid):
            lines += [*_grid(block), ""]
        elif isinstance(block, Picture) and number and isinstance(page.blocks[number - 1], Heading):
            lines += [*wrap(block.drawing.told or block.caption, _WIDTH), ""]
    return "\n".join(lines).rstrip()


def _grid(grid: Grid) -> list[str]:
    widths = _widths(grid)
    rows = [_row(grid, row, widths) for row in (grid.head, *grid.rows)]
    rule = "  ".join("-" * width for width in widths)
    return [*rows[0], rule, *(line for row in rows[1:] for line in row)]


def _widths(grid: Grid) -> list[int]:
    natural = [max(len(row[n]) for row in (grid.head, *grid.rows)) for n in range(len(grid.head))]
    room = _WIDTH - 2 * (len(natural) - 1)
    while sum(natural) > room and max(natural) > _LEAST:
        natural[natural.index(max(natural))] -= 1
    return natural


def _row(grid: Grid, cells: object, widths: list[int]) -> list[str]:
    parts = [wrap(str(cell), width) or [""] for cell, width in zip(cells, widths, strict=True)]  # type: ignore[call-overload]
    lines = []
    for n in range(max(map(len, parts))):
        shown = [part[n] if n < len(part) else "" for part in parts]
        placed = [
            text.rjust(w) if at in grid.figures else text.ljust(w) for at, (text, w) in enumerate(zip(shown, widths, strict=True))
        ]
        lines.append("  ".join(placed).rstrip())
    return lines
