"""The rules' own sentences in English, from the layers' `locale/en.yaml`: rule id -> Italian sentence -> English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

#: Instead of an id: sentences that several rules say.
COMMON = "common"


class Translation:
    """Says a rule's sentence in the report's language; one that nobody has translated stays Italian."""

    def __init__(self, table: dict[str, dict[str, str]]) -> None:
        self._table = table

    def __call__(self, rule_id: str, text: str) -> str:
        """The sentence, or itself."""
        return self._table.get(rule_id, {}).get(text) or self._table.get(COMMON, {}).get(text, text)


@lru_cache(maxsize=8)
def translation(lang: str, layers: Sequence[Path]) -> Translation:
    """The translations of some layers' folders, later ones winning; none are needed for Italian."""
    table: dict[str, dict[str, str]] = {}
    for path in [] if lang == "it" else [layer / "locale" / f"{lang}.yaml" for layer in layers]:
        if not path.is_file():
            continue
        for rule_id, sentences in load_yaml(path).items():
            if not isinstance(sentences, dict) or not all(isinstance(text, str) for text in sentences.values()):
                raise RuleFileError(f"{path.name}: sotto «{rule_id}» si scrive la frase italiana, due punti, la frase inglese")
            table.setdefault(str(rule_id), {}).update(sentences)
    return Translation(table)
