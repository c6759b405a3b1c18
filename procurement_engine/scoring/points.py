"""The points of one criterion: leaf by leaf, rescaled to the best bid if the rules say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement_engine.numbers import dot, total
from procurement_engine.scoring.comparison import Column
from procurement_engine.scoring.formulas import Bands
from procurement_engine.scoring.model import Criterion, Part

Columns = Mapping[str, Column]


@dataclass(frozen=True)
class Group:
    """A criterion with its sub-criteria: coefficients and points of the leaves, points of the whole."""

    coefficients: dict[str, Column]
    points: dict[str, Column]
    whole: Column


class Scorer:
    """Points by criterion. It remembers the last answer for each, since a what-if moves one column and keeps the rest."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._known: dict[tuple[str, str, tuple[str, ...]], tuple[list[Column], Group]] = {}

    def group(self, criterion: Criterion, columns: Columns, bids: tuple[str, ...], level_1: str) -> Group:
        """The points of these bids on a criterion; `level_1` "none" gives the raw ones."""
        key, own = (criterion.id, level_1, bids), [columns[leaf.id] for leaf in criterion.leaves()]
        if key in self._known and all(a is b for a, b in zip(self._known[key][0], own, strict=True)):
            return self._known[key][1]
        found = _group(self._part, criterion, columns, bids, level_1)
        self._known[key] = (own, found)
        return found


def rescalable(leaf: Criterion) -> bool:
    """Discretionary criteria, and formulas that nobody can bring to 1; never a table the tender fixed."""
    return leaf.kind == "discretionary" or (isinstance(leaf.formula, Bands) and leaf.formula.best < 1)


def _group(part: Part, criterion: Criterion, columns: Columns, bids: tuple[str, ...], level_1: str) -> Group:
    leaves, policy = list(criterion.leaves()), part.policy
    coefficients = {leaf.id: {bid: columns[leaf.id][bid] for bid in bids} for leaf in leaves}
    if level_1 != "none":
        judged = [leaf for leaf in leaves if rescalable(leaf)]
        for together in [judged] if level_1 == "criterion" else [[leaf] for leaf in judged]:
            _to_best(part, coefficients, together)
    points = {leaf.id: {bid: leaf.weight * value for bid, value in coefficients[leaf.id].items()} for leaf in leaves}
    if level_1 == "criterion":  # rescaled as a whole, it is rounded as a whole
        return Group(coefficients, points, {bid: policy("criterion", total(points[k][bid] for k in points)) for bid in bids})
    points = {name: {bid: policy("criterion", value) for bid, value in column.items()} for name, column in points.items()}
    return Group(coefficients, points, {bid: total(points[k][bid] for k in points) for bid in bids})


def _to_best(part: Part, columns: dict[str, Column], leaves: list[Criterion]) -> None:
    """Bring the best bid on some leaves to their whole weight, and the others in proportion."""
    if not leaves:
        return
    points = {bid: dot((leaf.weight, columns[leaf.id][bid]) for leaf in leaves) for bid in columns[leaves[0].id]}
    best, weight = max(points.values(), default=Fraction(0)), total(leaf.weight for leaf in leaves)
    for bid, value in points.items():
        if value:
            factor = part.policy("rescaling", value / best) * weight / value
            for leaf in leaves:
                columns[leaf.id][bid] *= factor
