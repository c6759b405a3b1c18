"""Tables of a draft as grids with one heading row, turned the right way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.indicators.cells import Cell, numbers
from procurement_engine.indicators.headings import Heading, heading, is_level, worth
from procurement_engine.indicators.inferred import inferred
from procurement_engine.indicators.words import holds_word, plain

Rows = list[list[Cell]]
#: "Indicatore 3:", "Indicator IR2 -": how the words above a card announce the indicator it is about.
_ANNOUNCED = ("indicatore", "indicator", "kpi")


@dataclass(frozen=True)
class Grid:
    """A table of indicators: its headings, its rows, its number in the draft (None: a list in prose)."""

    headings: list[Heading]
    rows: Rows
    table: int | None


def grids(draft: Draft) -> Iterator[Grid]:
    """The tables that hold indicators, a table broken over pages put together again."""
    last: Grid | None = None
    for number, blocks in _tables(draft).items():
        rows = _square(blocks)
        above = _above(draft, blocks[0][0])
        ways = (_upright(rows, above, number), _turned(rows, above, number))
        found = max((grid for grid in ways if grid), key=lambda grid: worth(grid.headings, announced=True), default=None)
        if found is None and last is not None and _continues(draft, last, rows):
            found = Grid(last.headings, rows, number)
        if found is not None:
            yield found
        last = found


def _tables(draft: Draft) -> dict[int, list[tuple[int, Block]]]:
    tables: dict[int, list[tuple[int, Block]]] = {}
    for index, block in enumerate(draft.blocks):
        if block.kind == "row" and block.table is not None and block.role == "body":
            tables.setdefault(block.table, []).append((index, block))
    return tables


def _square(blocks: list[tuple[int, Block]]) -> Rows:
    width = max((len(block.cells) for _, block in blocks), default=0)
    return [
        [Cell(text.strip(), index, column) for column, text in enumerate((*block.cells, *[""] * (width - len(block.cells))))]
        for index, block in blocks
    ]


def _above(draft: Draft, first: int) -> Cell:
    """The words that stand right over a table."""
    for index in range(first - 1, max(first - 4, -1), -1):
        block = draft.blocks[index]
        if block.role == "body" and block.kind != "row" and block.text.strip():
            return Cell(block.text.strip(), index, None)
    return Cell("", first, None)


def _continues(draft: Draft, last: Grid, rows: Rows) -> bool:
    """The same width, and nothing but page furniture between."""
    if not rows or not rows[0] or not last.rows:
        return False
    between = draft.blocks[last.rows[-1][0].block + 1 : rows[0][0].block]
    return len(rows[0]) == len(last.headings) and all(block.role == "furniture" for block in between)


def _upright(rows: Rows, above: Cell, number: int) -> Grid | None:
    """Headings above, in one row or two, within the first rows."""
    best: tuple[int, int, list[Heading]] = (0, 0, [])
    said = holds_word(above.text, ["indicatori", "indicators"])
    for start in range(min(4, len(rows))):
        for height in (1, 2):
            if start + height >= len(rows) or (height == 2 and not _looks_like_headings(rows[start + 1])):
                continue
            heads = [_joined(column) for column in _columns(rows[start : start + height])]
            heads = inferred(heads, rows[start + height :])
            value = worth(heads, announced=said)
            if value > best[0] or (value == best[0] and height == 2):  # a second row of headings is none of the figures
                best = (value, start + height, heads)
    value, end, heads = best
    if not value:
        return None
    again = ([one.text for one in heads], [cell.text for cell in rows[end - 1]])  # the headings repeated on a new page
    body = [row for row in rows[end:] if [cell.text for cell in row] not in again]
    return Grid(_first_column(heads, body), body, number)


def _looks_like_headings(row: list[Cell]) -> bool:
    """The second row of a double heading: short words or years, most of them known, and no figures."""
    said = [heading(cell.text) for cell in row if cell.text]
    if any(numbers(one.text) and not one.step for one in said):
        return False
    known = sum(bool(one.roles or one.step) for one in said)
    return bool(said) and all(len(one.text) < 40 for one in said) and known * 2 >= len(said)


def _columns(rows: Rows) -> list[tuple[str, str, bool]]:
    """Of each column the words above and below; what is merged sideways reaches right over the columns with something below."""
    if len(rows) == 1:
        return [(cell.text, "", False) for cell in rows[0]]
    above, carried = [], ""
    for top, bottom in zip(*rows, strict=True):
        carried = top.text or (carried if bottom.text else "")
        above.append(carried)
    return [
        (top, bottom.text if bottom.text != top else "", above.count(top) > 1) for top, bottom in zip(above, rows[1], strict=True)
    ]


def _joined(column: tuple[str, str, bool]) -> Heading:
    """A title over several columns names their subject; what each holds is said below it."""
    top, bottom, wide = column
    whole, below = heading(f"{top} {bottom}".strip()), heading(bottom)
    if wide and below.has("date") and whole.has("baseline"):
        return Heading(whole.text, frozenset({"baseline_on"}))
    return Heading(whole.text, below.roles, below.year or whole.year, below.step) if wide and below.settled else whole


def _first_column(heads: list[Heading], body: Rows) -> list[Heading]:
    """A logframe leaves the heading of its levels blank."""
    levels = [row[0].text for row in body if row[0].text]
    if heads and not heads[0].text and levels and all(map(is_level, levels)):
        return [Heading("", frozenset({"kind"})), *heads[1:]]
    return heads


def _turned(rows: Rows, above: Cell, number: int) -> Grid | None:
    """Headings down the first column: one indicator a column, or one card after another."""
    if not rows or len(rows[0]) < 2:
        return None
    heads = [heading(row[0].text) for row in rows]
    roles = {role for one in heads for role in one.roles}
    named = next((at for at, one in enumerate(heads) if one.has("indicator")), None)
    if named is None and len(roles & {"unit", "baseline", "target", "source", "frequency", "responsible", "formula"}) > 3:
        return _card_without_a_name(rows, heads, above, number)
    if not worth(heads) or len(roles) < 3:
        return None
    first = next(at for at, one in enumerate(heads) if one.has("indicator") or one.has("outcome"))
    starts = [at for at, one in enumerate(heads) if one.roles and one.roles == heads[first].roles]
    cards = [range(start, end) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    top = [heads[at] for at in cards[0]]
    turned = []
    for card in cards:
        for column in range(1, len(rows[0])):
            cells = {heads[at].text: rows[at][column] for at in card}
            if any(cell.text for cell in cells.values()):
                turned.append([cells.get(one.text, Cell("", rows[card[0]][0].block, 0)) for one in top])
    return Grid(top, turned, number)


def _card_without_a_name(rows: Rows, heads: list[Heading], above: Cell, number: int) -> Grid | None:
    """A card under the words that announce its indicator."""
    if plain(above.text).split(" ", 1)[0] not in _ANNOUNCED or len(rows[0]) != 2:
        return None
    name = Cell(above.text.partition(":")[2].strip() or above.text, above.block, None)
    return Grid([Heading("", frozenset({"indicator"})), *heads], [[name, *(row[1] for row in rows)]], number)
