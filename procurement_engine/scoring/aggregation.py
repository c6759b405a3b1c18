"""ELECTRE and TOPSIS, the two other methods of the old regulation. The weighted sum is in `points` and `standing`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from procurement_engine.numbers import total

#: coefficients[criterion][bid]
Columns = Mapping[str, Mapping[str, Fraction]]
_ZERO = Fraction(0)
_DIGITS = 30


def _indices(
    columns: Columns, weights: Mapping[str, Fraction], bids: Sequence[str]
) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """(concordance, discordance) of each ordered pair; a criterion on which all are equal says nothing."""
    found = {(i, j): (_ZERO, _ZERO) for i in bids for j in bids if i != j}
    for k, weight in weights.items():
        column = columns[k]
        spread = max(column[b] for b in bids) - min(column[b] for b in bids)
        if not spread:
            continue
        for (i, j), (c, d) in found.items():
            gap = (column[i] - column[j]) / spread * weight
            found[i, j] = (c + gap, d) if gap > 0 else (c, d - gap)
    return found


def undominated(columns: Columns, weights: Mapping[str, Fraction], bids: Sequence[str]) -> list[str]:
    """The bids no other beats everywhere, found by dropping one and starting again; identical bids all stay."""
    left = list(bids)
    while True:
        indices = _indices(columns, weights, left)
        dropped = next((j for (_, j), (c, d) in indices.items() if not d and c), None)
        if dropped is None:
            return left
        left.remove(dropped)


def electre_index(columns: Columns, weights: Mapping[str, Fraction], bids: Sequence[str], index: str) -> dict[str, Fraction]:
    """P_i of annex G: the sum over the others of concordance over discordance, or of q* = 1 + 99 q / q_max."""
    if len(bids) < 2:
        return dict.fromkeys(bids, _ZERO)
    ratios = {pair: c / d for pair, (c, d) in _indices(columns, weights, bids).items() if d}
    best = max(ratios.values(), default=_ZERO)
    if index == "q_star" and best:
        ratios = {pair: 1 + 99 * q / best for pair, q in ratios.items()}
    return {i: total(q for (first, _), q in ratios.items() if first == i) for i in bids}


def electre(
    columns: Columns, weights: Mapping[str, Fraction], bids: Sequence[str], index: str = "q"
) -> tuple[dict[str, Fraction], list[list[str]]]:
    """(index of the first round, bids in order of merit, ties together): the winner leaves and the rest start again."""
    first: dict[str, Fraction] = {}
    order: list[list[str]] = []
    left = list(bids)
    while left:
        standing = electre_index(columns, weights, undominated(columns, weights, left), index)
        first = first or {**dict.fromkeys(bids, _ZERO), **standing}
        best = max(standing.values())
        winners = [bid for bid in left if standing.get(bid) == best]
        order.append(winners)
        left = [bid for bid in left if bid not in winners]
    return first, order


def topsis(columns: Columns, weights: Mapping[str, Fraction], bids: Sequence[str]) -> dict[str, Fraction]:
    """Closeness to the ideal, on vector-normalised weighted coefficients; square roots keep thirty decimals."""
    to_best = dict.fromkeys(bids, Decimal(0))
    to_worst = dict.fromkeys(bids, Decimal(0))
    with localcontext(prec=_DIGITS + 10):
        for k, weight in weights.items():
            norm = _root(total(columns[k][b] ** 2 for b in bids))
            values = {b: _decimal(columns[k][b] * weight) / norm if norm else Decimal(0) for b in bids}
            best, worst = max(values.values()), min(values.values())
            for b, value in values.items():
                to_best[b] += (best - value) ** 2
                to_worst[b] += (value - worst) ** 2
        return {b: _closeness(to_best[b].sqrt(), to_worst[b].sqrt()) for b in bids}


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def _root(value: Fraction) -> Decimal:
    return _decimal(value).sqrt()


def _closeness(to_best: Decimal, to_worst: Decimal) -> Fraction:
    whole = to_best + to_worst
    # Every bid alike: all are at once the best and the worst, and all are given the best.
    return Fraction((to_worst / whole).quantize(Decimal(10) ** -_DIGITS)) if whole else Fraction(1)
