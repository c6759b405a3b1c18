"""YAML read strictly: duplicate keys refused, every error with file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

#: A rule or facts file larger than this is not one.
_LIMIT = 2_000_000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RuleFileError(Exception):
    """A file of rules, concepts, facts or waivers that cannot be used. `str()` is a sentence for its author."""


class _Strict(_Base):  # type: ignore[misc]
    """Safe loader that refuses a key written twice and aliases (a bomb is built of them, a rule's facts are not)."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, (dict, list)):
            raise yaml.constructor.ConstructorError(None, None, "chiave non semplice", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"la chiave «{key}» compare due volte", key_node.start_mark)
        seen.add(key)
    loader.flatten_mapping(node)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
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
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise RuleFileError(f"{where}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RuleFileError(f"{name}: non è YAML valido ({error})") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise RuleFileError(f"{name}: ci si aspetta un elenco di chiavi e valori, non {type(data).__name__}")
    return data
