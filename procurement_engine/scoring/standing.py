"""From coefficients to points, thresholds, rescaling, totals and ranks: the heart, run again for every what-if."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from procurement_engine.scoring.aggregation import electre, topsis
from procurement_engine.scoring.comparison import Column
from procurement_engine.scoring.economic import economic_columns
from procurement_engine.scoring.formulas import Bands
from procurement_engine.scoring.model import Criterion, Part
from procurement_engine.scoring.numbers import italian, total
from procurement_engine.scoring.ties import ranks

Columns = Mapping[str, Column]


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


def stand(part: Part, columns: Columns, excluded: Iterable[str] = ()) -> Standing:
    """The ranking that these coefficients give. `excluded` left after the close: they count but are not ranked."""
    result, bids = Standing(), [bid.id for bid in part.bids]
    result.raw_points, result.raw = _points(part, columns, bids)
    result.failed = _under_thresholds(part, "raw", result.raw_points, result.raw)
    _rescale(part, result, columns, [bid for bid in bids if bid not in result.failed])
    result.failed |= _under_thresholds(part, "rescaled", result.points, result.technical)
    admitted = [bid for bid in result.technical if bid not in result.failed]
    result.economic_coefficients = economic_columns(part, admitted)
    order = _totals(part, result, admitted)
    gone = {*excluded, *(bid.id for bid in part.bids if bid.excluded_after_close)}
    result.rank, result.drawn = ranks(part, [[b for b in group if b not in gone] for group in order], result)
    return result


def _points(part: Part, columns: Columns, bids: list[str], *, by_criterion: bool = False) -> tuple[dict[str, Column], Column]:
    """(points of each leaf, technical total). Rescaled as a whole, a criterion is rounded as a whole."""
    policy = part.method.policy
    exact = {leaf.id: {bid: leaf.weight * columns[leaf.id][bid] for bid in bids} for leaf in part.leaves()}
    if by_criterion:
        groups = [[leaf.id for leaf in criterion.leaves()] for criterion in part.criteria]
        whole = {bid: total(policy("criterion", total(exact[k][bid] for k in group)) for group in groups) for bid in bids}
        return exact, whole
    points = {name: {bid: policy("criterion", value) for bid, value in column.items()} for name, column in exact.items()}
    return points, {bid: total(column[bid] for column in points.values()) for bid in bids}


def rescalable(leaf: Criterion) -> bool:
    """Discretionary criteria, and formulas that nobody can bring to 1; never a table the tender fixed."""
    return leaf.kind == "discretionary" or (isinstance(leaf.formula, Bands) and leaf.formula.best < 1)


def _under_thresholds(part: Part, basis: str, points: Columns, totals: Column) -> dict[str, str]:
    """The bids that stop at a threshold taken on this basis, and why. With nothing rescaled both bases are the raw one."""
    reasons = {bid: _under(part, basis, points, bid, whole) for bid, whole in totals.items()}
    return {bid: reason for bid, reason in reasons.items() if reason}


def _under(part: Part, basis: str, points: Columns, bid: str, whole: Fraction) -> str | None:
    """Why a bid is under a threshold, None if it is not. Equality passes."""
    barrier = part.method.threshold
    if barrier and barrier.on == basis and whole < barrier.points:
        return f"punteggio tecnico {italian(whole)} inferiore alla soglia di {italian(barrier.points)}"
    for criterion in part.criteria:
        for node in criterion.tree():
            if node.threshold and node.threshold.on == basis:
                got = total(points[leaf.id][bid] for leaf in node.leaves())
                if got < node.threshold.points:
                    return f"criterio {node.id}: {italian(got)} punti, sotto la soglia di {italian(node.threshold.points)}"
    return None


def _rescale(part: Part, result: Standing, columns: Columns, bids: list[str]) -> None:
    """Both levels, over the bids still in. With one bid left there is no best to compare with, so none applies."""
    policy, rules = part.method.policy, part.method.rescaling
    result.rescaled = len(bids) > 1 and (rules.level_1 != "none" or rules.level_2)
    level_1 = rules.level_1 if len(bids) > 1 else "none"
    result.coefficients = {leaf.id: {bid: columns[leaf.id][bid] for bid in bids} for leaf in part.leaves()}
    for criterion in part.criteria if level_1 != "none" else ():
        leaves = [leaf for leaf in criterion.leaves() if rescalable(leaf)]
        for group in [leaves] if level_1 == "criterion" else [[leaf] for leaf in leaves]:
            _to_best(part, result.coefficients, group, bids)
    result.points, result.technical = _points(part, result.coefficients, bids, by_criterion=level_1 == "criterion")
    best = max(result.technical.values(), default=Fraction(0))
    if rules.level_2 and len(bids) > 1 and best:
        whole = part.quality_points
        result.technical = {bid: whole * policy("rescaling", value / best) for bid, value in result.technical.items()}
    result.technical_used = {bid: policy("total", value) for bid, value in result.technical.items()}


def _to_best(part: Part, columns: dict[str, Column], group: list[Criterion], bids: list[str]) -> None:
    """Bring the best bid of a group of leaves to the whole weight of the group, and the others in proportion."""
    points = {bid: total(leaf.weight * columns[leaf.id][bid] for leaf in group) for bid in bids}
    best, weight = max(points.values(), default=Fraction(0)), total(leaf.weight for leaf in group)
    if not best:
        return
    for bid in bids:
        if points[bid]:
            factor = part.method.policy("rescaling", points[bid] / best) * weight / points[bid]
            for leaf in group:
                columns[leaf.id][bid] *= factor


def _totals(part: Part, result: Standing, bids: list[str]) -> list[list[str]]:
    """Fill the totals; the bids in order of merit, equal ones together."""
    policy = part.method.policy
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
    return [[bid for bid, value in totals.items() if value == level] for level in sorted(set(totals.values()), reverse=True)]
