"""The European thresholds on a day, from the table that the rules use."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from procurement_engine.data import data_path
from procurement_engine.generation.errors import GenerationError
from procurement_engine.numbers import exact
from procurement_engine.rules.yaml_file import load_yaml

#: Social and other specific services (directive 2014/24, art. 4, letter d).
SOCIAL = Fraction(750_000)


def ordinary_threshold(day: date, body: str) -> Fraction:
    """The European threshold for services on a day; GenerationError where the table of thresholds does not reach it."""
    rows = load_yaml(data_path("rulesets", "codelists", "soglie.yaml"))["soglie_europee"]
    found = next((row for row in rows if row["from"] <= day.isoformat() <= row["to"]), None)
    if found is None:
        raise GenerationError(f"la tabella delle soglie europee non arriva al {day:%d/%m/%Y}", ("published_on",))
    return exact(found[body])
