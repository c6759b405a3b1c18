"""How often each bid takes each place when the weights are drawn at random (SMAA rank acceptability)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from procurement_engine.scoring.report import Acceptability
from procurement_engine.scoring.sensitivity.weights import Linear

DRAWS, SEED = 100_000, 2023
#: Weights "near" the tender's: each within a fifth of its own.
NEAR = 0.2
_CHUNK = 5_000


def acceptability(form: Linear, draws: int = DRAWS, seed: int = SEED) -> Acceptability:
    """Shares of places under uniformly drawn weights, and under weights near the tender's."""
    criteria = list(form.weights)
    values = np.array([[float(own[k]) for k in criteria] for own in form.values.values()])
    weights = np.array([float(form.weights[k]) for k in criteria])
    generator = np.random.default_rng(seed)
    anything = generator.dirichlet(np.ones(len(criteria)), draws)
    near = weights * generator.uniform(1 - NEAR, 1 + NEAR, (draws, len(criteria)))
    names = list(form.values)
    return Acceptability(
        draws=draws, seed=seed, any_weights=_shares(names, values, anything), near_weights=_shares(names, values, near)
    )


def _shares(names: list[str], values: NDArray[np.float64], weights: NDArray[np.float64]) -> dict[str, tuple[float, ...]]:
    """By bid, the share of draws in which it takes each place (equal bids take the better one)."""
    bids = len(names)
    counts = np.zeros((bids, bids))
    for start in range(0, len(weights), _CHUNK):
        totals = weights[start : start + _CHUNK] @ values.T
        # Sums of floats differ in the last digit where the exact ones are equal.
        totals = np.round(totals / totals.max(), 12) if totals.max() > 0 else totals
        for bid in range(bids):
            places = (totals > totals[:, [bid]]).sum(axis=1)
            counts[bid] += np.bincount(places, minlength=bids)
    return {name: tuple(float(c) / len(weights) for c in counts[bid]) for bid, name in enumerate(names)}
