"""YAML read strictly: duplicate keys refused, every error with file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from procurement_engine.rules.yaml_words import in_italian

#: A rule or facts file larger than this is not one.
_LIMIT = 2_000_000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RuleFileError(Exception):
    """A file of rules, concepts, facts or waivers that cannot be used. `str()` is a sentence for its author."""


class _Strict(_Base):  # type: ignore[misc]
    """Safe loader that refuses a key written twice and aliases (a bomb is built of them, a rule's facts are not)."""


def _fault(sentence: str, node: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, sentence, node.start_mark)


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, (dict, list)):
            raise _fault("una chiave è «un testo» o un numero, non un elenco", key_node)
        if key in seen:
            raise _fault(f"la chiave «{key}» compare due volte", key_node)
        seen.add(key)
    loader.flatten_mapping(node)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


def _existing(kind: str, what: str) -> Any:
    def construct(loader: Any, node: Any) -> Any:
        try:
            return getattr(loader, f"construct_yaml_{kind}")(node)
        except ValueError as error:
            raise _fault(f"«{node.value}» non è {what}", node) from error

    return construct


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
for _kind, _what in (("timestamp", "una data che esiste"), ("int", "un numero"), ("float", "un numero")):
    _Strict.add_constructor(f"tag:yaml.org,2002:{_kind}", _existing(_kind, _what))
# YAML 1.1 reads `on`, `no`, `yes` as truth values; here only true and false are.
_Strict.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or letter in "tTfF"]
    for letter, resolvers in _Base.yaml_implicit_resolvers.items()
}


def load_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds (empty for an empty file). RuleFileError names file, line and column."""
    try:
        if path.stat().st_size > _LIMIT:
            raise RuleFileError(f"{path.name}: il file è troppo grande per essere un file YAML di questo programma")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RuleFileError(f"{path}: il file non si può leggere ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise RuleFileError(f"{path.name}: il file non è testo UTF-8") from error
    return parse_yaml(text, path.name)


def parse_yaml(text: str, name: str) -> dict[str, Any]:
    """The mapping a YAML text holds."""
    if text.count("*") + text.count("&") > 0 and text.count("&") > 50:
        raise RuleFileError(f"{name}: troppe àncore YAML (&): riscrivere i valori per esteso")
    try:
        data = yaml.load(text, Loader=_Strict)  # noqa: S506  (a safe loader, made stricter)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}, riga {mark.line + 1}, colonna {mark.column + 1}" if mark else name
        raise RuleFileError(f"{where}: {in_italian(error.problem, _sign(text, mark))}") from error
    except yaml.reader.ReaderError as error:  # a character that no YAML may hold
        lines = text[: error.position].split("\n")
        raise RuleFileError(f"{name}, riga {len(lines)}, colonna {len(lines[-1]) + 1}: {in_italian(str(error))}") from error
    except RecursionError as error:
        raise RuleFileError(f"{name}: troppi livelli uno dentro l'altro") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        found = "un elenco" if isinstance(data, list) else "un valore solo"
        raise RuleFileError(f"{name}: ci si aspetta un elenco di chiavi e valori, non {found}")
    return data


def _sign(text: str, mark: Any) -> str:
    """The character a fault stands at."""
    lines = text.split("\n")
    return lines[mark.line][mark.column : mark.column + 1] if mark and mark.line < len(lines) else ""
