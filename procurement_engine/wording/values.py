"""Numbers, dates and yes or no as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from procurement_engine.wording import fact_word

_YES = {"it": ("no", "sì"), "en": ("no", "yes")}


def count(key: str, number: int, say: dict[str, str]) -> str:
    """A number with its noun, singular or plural."""
    return say[f"{key}_one"] if number == 1 else say[key].format(n=number)


def shown(value: Any, lang: str, key: str = "") -> str:
    """A value in the manner of the language; `key` is the fact it belongs to, whose codes have words."""
    if isinstance(value, bool):
        return _YES[lang][value]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item, lang, key) for item in value)
    if isinstance(value, int | float | Decimal):
        return _number(value, italian=lang == "it")
    return fact_word(key, str(value), lang)


def fact_shown(key: str, value: Any, lang: str) -> str:
    """The value of a fact; shares as percentages."""
    if key.endswith("_share") and isinstance(value, (int, float, Decimal)):
        return f"{_number(round(Decimal(str(value)) * 100, 2), italian=lang == 'it')}%"
    return shown(value, lang, key)


def _number(value: float | Decimal, *, italian: bool) -> str:
    """Thousands grouped, no needless decimals: 1.260.000 or 0,84."""
    text = f"{value:,}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")
    text = text.removesuffix(".0").removesuffix(".00")
    return text.translate(str.maketrans(",.", ".,")) if italian else text
