"""Exact answers on the weights: where each one hands the first place over, and the least change that does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement_engine.numbers import decimal_text, dot, total
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import Score, SmallestChange, Switch, SwitchWeights
from procurement_engine.scoring.rounding import round_exact
from procurement_engine.scoring.standing import Standing

PRICE = "price"
_ZERO = Fraction(0)


@dataclass(frozen=True)
class Linear:
    """Totals as a sum of weight times value: one weight per first-level criterion, and one for the price if scored."""

    weights: Mapping[str, Fraction]
    titles: Mapping[str, str]
    values: Mapping[str, Mapping[str, Fraction]]  # values[bid][criterion], the share of the weight a bid earns
    winner: str

    @property
    def rivals(self) -> list[str]:
        """Everybody ranked but the first."""
        return [bid for bid in self.values if bid != self.winner]

    def gaps(self, rival: str) -> dict[str, Fraction]:
        """What the rival earns more than the winner, by criterion, per point of weight."""
        return {k: self.values[rival][k] - self.values[self.winner][k] for k in self.weights}


def is_linear(part: Part) -> bool:
    """Whether totals are a sum of weight times value."""
    return part.method.aggregation == "weighted_sum" and not (part.method.rescaling.level_2 and part.price_points)


def linear(part: Part, result: Standing) -> Linear:
    """What each bid earns of each weight, without rounding: the totals of a ranking that `is_linear`."""
    weights = {criterion.id: criterion.weight for criterion in part.criteria}
    titles = {criterion.id: criterion.title for criterion in part.criteria}
    values = {
        bid: {c.id: dot((leaf.weight, result.coefficients[leaf.id][bid]) for leaf in c.leaves()) / c.weight for c in part.criteria}
        for bid in result.rank
    }
    if part.price_points:
        weights[PRICE], titles[PRICE] = part.price_points, "prezzo"
        for bid, own in values.items():
            own[PRICE] = total(c.points * result.economic_coefficients[c.id][bid] for c in part.price.parts) / part.price_points
    return Linear(weights, titles, values, result.winners[0])


def score(value: Fraction) -> Score:
    """A weight, shown to two decimals."""
    return Score(exact=decimal_text(value), shown=float(round_exact(value, 2, "half_up")))


def switches(form: Linear) -> tuple[SwitchWeights, ...]:
    """For each criterion the nearest weights, below and above, at which somebody catches up with the winner."""
    effective = effective_weights(form)
    return tuple(
        SwitchWeights(
            criterion=k, title=form.titles[k], weight=score(weight), effective=effective[k], switches=_nearest(form, k, weight)
        )
        for k, weight in form.weights.items()
    )


def _nearest(form: Linear, k: str, weight: Fraction) -> tuple[Switch, ...]:
    found = [(at, rival) for rival in form.rivals if (at := switch_weight(form, k, rival)) is not None]
    below = max((pair for pair in found if pair[0] <= weight), default=None)
    above = min((pair for pair in found if pair[0] > weight), default=None)
    return tuple(Switch(to=pair[1], weight=score(pair[0]), change=score(pair[0] - weight)) for pair in (below, above) if pair)


def switch_weight(form: Linear, k: str, rival: str) -> Fraction | None:
    """The weight of k, the others keeping their proportions, at which the rival equals the winner."""
    whole, weight, gaps = total(form.weights.values()), form.weights[k], form.gaps(rival)
    if whole == weight:
        return None
    rest = total(form.weights[j] * gap for j, gap in gaps.items() if j != k) / (whole - weight)
    if gaps[k] == rest:
        return None
    at = -whole * rest / (gaps[k] - rest)
    return at if 0 < at < whole else None  # at either end the rival could only draw level, never pass


def smallest_change(form: Linear) -> SmallestChange | None:
    """The least sum of changes (in absolute value) that lets a rival catch up; None if no weights do."""
    found = [(moved, rival, weights) for rival in form.rivals for moved, weights in _least(form, rival)]
    if not found:
        return None
    moved, rival, weights = min(found, key=lambda item: item[0])
    return SmallestChange(to=rival, moved=score(moved), weights={k: score(v) for k, v in weights.items()})


def _least(form: Linear, rival: str) -> list[tuple[Fraction, dict[str, Fraction]]]:
    """This linear programme has a greedy answer: weight goes to the rival's best criterion, first from its worst ones."""
    gaps, weights = form.gaps(rival), dict(form.weights)
    behind = -total(weights[k] * gap for k, gap in gaps.items())
    best = max(gaps, key=lambda k: gaps[k])
    moved = _ZERO
    for k in sorted(gaps, key=lambda k: gaps[k]):
        gain = gaps[best] - gaps[k]
        if behind <= 0 or gain <= 0:
            break
        shift = min(weights[k], behind / gain)
        weights[k] -= shift
        weights[best] += shift
        behind -= shift * gain
        moved += 2 * shift
    return [(moved, weights)] if behind <= 0 else []


def effective_weights(form: Linear) -> dict[str, float]:
    """The share of all the spread between bids that each criterion makes: one on which all are alike decides nothing."""
    spread = {k: weight * (max(column) - min(column)) for k, weight in form.weights.items()
              if (column := [own[k] for own in form.values.values()])}  # fmt: skip
    whole = total(spread.values())
    return {k: float(value / whole) if whole else 0.0 for k, value in spread.items()}
