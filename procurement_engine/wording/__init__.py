"""What the program says, in Italian and in English: tables in YAML beside this file, each entry Italian first."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement_engine.rules.yaml_file import load_yaml

_HERE = Path(__file__).parent
LANGUAGES = ("it", "en")


@lru_cache(maxsize=8)
def words(lang: str, table: str = "reports") -> dict[str, str]:
    """Every sentence of a table in one language, by key; blanks are for `str.format`."""
    column = LANGUAGES.index(lang)
    return {key: pair[column] for key, pair in load_yaml(_HERE / f"{table}.yaml").items()}


@lru_cache(maxsize=1)
def _facts() -> dict[str, Any]:
    return load_yaml(_HERE / "facts.yaml")


def fact_name(key: str, lang: str) -> str:
    """What a fact key means; the key itself where the table does not know it."""
    return _pair(_facts().get(key, {}).get("name"), lang) or key


def fact_question(key: str, lang: str) -> str:
    """The question that would settle an unknown fact."""
    return _pair(_facts().get(key, {}).get("question"), lang) or key


def fact_word(key: str, value: str, lang: str) -> str:
    """The word for a value that is a code ("services"); other values as they are."""
    return _pair(_facts().get(key, {}).get("values", {}).get(value), lang) or value


def fact_values(key: str, lang: str) -> dict[str, str]:
    """The codes a fact may have, with their words; empty where it has none."""
    return {code: _pair(pair, lang) for code, pair in _facts().get(key, {}).get("values", {}).items()}


def _pair(pair: Any, lang: str) -> str:
    return str(pair[LANGUAGES.index(lang)]) if pair else ""
