"""Tables of a draft as grids with one heading row, turned the right way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.impact.draft.headings import Heading, heading, worth

Rows = list[list[str]]


@dataclass(frozen=True)
class Grid:
    """A table of indicators: its headings, its rows, where it stands."""

    headings: list[Heading]
    rows: Rows
    places: list[int]  # of each row, the index of the block in the draft
    table: int


def grids(draft: Draft) -> Iterator[Grid]:
    """The tables that hold indicators, a table broken over pages put together again."""
    last: Grid | None = None
    for number, blocks in _tables(draft).items():
        rows = _square([list(block.cells) for _, block in blocks])
        places = [index for index, _ in blocks]
        found = _upright(rows, places, number) or _turned(rows, places, number)
        if found is None and last is not None and _continues(draft, last, rows, places):
            found = Grid(last.headings, rows, places, number)
        if found is not None:
            yield found
        last = found


def _tables(draft: Draft) -> dict[int, list[tuple[int, Block]]]:
    tables: dict[int, list[tuple[int, Block]]] = {}
    for index, block in enumerate(draft.blocks):
        if block.kind == "row" and block.table is not None and block.role == "body":
            tables.setdefault(block.table, []).append((index, block))
    return tables


def _square(rows: Rows) -> Rows:
    width = max(map(len, rows), default=0)
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def _continues(draft: Draft, last: Grid, rows: Rows, places: list[int]) -> bool:
    """The same width, and nothing but page furniture between."""
    between = draft.blocks[last.places[-1] + 1 : places[0]]
    return bool(rows) and len(rows[0]) == len(last.headings) and all(block.role == "furniture" for block in between)


def _upright(rows: Rows, places: list[int], number: int) -> Grid | None:
    """Headings above, in one row or two, within the first rows."""
    best: tuple[int, int, list[Heading]] = (0, 0, [])
    for start in range(min(4, len(rows))):
        for height in (1, 2):
            if start + height >= len(rows) or (height == 2 and not _looks_like_headings(rows[start + 1])):
                continue
            heads = [heading(text) for text in _joined(rows[start : start + height])]
            best = max(best, (worth(heads), start + height, heads), key=lambda option: option[0])
    value, end, heads = best
    if not value:
        return None
    texts = [one.text for one in heads]
    body = [(row, place) for row, place in zip(rows[end:], places[end:], strict=True) if row not in (texts, rows[end - 1])]
    return Grid(heads, [row for row, _ in body], [place for _, place in body], number)


def _looks_like_headings(row: list[str]) -> bool:
    """The second row of a double heading: short words or years, most of them known."""
    said = [heading(cell) for cell in row if cell]
    known = sum(bool(one.roles or one.step) for one in said)
    return bool(said) and all(len(one.text) < 40 for one in said) and known * 2 >= len(said)


def _joined(rows: Rows) -> list[str]:
    """The words above and below; what is merged sideways reaches to the right over the columns with something below."""
    if len(rows) == 1:
        return rows[0]
    above, carried = [], ""
    for top, bottom in zip(*rows, strict=True):
        carried = top or (carried if bottom else "")
        above.append(carried)
    return [f"{top} {bottom}".strip() if top != bottom else top for top, bottom in zip(above, rows[1], strict=True)]


def _turned(rows: Rows, places: list[int], number: int) -> Grid | None:
    """Headings down the first column: one indicator a column, or one card after another."""
    if not rows or len(rows[0]) < 2:
        return None
    heads = [heading(row[0]) for row in rows]
    if not worth(heads) or len({role for one in heads for role in one.roles}) < 3:
        return None
    first = next(at for at, one in enumerate(heads) if one.has("indicator") or one.has("outcome"))
    starts = [at for at, one in enumerate(heads) if one.roles and one.roles == heads[first].roles]
    cards = [range(start, end) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    top = [heads[at] for at in cards[0]]
    turned, where = [], []
    for card in cards:
        for column in range(1, len(rows[0])):
            cells = {heads[at].text: rows[at][column] for at in card}
            if any(cells.values()):
                turned.append([cells.get(one.text, "") for one in top])
                where.append(places[card[0]])
    return Grid(top, turned, where, number)
