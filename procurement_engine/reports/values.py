"""Numbers, dates and yes or no as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any


def count(key: str, number: int, say: dict[str, str]) -> str:
    """A number with its noun, singular or plural."""
    return say[f"{key}_one"] if number == 1 else say[key].format(n=number)


def shown(value: Any, say: dict[str, str]) -> str:
    """The value of a fact, in the manner of the report's language."""
    if isinstance(value, bool):
        return say["yes" if value else "no"]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item, say) for item in value)
    if isinstance(value, int | float | Decimal):
        return _number(value, italian=say["yes"] == "sì")
    return str(value)


def _number(value: float | Decimal, *, italian: bool) -> str:
    """Thousands grouped, no needless decimals: 1.260.000 or 0,84."""
    text = f"{value:,}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")
    text = text.removesuffix(".0").removesuffix(".00")
    return text.translate(str.maketrans(",.", ".,")) if italian else text
