"""Student's t for whole degrees of freedom: the finite sums of Abramowitz and Stegun 26.7.3-4, exact."""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt


def within(t: float, freedom: int) -> float:
    """The probability of lying between -|t| and |t|.

    >>> round(within(2.306004, 8), 6), round(within(12.7062, 1), 4)
    (0.95, 0.95)
    """
    angle = atan(abs(t) / sqrt(freedom))
    if freedom == 1:
        return 2 * angle / pi
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = term
    for n in range(2 + odd, freedom - 1, 2):
        term *= cos(angle) ** 2 * (n - 1) / n
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def p_value(t: float, freedom: int) -> float:
    """Two-sided."""
    return max(0.0, 1 - within(t, freedom))


def quantile(confidence: float, freedom: int) -> float:
    """The t within which a share `confidence` lies, by bisection.

    >>> round(quantile(0.95, 8), 4)
    2.306
    """
    low, high = 0.0, 1.0
    while within(high, freedom) < confidence:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, freedom) < confidence else (low, middle)
    return (low + high) / 2
