"""From marks, offered values and comparisons to one coefficient per criterion and bid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from procurement_engine.numbers import total
from procurement_engine.scoring.comparison import Column, Priorities, ahp, pairwise
from procurement_engine.scoring.model import Bid, Criterion, PairTable, Part


@dataclass
class Coefficients:
    """`columns[criterion][bid]`; `each[criterion][bid]` are the commissioners' own; `consistency` is AHP's."""

    columns: dict[str, Column] = field(default_factory=dict)
    each: dict[str, dict[str, tuple[Fraction, ...]]] = field(default_factory=dict)
    consistency: dict[str, list[Priorities]] = field(default_factory=dict)


def coefficients(part: Part) -> Coefficients:
    """All criteria of a part that has been checked."""
    found = Coefficients()
    for leaf in part.leaves():
        if leaf.kind == "discretionary" and part.by_comparison():
            _compared(part, leaf, found)
        elif leaf.kind == "discretionary":
            found.each[leaf.id] = {bid.id: own_coefficients(part, leaf, bid) for bid in part.bids}
            found.columns[leaf.id] = {bid: mean(part, values) for bid, values in found.each[leaf.id].items()}
        else:
            found.columns[leaf.id] = _objective(part, leaf)
    return found


def own_coefficients(part: Part, leaf: Criterion, bid: Bid) -> tuple[Fraction, ...]:
    """Each commissioner's coefficient, from marks that may be points."""
    scale = leaf.weight if part.method.marks == "points" else 1
    policy = part.policy
    return tuple(policy("coefficient", value / scale) for value in bid.marks[leaf.id])


def mean(part: Part, values: tuple[Fraction, ...]) -> Fraction:
    """The commissioners' mean, rounded only if the rules say so."""
    return part.policy("mean", total(values) / len(values))


def compare(part: Part, tables: Sequence[PairTable]) -> tuple[list[Column], Column, list[Priorities]]:
    """(each commissioner's coefficients, the criterion's, AHP's consistency) from the commissioners' tables."""
    method, bids = part.method, [bid.id for bid in part.bids]
    consistency: list[Priorities] = []
    if method.coefficients == "ahp":
        each, column, consistency = ahp(tables, bids, method.ahp_vector, method.ri_table, part.policy)
    else:
        each, column = pairwise(tables, bids, method.pairwise_normalisation or "per_commissioner", part.policy)
    return each, {bid: part.policy("mean", value) for bid, value in column.items()}, consistency


def _compared(part: Part, leaf: Criterion, found: Coefficients) -> None:
    each, found.columns[leaf.id], consistency = compare(part, part.pairwise[leaf.id])
    found.each[leaf.id] = {bid.id: tuple(own[bid.id] for own in each) for bid in part.bids}
    if consistency:
        found.consistency[leaf.id] = consistency


def _objective(part: Part, leaf: Criterion) -> Column:
    bids = [bid.id for bid in part.bids]
    if leaf.formula is not None:
        values = leaf.formula.coefficients([bid.marks[leaf.id] for bid in part.bids])
    else:
        values = [step(leaf, bid.marks[leaf.id]) for bid in part.bids]
    return {bid: part.policy("mean", value) for bid, value in zip(bids, values, strict=True)}


def step(leaf: Criterion, mark: Fraction | bool) -> Fraction:
    """The coefficient of a tabular mark. Levels are points if they reach the weight, else coefficients."""
    if leaf.levels is None:
        return Fraction(bool(mark))
    level = leaf.levels[int(mark)]
    return level / leaf.weight if max(leaf.levels) == leaf.weight else level
