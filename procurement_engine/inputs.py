"""A file that people write, read into a model: every fault is one Italian sentence with the file and the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import yaml

from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

#: A path into the data, such as ("bids", 0, "marks", "A").
Where = tuple[str | int, ...]
#: Says where in the file a path stands: "riga 12", "foglio «Commissario 1», cella C5".
Locate = Callable[[Where], str]

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
    "string_too_short": "{field}: il testo è vuoto",
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
    "date_from_datetime_inexact": "{field}: serve una data come 2026-03-01, senza ora",
    "date_parsing": "{field}: serve una data come 2026-03-01",
    "date_type": "{field}: serve una data come 2026-03-01",
    "too_short": "{field}: l'elenco è vuoto",
}
#: Errors that our own models raise are sentences already.
_OWN = ("number", "formula", "check")
Model = TypeVar("Model", bound="BaseModel")


class InputError(Exception):
    """A file that cannot be used. `str()` is one Italian sentence, with file and place where they are known."""

    def __init__(self, sentence: str, where: Where = (), file: str = "", place: str = "") -> None:
        self.sentence = sentence
        self.where = where
        super().__init__(": ".join((", ".join(filter(None, (file, place))), sentence)) if file else sentence)

    def at(self, file: str, locate: Locate) -> Self:
        """The same error, saying the file and the place in it."""
        return type(self)(self.sentence, self.where, file, locate(self.where))


def sentence(error: ErrorDetails, whole: str = "il file") -> str:
    """What pydantic found wrong, for the person who wrote the file."""
    names = [str(step) for step in error["loc"] if isinstance(step, str)]
    values = {"field": names[-1] if names else whole, "input": error.get("input"), **error.get("ctx", {})}
    if error["type"] in _SENTENCES:
        return _SENTENCES[error["type"]].format(**values)
    if error["type"] in _OWN:
        return f"{values['field']}: {error['msg']}"
    return f"{values['field']}: valore non valido"


def build(model: type[Model], data: Mapping[str, Any]) -> Model:
    """A model from plain data; InputError with the path of what is wrong first."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(sentence(first), tuple(first["loc"])) from error


def read_mapping(path: Path) -> tuple[dict[str, Any], Locate]:
    """The plain data of a YAML file, and a way to say the line on which a path of them stands."""
    try:
        data = load_yaml(path)
    except RuleFileError as error:
        raise InputError(str(error)) from error
    return data, lambda where: f"riga {line_of(path, where)}"


def load(model: type[Model], path: Path) -> Model:
    """A model from a YAML file."""
    data, locate = read_mapping(path)
    try:
        return build(model, data)
    except InputError as error:
        raise error.at(path.name, locate) from error


def line_of(path: Path, where: Where) -> int:
    """The line of the deepest node on the path; steps that are not in the file (a default, a union's name) are skipped."""
    node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = node.start_mark.line if node else 0
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found:
                line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
    return int(line) + 1
