"""What a code list has to say of the words of a passage: "art. 105 d.lgs. 50/2016 → art. 119 d.lgs. 36/2023"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import regex

from procurement_engine.data import data_path
from procurement_engine.detection.words import fold
from procurement_engine.rules.codelists import OldReferences, pattern_faults
from procurement_engine.rules.problem import RuleFileError
from procurement_engine.rules.read import read_model

_TIMEOUT = 0.5
_Entry = tuple[regex.Pattern[str] | None, regex.Pattern[str], str]


def notes_on(name: str, text: str, layers: tuple[Path, ...] = ()) -> str:
    """The notes of the list `codelists/NAME.yaml` whose words stand in a text; a general one only if no other does.

    The shipped list is read first, then what the layers' own lists of that name add.
    """
    folded = fold(text)
    special: list[str] = []
    general: list[str] = []
    for act, words, note in _entries(name, layers):
        if words.search(folded, timeout=_TIMEOUT) and (act is None or act.search(folded, timeout=_TIMEOUT)):
            (general if act is None else special).append(note)
    return "; ".join(dict.fromkeys(special or general))


@lru_cache(maxsize=8)
def _entries(name: str, layers: tuple[Path, ...]) -> tuple[_Entry, ...]:
    folders = (data_path("rulesets"), *layers)
    paths = [path for folder in folders if (path := folder / "codelists" / f"{name}.yaml").is_file()]
    if not paths:
        raise RuleFileError(f"la lista di codici «{name}» (notes) non c'è: metterla nella cartella codelists del livello")
    entries = [entry for path in paths for entry in read_model(path, OldReferences, pattern_faults).voci]
    return tuple((_compiled(entry.atto), regex.compile(entry.cerca), entry.oggi) for entry in entries)


def _compiled(pattern: str | None) -> regex.Pattern[str] | None:
    return regex.compile(pattern) if pattern else None
