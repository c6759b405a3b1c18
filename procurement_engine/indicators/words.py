"""Words as they are compared: lower case, no accents or signs; and the lists of `impact_words.yaml`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from procurement_engine.data import data_path
from procurement_engine.rules.yaml_file import load_yaml

_SIGNS = re.compile(r"[^a-z0-9%]+")


def plain(text: str) -> str:
    """Words separated by one space.

    >>> plain("  Unità di misura (U.M.)  ")
    'unita di misura u m'
    """
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return _SIGNS.sub(" ", stripped).strip()


@cache
def lists() -> dict[str, Any]:
    """The whole file."""
    return load_yaml(data_path("rulesets", "codelists", "impact_words.yaml"))


def holds(text: str, stems: list[str]) -> bool:
    """One of the stems begins a word of the text."""
    padded = f" {plain(text)}"
    return any(f" {stem}" in padded for stem in stems)


def holds_word(text: str, words: list[str]) -> bool:
    """One of the words stands whole in the text."""
    padded = f" {plain(text)} "
    return any(f" {word} " in padded for word in words)


def counts_activity(name: str) -> bool:
    """The name of an indicator counts what is done, and says no change.

    >>> counts_activity("N. di incontri realizzati"), counts_activity("ragazzi seguiti che concludono l'anno")
    (True, False)
    >>> counts_activity("Avvicendamento annuo degli operatori")
    False
    """
    counted = next((word for word in plain(name).split() if word not in lists()["counting"] and not word.isdigit()), "")
    done = counted in lists()["outputs"] or holds(name, lists()["done"])
    return done and not holds(name, lists()["changes"])


def frequency(text: str) -> str | None:
    """How often, if the words say it."""
    return next((code for code, stems in lists()["frequencies"].items() if holds(text, stems)), None)
