"""From coefficients to points, thresholds, rescaling, totals and ranks: the heart, run again for every what-if."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from procurement_engine.numbers import italian, total
from procurement_engine.scoring.aggregation import electre, topsis
from procurement_engine.scoring.comparison import Column
from procurement_engine.scoring.economic import economic_columns
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.points import Columns, Group, Scorer
from procurement_engine.scoring.ties import ranks


@dataclass
class Standing:
    """Every number of a ranking. Totals stand twice: exact, and as the rounding policy hands them on."""

    raw_points: dict[str, Column] = field(default_factory=dict)
    raw: Column = field(default_factory=dict)
    coefficients: dict[str, Column] = field(default_factory=dict)
    points: dict[str, Column] = field(default_factory=dict)
    technical: Column = field(default_factory=dict)
    technical_used: Column = field(default_factory=dict)
    economic_coefficients: dict[str, Column] = field(default_factory=dict)
    economic: Column = field(default_factory=dict)
    economic_used: Column = field(default_factory=dict)
    exact: Column = field(default_factory=dict)
    used: Column = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    drawn: list[list[str]] = field(default_factory=list)
    rescaled: bool = False

    @property
    def winners(self) -> tuple[str, ...]:
        """The bids ranked first."""
        return tuple(bid for bid, rank in self.rank.items() if rank == 1)


def stand(part: Part, columns: Columns, scorer: Scorer | None = None) -> Standing:
    """The ranking that these coefficients give. Who asks again and again for the same part passes its scorer."""
    result, scorer, bids = Standing(), scorer or Scorer(part), tuple(bid.id for bid in part.bids)
    raw = [scorer.group(criterion, columns, bids, "none") for criterion in part.criteria]
    result.raw_points, result.raw = _together(raw, "points"), _sum(raw, bids)
    result.failed = _under_thresholds(part, "raw", result.raw_points, result.raw)
    _rescale(part, result, columns, scorer)
    result.failed |= _under_thresholds(part, "rescaled", result.points, result.technical)
    admitted = [bid for bid in result.technical if bid not in result.failed]
    result.economic_coefficients = economic_columns(part, admitted)
    order = _totals(part, result, admitted)
    gone = {bid.id for bid in part.bids if bid.excluded_after_close}  # they count, but are not ranked
    result.rank, result.drawn = ranks(part, [[b for b in group if b not in gone] for group in order], result)
    return result


def _together(groups: list[Group], name: Literal["points", "coefficients"]) -> dict[str, Column]:
    return {leaf: column for group in groups for leaf, column in getattr(group, name).items()}


def _sum(groups: list[Group], bids: tuple[str, ...]) -> Column:
    return {bid: total(group.whole[bid] for group in groups) for bid in bids}


def _under_thresholds(part: Part, basis: str, points: Columns, totals: Column) -> dict[str, str]:
    """The bids that stop at a threshold taken on this basis, and why; equality passes. Unrescaled points serve both bases."""
    failed: dict[str, str] = {}
    for node in (node for criterion in part.criteria for node in criterion.tree()):
        if node.threshold and node.threshold.on == basis:
            for bid in totals:
                got = total(points[leaf.id][bid] for leaf in node.leaves())
                if got < node.threshold.points:
                    failed[bid] = f"criterio {node.id}: {italian(got)} punti, sotto la soglia di {italian(node.threshold.points)}"
    barrier = part.method.threshold
    if barrier and barrier.on == basis:
        for bid, whole in totals.items():
            if whole < barrier.points:
                failed[bid] = f"punteggio tecnico {italian(whole)} inferiore alla soglia di {italian(barrier.points)}"
    return failed


def _rescale(part: Part, result: Standing, columns: Columns, scorer: Scorer) -> None:
    """Both levels, over the bids still in. With one bid left there is no best to compare with, so none applies."""
    rules, bids = part.method.rescaling, tuple(bid for bid in result.raw if bid not in result.failed)
    several = len(bids) > 1
    result.rescaled = several and (rules.level_1 != "none" or rules.level_2)
    groups = [scorer.group(criterion, columns, bids, rules.level_1 if several else "none") for criterion in part.criteria]
    result.coefficients, result.points = _together(groups, "coefficients"), _together(groups, "points")
    result.technical = _sum(groups, bids)
    best = max(result.technical.values(), default=Fraction(0))
    if rules.level_2 and several and best:
        whole = part.quality_points
        result.technical = {bid: whole * part.policy("rescaling", value / best) for bid, value in result.technical.items()}
    result.technical_used = {bid: part.policy("total", value) for bid, value in result.technical.items()}


def _totals(part: Part, result: Standing, bids: list[str]) -> list[list[str]]:
    """Fill the totals; the bids in order of merit, equal ones together."""
    policy = part.policy
    parts = {component.id: component.points for component in part.price.parts}
    for bid in bids:
        earned = [policy("criterion", p * result.economic_coefficients[k][bid]) for k, p in parts.items()]
        result.economic[bid] = total(earned)
        result.economic_used[bid] = policy("total", result.economic[bid])
    if part.method.aggregation != "weighted_sum":
        return _indices(part, result, bids)
    for bid in bids:
        result.exact[bid] = result.technical[bid] + result.economic[bid]
        result.used[bid] = policy("total", result.technical_used[bid] + result.economic_used[bid])
    return _groups(result.used)


def _indices(part: Part, result: Standing, bids: list[str]) -> list[list[str]]:
    """ELECTRE and TOPSIS take the price as one more criterion and give an index, not points."""
    weights = {leaf.id: leaf.weight for leaf in part.leaves()}
    weights |= {component.id: component.points for component in part.price.parts}
    columns = {**result.coefficients, **result.economic_coefficients}
    if part.method.aggregation == "topsis":
        result.exact = topsis(columns, weights, bids) if bids else {}
        result.used = dict(result.exact)
        return _groups(result.used)
    result.exact, order = electre(columns, weights, bids, part.method.electre_index)
    result.used = dict(result.exact)
    return order


def _groups(totals: Column) -> list[list[str]]:
    """The bids from the best total down, equal ones together."""
    groups: dict[Fraction, list[str]] = {}
    for bid, value in totals.items():
        groups.setdefault(value, []).append(bid)
    return [groups[level] for level in sorted(groups, reverse=True)]
