"""Pydantic's errors in one Italian sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_SENTENCES = {
    "missing": "manca «{field}»",
    "extra_forbidden": "«{field}» non è una voce conosciuta",
    "literal_error": "{field}: «{input}» non è tra i valori ammessi ({expected})",
    "union_tag_invalid": "{field}: «{tag}» non è una formula conosciuta ({expected_tags})",
    "union_tag_not_found": "{field}: manca il tipo della formula (type)",
    "greater_than": "{field}: deve essere maggiore di {gt}",
    "greater_than_equal": "{field}: deve essere almeno {ge}",
    "less_than": "{field}: deve essere minore di {lt}",
    "less_than_equal": "{field}: deve essere al massimo {le}",
    "string_type": "{field}: serve un testo, tra virgolette se è un numero",
    "string_pattern_mismatch": "{field}: «{input}» non va bene come identificatore: niente spazi né barre",
    "string_too_long": "{field}: il testo è troppo lungo",
    "bool_type": "{field}: serve true o false",
    "bool_parsing": "{field}: serve true o false",
    "int_type": "{field}: serve un numero intero",
    "int_parsing": "{field}: serve un numero intero",
    "int_from_float": "{field}: serve un numero intero",
    "tuple_type": "{field}: serve un elenco",
    "list_type": "{field}: serve un elenco",
    "dict_type": "{field}: servono chiavi e valori",
    "model_type": "{field}: servono chiavi e valori",
    "date_from_datetime_parsing": "{field}: serve una data come 2026-03-01",
    "date_parsing": "{field}: serve una data come 2026-03-01",
    "date_type": "{field}: serve una data come 2026-03-01",
    "too_short": "{field}: l'elenco è vuoto",
}


def sentence(error: ErrorDetails) -> str:
    """What is wrong, for the person who wrote the file."""
    names = [str(step) for step in error["loc"] if isinstance(step, str)]
    values = {"field": names[-1] if names else "valutazione", "input": error.get("input"), **error.get("ctx", {})}
    if error["type"] in _SENTENCES:
        return _SENTENCES[error["type"]].format(**values)
    if error["type"] in ("number", "formula"):  # our own, already a sentence
        return f"{values['field']}: {error['msg']}"
    return f"{values['field']}: valore non valido"
