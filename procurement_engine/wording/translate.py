"""The rules' own sentences in English, from the layers' `locale/en.yaml`: rule id -> Italian sentence -> English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from procurement_engine.rules.parameters import Parameter, fill
from procurement_engine.rules.read import placed
from procurement_engine.rules.yaml_file import load_yaml, read_text, tree_of
from procurement_engine.rules.yaml_tree import Path as Where

#: Instead of an id: sentences that several rules say.
COMMON = "common"


class Translation:
    """Says a rule's sentence in the report's language; one that nobody has translated stays Italian."""

    def __init__(self, table: dict[str, dict[str, str]]) -> None:
        self._table = table

    def __call__(self, rule_id: str, text: str) -> str:
        """The sentence, or itself."""
        return self._table.get(rule_id, {}).get(text) or self._table.get(COMMON, {}).get(text, text)

    def with_numbers(self, parameters: Mapping[str, Parameter], lang: str) -> Translation:
        """The same, of sentences in which the rules' numbers stand instead of their names."""
        ours, theirs = ({name: number.shown(said) for name, number in parameters.items()} for said in ("it", lang))
        return Translation(
            {
                rule_id: {fill(text, ours): fill(translated, theirs) for text, translated in sentences.items()}
                for rule_id, sentences in self._table.items()
            }
        )


def read_locale(path: Path) -> dict[str, dict[str, str]]:
    """The sentences of a `locale/en.yaml`. RuleFileError with every entry that is none."""
    table = load_yaml(path)
    faults: list[tuple[Where, bool, str]] = []
    for rule_id, sentences in table.items():
        wanted = f"sotto «{rule_id}» si scrive la frase italiana, due punti, la frase inglese"
        if not isinstance(sentences, dict):
            faults.append(((str(rule_id),), False, wanted))
            continue
        faults += [((str(rule_id), str(text)), False, wanted) for text, said in sentences.items() if not isinstance(said, str)]
    if faults:
        raise placed(path.name, tree_of(read_text(path)), faults)
    return {str(rule_id): sentences for rule_id, sentences in table.items()}


@lru_cache(maxsize=8)
def translation(lang: str, layers: Sequence[Path]) -> Translation:
    """The translations of some layers' folders, later ones winning; none are needed for Italian."""
    table: dict[str, dict[str, str]] = {}
    for path in [] if lang == "it" else [layer / "locale" / f"{lang}.yaml" for layer in layers]:
        if not path.is_file():
            continue
        for rule_id, sentences in read_locale(path).items():
            table.setdefault(rule_id, {}).update(sentences)
    return Translation(table)
