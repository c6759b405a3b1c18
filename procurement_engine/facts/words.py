"""Facts that words tell: yes or no, or one choice among few. The patterns are data, in `rulesets/facts/`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import regex

from procurement_engine.data import data_path
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Passage
from procurement_engine.rules.yaml_file import load_yaml

_VALUES: dict[str, Any] = {"true": True, "false": False}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[Any, regex.Pattern[str]]]]:
    """Fact -> (value, pattern) in order: the first value with a match decides, so exceptions stand before the rule."""
    facts: dict[str, list[tuple[Any, regex.Pattern[str]]]] = {}
    for fact, choices in load_yaml(data_path("rulesets", "facts", "parole.yaml")).items():
        facts[fact] = [
            (_VALUES.get(value, value), regex.compile("|".join(f"(?:{p})" for p in patterns)))
            for value, patterns in choices.items()
        ]
    return facts


def word_facts(all_passages: Sequence[Passage]) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]]]:
    """(facts of the whole, facts per lot)."""
    whole: dict[str, FactValue] = {}
    lots: dict[str, dict[str, FactValue]] = {}
    for fact, choices in _patterns().items():
        for value, pattern in choices:
            for passage in all_passages:
                match = pattern.search(passage.text, timeout=1.0)
                if match is None:
                    continue
                found = FactValue(value, "stated", (passage.place(match.start(), match.end()),))
                if not passage.lots or fact == "procedure":
                    whole.setdefault(fact, found)
                for lot in passage.lots:
                    lots.setdefault(lot, {}).setdefault(fact, found)
    return whole, lots
