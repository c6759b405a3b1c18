"""Least squares with ordinary or clustered errors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Fit(NamedTuple):
    """Coefficients, their standard errors, degrees of freedom of the t."""

    coefficients: Floats
    errors: Floats
    freedom: int


def fit(design: Floats, values: Floats, clusters: NDArray[np.int64] | None = None) -> Fit | None:
    """Ordinary least squares; with clusters the errors are CR1 and the freedom is clusters - 1.

    design: observations x regressors; values: observations; clusters: the number of each observation's cluster.
    None where the regressors cannot be told apart or no freedom is left.
    """
    rows, columns = design.shape
    if np.linalg.matrix_rank(design) < columns:
        return None
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ values
    residuals = values - design @ coefficients
    if clusters is None:
        freedom = rows - columns
        if freedom < 1:
            return None
        return Fit(coefficients, np.sqrt(np.diag(inverse) * (residuals @ residuals) / freedom), freedom)
    count = int(clusters.max()) + 1
    if count < 2 or rows <= columns:
        return None
    scores = np.zeros((count, columns))
    np.add.at(scores, clusters, design * residuals[:, None])
    correction = count / (count - 1) * (rows - 1) / (rows - columns)
    covariance = correction * inverse @ (scores.T @ scores) @ inverse
    return Fit(coefficients, np.sqrt(np.clip(np.diag(covariance), 0, None)), count - 1)
