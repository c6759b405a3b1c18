"""The words and patterns facts are read with: data in `rulesets/facts/`, compiled once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from procurement_engine.data import data_path
from procurement_engine.rules.yaml_file import load_yaml

Pattern = regex.Pattern[str]
#: Seconds after which a pattern is given up on one passage: a hostile draft must not hang the run.
TIMEOUT = 0.5


@lru_cache(maxsize=16)
def load(name: str) -> dict[str, Any]:
    """The mapping of `rulesets/facts/NAME.yaml`."""
    return load_yaml(data_path("rulesets", "facts", f"{name}.yaml"))


#: A space after a vowel, outside a class of characters.
_AFTER_VOWEL = regex.compile(r"(?<=[aeiou]) (?![^\[\]]*\])(?![?*+{])")


def union(patterns: Iterable[str]) -> Pattern:
    """One pattern for many; one that matches nothing for none. Whoever types "piu' basso" for "più basso" is understood too."""
    return regex.compile("|".join(f"(?:{pattern})" for pattern in (_AFTER_VOWEL.sub("'? ", p) for p in patterns)) or r"(?!)")


def hit(pattern: Pattern, text: str) -> regex.Match[str] | None:
    """The first match, None also where the search takes too long."""
    try:
        return pattern.search(text, timeout=TIMEOUT)
    except TimeoutError:
        return None


@dataclass(frozen=True)
class Words:
    """How one fact is told: letters that make a passage worth a look, what disqualifies it, patterns per value."""

    stems: tuple[str, ...]
    unless: Pattern
    values: tuple[tuple[Any, Pattern], ...]
    earliest: bool


@lru_cache(maxsize=1)
def word_lists() -> dict[str, Words]:
    """Fact -> its words, from `parole.yaml`."""
    truth = {"true": True, "false": False}
    return {
        fact: Words(
            stems=tuple(entry["lettere"]),
            unless=union(entry.get("salvo", ())),
            values=tuple((truth.get(value, value), union(patterns)) for value, patterns in entry["valori"].items()),
            earliest=entry.get("decide") == "prima",
        )
        for fact, entry in load("parole").items()
    }


@lru_cache(maxsize=32)
def patterns(name: str, key: str) -> Pattern:
    """The union of the patterns under `key` of a file."""
    return union(load(name)[key])
