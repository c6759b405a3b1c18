"""The ready indicators, from `rulesets/codelists/indicators.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from procurement_engine.data import data_path
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.indicator import Direction, Frequency, Indicator, Kind, Measure
from procurement_engine.rules.yaml_file import load_yaml


class Ready(Frozen):
    """An indicator others have already thought through."""

    title: dict[str, str]
    theme: Literal["lavoro", "inserimento", "equita", "servizio"]
    kind: Kind
    measure: Measure
    unit: str
    accrues: bool = False
    direction: Direction
    light: bool
    numerator: str
    denominator: str = ""
    formula: str
    source: str
    holder: str
    frequency: Frequency
    verification: str
    disaggregation: tuple[str, ...] = ()
    pitfalls: str
    bes: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    iris: tuple[str, ...] = ()
    about_persons: bool = True


@cache
def library() -> dict[str, Ready]:
    """All of them, by id."""
    data = load_yaml(data_path("rulesets", "codelists", "indicators.yaml"))
    return {name: Ready.model_validate(fields) for name, fields in data["indicators"].items()}


def ready(name: str) -> Ready:
    """One of them."""
    if name not in library():
        raise ImpactError(f"«{name}» non è nella libreria degli indicatori; ci sono {', '.join(library())}")
    return library()[name]


def draw(name: str, **fields: Any) -> Indicator:
    """An indicator for a plan, as the library has it; the fields given win."""
    one = ready(name)
    shared = one.model_dump(include=set(Indicator.model_fields) & set(Ready.model_fields))
    return Indicator.model_validate({"id": name, "library": name, "name": one.title["it"], **shared, **fields})
