"""Pydantic's errors in one Italian sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procurement_engine.impact.plan.layout import FIELDS, SHEETS, WORDS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_SENTENCES = {
    "missing": "manca «{field}»",
    "extra_forbidden": "«{field}» non è una voce conosciuta",
    "literal_error": "{field}: «{input}» non è tra i valori ammessi ({allowed})",
    "greater_than": "{field}: deve essere maggiore di {gt}",
    "greater_than_equal": "{field}: deve essere almeno {ge}",
    "less_than_equal": "{field}: deve essere al massimo {le}; le quote si scrivono da 0 a 1",
    "string_type": "{field}: serve un testo",
    "string_pattern_mismatch": "{field}: «{input}» non va bene come id: niente spazi, virgole o punti e virgola",
    "string_too_long": "{field}: il testo è troppo lungo",
    "tuple_type": "{field}: serve un elenco",
    "dict_type": "{field}: servono chiavi e valori",
    "model_type": "{field}: servono chiavi e valori",
    "too_short": "{field}: l'elenco è vuoto",
}
_DATES = ("date_from_datetime_parsing", "date_parsing", "date_type", "date_from_datetime_inexact")
_NUMBERS = ("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float", "finite_number")


def sentence(error: ErrorDetails) -> str:
    """What is wrong, for the person who wrote the file."""
    names = [str(step) for step in error["loc"] if isinstance(step, str)]
    name = names[-1] if names else "piano"
    field, value = _called(tuple(names)), error.get("input")
    if error["type"] in ("number", "plan"):  # our own, already a sentence
        return f"{field}: {error['msg']}" if error["type"] == "number" else error["msg"]
    if error["type"] in _DATES:
        return f"{field}: «{value}» non è una data; scrivere 2026-09-01 o 01/09/2026"
    if error["type"] in _NUMBERS:
        return f"{field}: «{value}» non è un numero"
    codes = ", ".join(f"{code} ({word})" for word, code in WORDS.get(name, {}).items())
    allowed = codes or error.get("ctx", {}).get("expected", "")
    template = _SENTENCES.get(error["type"], "{field}: valore non valido")
    return template.format(**{**error.get("ctx", {}), "field": field, "input": value, "allowed": allowed})


def _called(names: tuple[str, ...]) -> str:
    """The name of a field with its Italian one, so that both the YAML and the workbook are understood."""
    columns = [column for _, table in SHEETS.values() for column in table] + list(FIELDS)
    path = names[1:] if names and names[0] in SHEETS else names
    heading = next((column.heading for column in columns if column.path == path), "")
    shown = ".".join(path) or (names[-1] if names else "piano")
    return f"{shown} ({heading})" if heading and heading != shown else shown
