"""The arithmetic of the guide: impact of the first year, flow over the years, present value.

Every function takes numbers or numpy arrays of one shape, so that a hundred thousand draws cost one call.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Amount = float | NDArray[np.float64]


class Terms(NamedTuple):
    """What an outcome's value is made of; shares from 0 to 1, proxy in euro a person, years in whole numbers."""

    quantity: Amount
    proxy: Amount
    deadweight: Amount
    displacement: Amount
    others: Amount
    drop_off: Amount
    years: int


def first_year(terms: Terms) -> Amount:
    """Quantity times proxy, without what would have happened anyway, what moved elsewhere, and what others did."""
    kept = (1 - terms.deadweight) * (1 - terms.displacement) * (1 - terms.others)
    return terms.quantity * terms.proxy * kept


def flow(terms: Terms) -> list[Amount]:
    """Impact year by year: from the second it falls by the drop-off."""
    start = first_year(terms)
    return [start * (1 - terms.drop_off) ** year for year in range(terms.years)]


def present(terms: Terms, discount: float, *, first_year_discounted: bool) -> Amount:
    """The flow in today's money; with `first_year_discounted` year 1 counts as one year away (end of year), else as today."""
    shift = 1 if first_year_discounted else 0
    return sum(impact / (1 + discount) ** (year + shift) for year, impact in enumerate(flow(terms)))
