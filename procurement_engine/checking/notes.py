"""What a code list has to say of the words of a passage: "art. 105 d.lgs. 50/2016 → art. 119 d.lgs. 36/2023"."""

from __future__ import annotations

from functools import lru_cache

import regex

from procurement_engine.detection.words import fold
from procurement_engine.rules.codelists import codelist

_TIMEOUT = 0.5
_Entry = tuple[regex.Pattern[str] | None, regex.Pattern[str], str]


def notes_on(name: str, text: str) -> str:
    """The notes of the list `rulesets/codelists/NAME.yaml` whose words stand in a text; a general one only if no other does."""
    folded = fold(text)
    special: list[str] = []
    general: list[str] = []
    for act, words, note in _entries(name):
        if words.search(folded, timeout=_TIMEOUT) and (act is None or act.search(folded, timeout=_TIMEOUT)):
            (general if act is None else special).append(note)
    return "; ".join(dict.fromkeys(special or general))


@lru_cache(maxsize=8)
def _entries(name: str) -> tuple[_Entry, ...]:
    entries = codelist(name)["voci"]
    return tuple((_compiled(entry.get("atto")), regex.compile(entry["cerca"]), entry["oggi"]) for entry in entries)


def _compiled(pattern: str | None) -> regex.Pattern[str] | None:
    return regex.compile(pattern) if pattern else None
