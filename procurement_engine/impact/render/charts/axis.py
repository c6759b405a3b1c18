"""Round values for an axis."""

from __future__ import annotations

from math import ceil, floor, log10


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from under the least to over the greatest, at most about `most` of them.

    >>> ticks(62, 81), ticks(0, 0)
    ([60, 65, 70, 75, 80, 85], [-1, -0.5, 0, 0.5, 1])
    """
    if high - low < 1e-9 * max(abs(high), abs(low), 1):
        low, high = low - 1, high + 1
    rough = (high - low) / most
    power = 10 ** floor(log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    values = [round(n * step, 10) for n in range(first, last + 1)]
    return [int(value) if float(value).is_integer() else value for value in values]
