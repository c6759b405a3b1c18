"""Ruled tables of a page: cells from the lines drawn, a merged cell where a line is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from procurement_engine.drafts.pdf_words import Word

_Rule = tuple[float, float, float]
#: Lines nearer than this are one line; one drawn twice, or with a gap at its crossings.
_NEAR = 2.5
_SLIT = 12
_COLUMNS, _ROWS = 40, 300


@dataclass(slots=True)
class Table:
    """A ruled table: its column edges, its top and bottom, and the words of each cell, rows from the top."""

    edges: list[float]
    top: float
    bottom: float
    rows: list[list[list[Word] | None]] = field(default_factory=list)  # None: covered by the cell before it


def find_tables(across: Sequence[_Rule], down: Sequence[_Rule], words: Sequence[Word]) -> tuple[list[Table], list[Word]]:
    """The tables of a page, and the words outside them."""
    tables: list[Table] = []
    left_over = list(words)
    for horizontal, vertical in _groups(_merged(across), _merged(down)):
        xs, ys = _distinct(rule[0] for rule in vertical), _distinct(rule[0] for rule in horizontal)
        if not (3 <= len(xs) <= _COLUMNS and 2 <= len(ys) <= _ROWS):
            continue  # a box round text, or a drawing
        inside = [w for w in left_over if xs[0] <= (w.left + w.right) / 2 <= xs[-1] and ys[0] <= w.middle <= ys[-1]]
        if not inside:
            continue
        table = Table(xs, ys[-1], ys[0], _fill(xs, ys, horizontal, vertical, inside))
        if any(sum(map(bool, row)) > 1 for row in table.rows):
            tables.append(table)
            taken = set(map(id, inside))
            left_over = [word for word in left_over if id(word) not in taken]
    return tables, left_over


def _merged(rules: Sequence[_Rule]) -> list[_Rule]:
    """Pieces of the same line as one."""
    merged: list[_Rule] = []
    for at, start, end in sorted((round(rule[0] / _NEAR) * _NEAR, rule[1], rule[2]) for rule in rules):
        if merged and abs(merged[-1][0] - at) < 0.1 and start <= merged[-1][2] + _NEAR:
            merged[-1] = (at, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((at, start, end))
    return merged


def _groups(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Lines that cross, together: each group is a table or a box."""
    if len(across) * len(down) > 400_000:
        return
    group = {("v", n): n for n in range(len(down))}
    members: dict[int, tuple[list[_Rule], list[_Rule]]] = {n: ([], [rule]) for n, rule in enumerate(down)}
    for y, left, right in across:
        met = sorted(
            {
                group["v", n]
                for n, (x, low, high) in enumerate(down)
                if left - _NEAR <= x <= right + _NEAR and low - _NEAR <= y <= high + _NEAR
            }
        )
        if not met:
            continue
        first = met[0]
        members[first][0].append((y, left, right))
        for other in met[1:]:
            horizontal, vertical = members.pop(other)
            members[first][0].extend(horizontal)
            members[first][1].extend(vertical)
        for key, value in group.items():
            if value in met:
                group[key] = first
    yield from sorted((found for found in members.values() if found[0]), key=lambda found: -max(rule[0] for rule in found[0]))


def _distinct(values: Iterator[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _NEAR:
            found.append(value)
    return found


def _fill(
    xs: list[float], ys: list[float], across: list[_Rule], down: list[_Rule], words: Sequence[Word]
) -> list[list[list[Word] | None]]:
    """The words of each cell; a merged cell has them at its first place. The slit of a double line is no column."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for r in range(rows):  # row 0 is the top one
        high, low = ys[rows - r], ys[rows - r - 1]
        for c in range(columns):
            across_cell, down_cell = (xs[c] + xs[c + 1]) / 2, (high + low) / 2
            if c + 1 < columns and not _covers(down, xs[c + 1], down_cell):
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _covers(across, low, across_cell):
                first, second = sorted((root((r, c)), root((r + 1, c))))
                owner[second] = first
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = min(max(bisect_right(xs, (word.left + word.right) / 2) - 1, 0), columns - 1)
        row = rows - 1 - min(max(bisect_right(ys, word.middle) - 1, 0), rows - 1)
        cells.setdefault(root((row, column)), []).append(word)
    used = [c for c in range(columns) if xs[c + 1] - xs[c] > _SLIT or any((r, c) in cells for r in range(rows))]
    return [[cells.get((r, c), [] if root((r, c)) == (r, c) else None) for c in used] for r in range(rows)]


def _covers(rules: Sequence[_Rule], at: float, point: float) -> bool:
    return any(abs(rule[0] - at) <= 2 * _NEAR and rule[1] - _NEAR <= point <= rule[2] + _NEAR for rule in rules)
