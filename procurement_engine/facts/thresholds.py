"""The threshold that the law of the day sets for a contract, and whether the contract reaches it (art. 14 d.lgs. 36/2023)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from procurement_engine.facts.model import FactValue
from procurement_engine.rules.codelists import codelist

Facts = Mapping[str, FactValue]
_EUROPEAN = "soglia europea del periodo (art. 14 d.lgs. 36/2023)"
_ORDINARY = "soglia europea di beni e servizi, senza quella dell'allegato XIV"
_NATIONAL = "soglia dell'art. 50, c. 1, del d.lgs. 36/2023"


@lru_cache(maxsize=1)
def _tables() -> dict[str, list[dict[str, Any]]]:
    return codelist("soglie")


def _in_force(table: str, day: date) -> dict[str, Any] | None:
    return next((row for row in _tables()[table] if row["from"] <= day.isoformat() <= row["to"]), None)


def threshold_facts(facts: Facts, day: date, whole: FactValue | None) -> dict[str, FactValue]:
    """`eu_threshold` in euro, and the yes or no of `at_eu_threshold`, `at_ordinary_threshold`, `at_national_threshold`.

    `whole` is the value of the whole procedure: the lots are summed (art. 14, c. 9-10). Equality reaches a threshold.
    A fact that would hang on something unknown is left out.
    """
    found: dict[str, FactValue] = {}
    european, national = _in_force("soglie_europee", day), _in_force("soglie_nazionali", day)
    if european:
        rows = _applicable(facts)
        if len(rows) == 1:
            found["eu_threshold"] = FactValue(european[rows[0]], "derived", (), _EUROPEAN)
        _compare(found, "at_eu_threshold", whole, [european[row] for row in rows], _EUROPEAN)
        _compare(found, "at_ordinary_threshold", whole, [european[row] for row in _bodies(facts)], _ORDINARY)
    if national and (nature := _value(facts, "contract_nature")):
        _compare(found, "at_national_threshold", whole, [national[nature]], _NATIONAL)
    return found


def _bodies(facts: Facts) -> list[str]:
    return [_value(facts, "public_body") or "sub_central"]


def _applicable(facts: Facts) -> list[str]:
    """The rows of the table that may hold for this contract, one if everything is known."""
    nature = _value(facts, "contract_nature")
    if nature == "works" or _value(facts, "concession"):
        return ["works"]
    if nature == "supplies":
        return _bodies(facts)
    if nature is None:
        return ["works", *_bodies(facts), "social"]
    social = _value(facts, "social_services")
    return ["social"] if social else _bodies(facts) if social is False else [*_bodies(facts), "social"]


def _compare(found: dict[str, FactValue], key: str, whole: FactValue | None, thresholds: list[int], rule: str) -> None:
    """The answer, where it is the same for each threshold that may hold."""
    if whole is None:
        return
    answers = {whole.value >= threshold for threshold in thresholds}
    if len(answers) == 1:
        found[key] = FactValue(answers.pop(), "derived", whole.places, rule)


def _value(facts: Facts, key: str) -> Any:
    return facts[key].value if key in facts else None
