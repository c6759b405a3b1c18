"""How far commissioners agree: Kendall's W, ICC (Shrout and Fleiss), Krippendorff's alpha on intervals.

With two to six bids every one of these is a rough hint: the number of bids is always said beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from procurement_engine.scoring.coefficients import Coefficients
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import Agreement

Matrix = NDArray[np.float64]
#: Below this, a spread is the noise of floats.
_NOTHING = 1e-12


def _ranks(row: Matrix) -> Matrix:
    """Ranks from 1, ties at their mean."""
    values, inverse, counts = np.unique(row, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + 1 + ends) / 2)[inverse].reshape(len(row)) if len(values) else row


def kendall_w(bids_by_raters: Matrix) -> float | None:
    """Concordance of rankings, corrected for ties; None where every rater ties everything."""
    items, raters = bids_by_raters.shape
    ranked = np.array([_ranks(column) for column in bids_by_raters.T])
    sums = ranked.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    ties = sum(float((counts**3 - counts).sum()) for counts in (np.unique(row, return_counts=True)[1] for row in ranked))
    most = (raters**2 * (items**3 - items) - raters * ties) / 12
    return spread / most if most > _NOTHING else None


def icc(bids_by_raters: Matrix) -> dict[str, float | None]:
    """The six coefficients of Shrout and Fleiss, from one two-way analysis of variance."""
    n, k = bids_by_raters.shape
    grand = bids_by_raters.mean()
    rows = k * float(((bids_by_raters.mean(axis=1) - grand) ** 2).sum()) / (n - 1)
    columns_sum = n * float(((bids_by_raters.mean(axis=0) - grand) ** 2).sum())
    columns = columns_sum / (k - 1)
    whole = float(((bids_by_raters - grand) ** 2).sum())
    error = max(whole - rows * (n - 1) - columns_sum, 0.0) / ((n - 1) * (k - 1))
    within = (whole - rows * (n - 1)) / (n * (k - 1))
    if rows + columns + error < _NOTHING:
        return dict.fromkeys(("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"))

    def ratio(above: float, below: float) -> float | None:
        return above / below if abs(below) > _NOTHING else None

    return {
        "ICC1": ratio(rows - within, rows + (k - 1) * within),
        "ICC2": ratio(rows - error, rows + (k - 1) * error + k * (columns - error) / n),
        "ICC3": ratio(rows - error, rows + (k - 1) * error),
        "ICC1k": ratio(rows - within, rows),
        "ICC2k": ratio(rows - error, rows + (columns - error) / n),
        "ICC3k": ratio(rows - error, rows),
    }


def krippendorff_alpha(bids_by_raters: Matrix) -> float | None:
    """1 - observed over expected disagreement, interval metric, no missing marks; None where all marks are alike."""
    items, raters = bids_by_raters.shape
    every = items * raters
    observed = 2 * float(bids_by_raters.var(axis=1).sum()) * raters / (raters - 1) / items
    expected = 2 * float(bids_by_raters.var()) * every / (every - 1)
    return 1 - observed / expected if expected > _NOTHING else None


def agreement(part: Part, found: Coefficients) -> tuple[Agreement, ...]:
    """One line per criterion that more than one commissioner judged, and one for all together."""
    if len(part.commissioners) < 2 or len(part.bids) < 2 or not found.each:
        return ()
    tables = {name: _matrix(list(each.values())) for name, each in found.each.items()}
    lines = [_line(name, table) for name, table in tables.items()]
    if len(tables) > 1:
        lines.append(_line(None, np.vstack(list(tables.values())), bids=len(part.bids)))
    return tuple(lines)


def _matrix(rows: Sequence[Sequence[object]]) -> Matrix:
    return np.array([[float(value) for value in row] for row in rows])  # type: ignore[arg-type]


def _line(criterion: str | None, table: Matrix, bids: int | None = None) -> Agreement:
    coefficients = icc(table)
    return Agreement(
        criterion=criterion, bids=bids or table.shape[0], commissioners=table.shape[1], kendall_w=kendall_w(table),
        icc_single=coefficients["ICC2"], icc_mean=coefficients["ICC2k"], krippendorff_alpha=krippendorff_alpha(table),
    )  # fmt: skip
