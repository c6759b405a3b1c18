"""Questions on the weights where totals are not linear in them: the tender is scored again with the weights moved.

The second level of rescaling beside a scored price, ELECTRE and TOPSIS. Answers are found by trying, so they are near, not exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from procurement_engine.scoring.coefficients import Coefficients
from procurement_engine.scoring.model import Criterion, Part
from procurement_engine.scoring.report import Acceptability, Switch, SwitchWeights
from procurement_engine.scoring.sensitivity.montecarlo import NEAR, SEED
from procurement_engine.scoring.sensitivity.weights import PRICE, Linear, effective_weights, score
from procurement_engine.scoring.standing import Standing, stand

#: Weights tried on each side of the tender's, halvings that then close in on a change, and random draws.
_STEPS, _HALVINGS, DRAWS = 16, 12, 300
NO_SMALLEST = "variazione minima dei pesi: con questo metodo i totali non sono lineari nei pesi, e il minimo non è certo"


@dataclass(frozen=True)
class Movable:
    """A ranking that can be computed again under other weights, thresholds and rounding aside."""

    part: Part
    found: Coefficients
    form: Linear

    @classmethod
    def of(cls, part: Part, found: Coefficients, result: Standing, form: Linear) -> Movable:
        """Only the bids that were ranked, or would be but for an exclusion after the close."""
        kept = tuple(bid for bid in part.bids if bid.id in result.exact)
        method = part.method.model_copy(update={"rounding": (), "platform": None, "threshold": None})
        return cls(replace(part, bids=kept, method=method), found, form)

    def ranks(self, weights: Mapping[str, Fraction]) -> dict[str, int]:
        """Bid to rank under these weights of first-level criteria and price."""
        criteria = tuple(_scaled(c, weights[c.id] / c.weight) for c in self.part.criteria if weights[c.id])
        price = self.part.price
        if PRICE in weights:
            ratio = weights[PRICE] / self.part.price_points
            parts = tuple(c.model_copy(update={"points": c.points * ratio}) for c in price.parts) if ratio else ()
            price = price.model_copy(update={"points": None, "formula": None, "components": parts})
        return stand(replace(self.part, criteria=criteria, price=price), self.found.columns).rank


def _scaled(criterion: Criterion, ratio: Fraction) -> Criterion:
    children = tuple(_scaled(child, ratio) for child in criterion.sub_criteria)
    return criterion.model_copy(update={"weight": criterion.weight * ratio, "sub_criteria": children, "threshold": None})


def switches(movable: Movable) -> tuple[SwitchWeights, ...]:
    """For each criterion, on either side, the nearest weight found at which somebody else is first."""
    form, effective = movable.form, effective_weights(movable.form)
    return tuple(
        SwitchWeights(
            criterion=k, title=form.titles[k], weight=score(weight), effective=effective[k], switches=tuple(_both_sides(movable, k))
        )
        for k, weight in form.weights.items()
    )


def _both_sides(movable: Movable, k: str) -> Iterator[Switch]:
    weights = movable.form.weights
    whole = sum(weights.values(), Fraction(0))
    if len(weights) < 2:
        return
    for end in (Fraction(0), whole):
        at = _first_change(movable, k, end, whole)
        if at is not None:
            near, other = at
            yield Switch(to=other, weight=score(near), change=score(near - weights[k]))


def _first_change(movable: Movable, k: str, end: Fraction, whole: Fraction) -> tuple[Fraction, str] | None:
    """Step by step towards the end, then by halves. At the end itself a criterion is alone, or gone: not asked."""
    own, before = movable.form.weights[k], movable.form.weights[k]
    for step in range(1, _STEPS):
        at = own + (end - own) * step / _STEPS
        if _first(movable, k, at, whole) != movable.form.winner:
            for _ in range(_HALVINGS):
                middle = (before + at) / 2
                changed = _first(movable, k, middle, whole) != movable.form.winner
                before, at = (before, middle) if changed else (middle, at)
            return Fraction(round(at * 100), 100), _first(movable, k, at, whole)
        before = at
    return None


def _first(movable: Movable, k: str, at: Fraction, whole: Fraction) -> str:
    """The winner while the winner is among the first, else the first of the others."""
    own = movable.form.weights[k]
    ratio = (whole - at) / (whole - own) if whole != own else Fraction(1)
    ranks = movable.ranks({j: at if j == k else weight * ratio for j, weight in movable.form.weights.items()})
    winners = [bid for bid, rank in ranks.items() if rank == 1]
    return movable.form.winner if movable.form.winner in winners else winners[0]


def acceptability(movable: Movable, draws: int = DRAWS, seed: int = SEED) -> Acceptability:
    """How often each bid takes each place under random weights, any and near the tender's."""
    names, weights = list(movable.form.weights), movable.form.weights
    whole = float(sum(weights.values()))
    generator = np.random.default_rng(seed)
    anything = generator.dirichlet(np.ones(len(names)), draws) * whole
    true = np.array([float(weights[k]) for k in names])
    near = true * generator.uniform(1 - NEAR, 1 + NEAR, (draws, len(names)))

    def shares(rows: NDArray[np.float64]) -> dict[str, tuple[float, ...]]:
        bids = list(movable.form.values)
        counts = {bid: [0] * len(bids) for bid in bids}
        for row in rows:
            drawn = {k: Fraction(round(w * 10**6) + 1, 10**6) for k, w in zip(names, row, strict=True)}
            for bid, rank in movable.ranks(drawn).items():
                counts[bid][rank - 1] += 1
        return {bid: tuple(count / draws for count in own) for bid, own in counts.items()}

    return Acceptability(draws=draws, seed=seed, any_weights=shares(anything), near_weights=shares(near))
