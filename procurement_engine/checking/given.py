"""The facts the user gives, and the day whose law applies."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from procurement_engine.rules.known_facts import CHOICES, LISTS, NUMBERS, YES_NO
from procurement_engine.rules.model import DOCUMENT_TYPES
from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

KEYS = (*YES_NO, *NUMBERS, *CHOICES, *LISTS, "published_on", "document_type", "lots")


def load_given(path: Path) -> dict[str, Any]:
    """The facts of a YAML file, checked. RuleFileError with a sentence for the user."""
    return checked(load_yaml(path), path.name)


def checked(facts: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The same facts with dates read and every value of its key's kind."""
    return {key: _value(key, value, name) for key, value in facts.items()}


def _value(key: str, value: Any, name: str) -> Any:
    if key not in KEYS:
        near = difflib.get_close_matches(str(key), KEYS, 1)
        hint = f"; forse «{near[0]}»?" if near else f". Le chiavi sono: {', '.join(KEYS)}"
        raise RuleFileError(f"{name}: il fatto «{key}» non esiste{hint}")
    if key in YES_NO and not isinstance(value, bool):
        raise RuleFileError(f"{name}: «{key}» vuole true o false, non «{value}»")
    if key in NUMBERS and (isinstance(value, bool) or not isinstance(value, (int, float)) or value != value):
        raise RuleFileError(f"{name}: «{key}» vuole un numero, non «{value}»")
    if key in NUMBERS and not 0 <= value < 1e15:
        raise RuleFileError(f"{name}: «{key}» è fuori misura ({value})")
    if key in CHOICES and value not in CHOICES[key]:
        raise RuleFileError(f"{name}: «{key}» vuole uno fra {', '.join(CHOICES[key])}, non «{value}»")
    if key in LISTS:
        return _texts(key, value, name)
    if key == "published_on":
        return _date(value, name)
    if key == "document_type":
        return _types(value, name)
    return _lots(value, name) if key == "lots" else value


def _texts(key: str, value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleFileError(f"{name}: «{key}» vuole un elenco di codici fra virgolette")
    return tuple(value)


def _date(value: Any, name: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise RuleFileError(f"{name}: «published_on» vuole una data come 2026-03-01, non «{value}»") from error


def _types(value: Any, name: str) -> Any:
    for kind in value.values() if isinstance(value, dict) else [value]:
        if kind not in DOCUMENT_TYPES:
            raise RuleFileError(f"{name}: «document_type» vuole uno fra {', '.join(DOCUMENT_TYPES)}, non «{kind}»")
    return value


def _lots(value: Any, name: str) -> dict[str, dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(lot, dict) and "id" in lot for lot in value):
        raise RuleFileError(f"{name}: «lots» vuole un elenco di lotti, ciascuno con id e facts")
    lots = {}
    for lot in value:
        facts = lot.get("facts", {k: v for k, v in lot.items() if k != "id"})
        if not isinstance(facts, dict):
            raise RuleFileError(f"{name}: i fatti del lotto {lot['id']} vanno scritti come chiavi e valori")
        lots[str(lot["id"])] = checked(facts, f"{name}, lotto {lot['id']}")
    return lots


def law_day(
    as_of: date | None, given: date | None, stated: date | None, today: date
) -> tuple[date, Literal["given", "fact", "stated", "today"]]:
    """The day whose law applies and where it comes from: --as-of, the user's published_on, the draft's, today."""
    if as_of is not None:
        return as_of, "given"
    if given is not None:
        return given, "fact"
    return (stated, "stated") if stated is not None else (today, "today")
