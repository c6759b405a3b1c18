"""What columns without a known heading hold, told by what stands in them and beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from procurement_engine.indicators.cells import Cell, numbers
from procurement_engine.indicators.headings import Heading
from procurement_engine.indicators.words import plain

_TELLING = frozenset({"indicator", "outcome", "unit", "baseline", "target", "source", "frequency", "responsible", "use"})
#: A plan of what is to be done names aims, people and times too, but neither units nor sources.
_PROVING = frozenset({"indicator", "unit", "source"})
#: Tables of criteria and of service levels: their figures are no values from which and to which something goes.
_OTHER = frozenset({"points", "penalty", "cost"})


def inferred(heads: list[Heading], body: list[list[Cell]]) -> list[Heading]:
    """Headings with the roles the table gives away: the words after a change measure it, of two figures one is where it starts."""
    roles = {role for one in heads for role in one.roles}
    if len(roles & _TELLING) < 3 or not roles & {"indicator", "outcome"} or not roles & _PROVING or roles & _OTHER:
        return heads
    found = {**_measured(heads, body, roles), **_figures(heads, body)}
    return [replace(one, roles=frozenset({found[at]})) if at in found else one for at, one in enumerate(heads)]


def _measured(heads: list[Heading], body: list[list[Cell]], roles: set[str]) -> dict[int, str]:
    """What stands in words right after the change, under a heading of its own kind, is what is measured of it."""
    if "indicator" in roles:
        return {}
    first = next(at for at, one in enumerate(heads) if one.roles & _TELLING)
    if not heads[first].has("outcome") or not _open(*heads[first + 1 : first + 2]) or any(map(_is_figure, _said(body, first + 1))):
        return {}
    return {first + 1: "indicator"}


def _figures(heads: list[Heading], body: list[list[Cell]]) -> dict[int, str]:
    """A start and an end, or the one that is missing on its side of the other."""
    known = {role: at for at, one in enumerate(heads) for role in ("baseline", "target") if one.has(role)}
    columns = [at for at in _unnamed(heads, body) if at > known.get("baseline", -1) and at < known.get("target", len(heads))]
    missing = [role for role in ("baseline", "target") if role not in known]
    if len(columns) != len(missing) or all(heads[at].step for at in columns):
        return {}
    return dict(zip(columns, missing, strict=True))


def _unnamed(heads: list[Heading], body: list[list[Cell]]) -> Iterator[int]:
    for at, one in enumerate(heads):
        cells = _said(body, at)
        if (_open(one) or one.stage) and len(cells) > 1 and all(map(_is_figure, cells)):
            yield at


def _open(*one: Heading) -> bool:
    return all(head.text and not head.roles - {"measured", "name"} for head in one) and bool(one)


def _said(body: list[list[Cell]], column: int) -> list[str]:
    return [row[column].text for row in body if row[column].text]


def _is_figure(text: str) -> bool:
    """A figure with at most a word or two: "38", "4,1 punti", "almeno 65 %"."""
    return bool(numbers(text)) and sum(word.isalpha() for word in plain(text).split()) < 3
