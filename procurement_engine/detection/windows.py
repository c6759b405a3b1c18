"""The windows of a text in which the words of a relation must stand together."""

from __future__ import annotations

from typing import Literal

from procurement_engine.detection.index import TextIndex

Window = Literal["sentence", "pair", "paragraph", "article", "document"]


def keys_of(index: TextIndex, within: Window) -> list[tuple[int, ...]]:
    """For each unit the windows it contributes to. An enumeration's head contributes to each of its items."""
    items: dict[int, list[int]] = {}
    for unit in index.units:
        if unit.head is not None:
            items.setdefault(unit.head, []).append(unit.number)
    keys: list[tuple[int, ...]] = []
    for unit in index.units:
        below = items.get(unit.number, [])
        if within == "document":
            keys.append((0,))
        elif within == "article":
            keys.append((unit.section,))
        elif within == "paragraph":
            keys.append((unit.block, *dict.fromkeys(index.units[item].block for item in below)))
        elif within == "pair":
            before = unit.number - 1 if unit.above is None else unit.above
            joined = before >= 0 and index.units[before].section == unit.section
            # The label of a row with a cell for each lot goes with the cells of the row above, as with its label.
            cells = items.get(before, []) if unit.above is not None else []
            keys.append((unit.number, *((before, *cells) if joined else ()), *below))
        else:
            keys.append((unit.number, *below))
    return keys
