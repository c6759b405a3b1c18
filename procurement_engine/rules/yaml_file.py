"""YAML read strictly: duplicate keys refused, every error with file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from procurement_engine.rules.problem import Problem, RuleFileError
from procurement_engine.rules.yaml_tree import MOST_VALUES, Tree, doubles, nodes, weight
from procurement_engine.rules.yaml_words import in_italian

__all__ = ["RuleFileError", "load_yaml", "parse_yaml", "read_text", "tree_of"]

#: A rule or facts file larger than this is not one.
_LIMIT = 2_000_000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = (("timestamp", "una data che esiste"), ("int", "un numero"), ("float", "un numero"))


class _Strict(_Base):  # type: ignore[misc]
    """Safe loader that refuses keys written twice, values that are not what they look like, and anchors that explode."""


def _fault(sentence: str, node: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, sentence, node.start_mark)


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _fault("una chiave è «un testo» o un numero, non un elenco", key_node)
        key = loader.construct_object(key_node, deep=True)
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
for _kind, _what in _KINDS:
    _Strict.add_constructor(f"tag:yaml.org,2002:{_kind}", _existing(_kind, _what))
# YAML 1.1 reads `on`, `no`, `yes` as truth values; here only true and false are.
_Strict.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or letter in "tTfF"]
    for letter, resolvers in _Base.yaml_implicit_resolvers.items()
}


def load_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds (empty for an empty file). RuleFileError names file, line and column."""
    return parse_yaml(read_text(path), path.name)


def read_text(path: Path) -> str:
    """The text of a YAML file."""
    try:
        if path.stat().st_size > _LIMIT:
            raise RuleFileError(f"{path.name}: il file è troppo grande per essere un file YAML di questo programma")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleFileError(f"{path}: il file non si può leggere ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise RuleFileError(f"{path.name}: il file non è testo UTF-8: salvarlo come UTF-8") from error


def parse_yaml(text: str, name: str) -> dict[str, Any]:
    """The mapping a YAML text holds."""
    try:
        loader = _Strict(text)
        root = loader.get_single_node()
        if root is None:
            return {}
        if "&" in text and weight(root) > MOST_VALUES:
            raise RuleFileError(f"{name}: i richiami (*) moltiplicano i valori oltre misura: riscriverli per esteso")
        data = loader.construct_document(root)
    except yaml.constructor.ConstructorError as error:
        raise _all_faults(root, name) or _told(error, text, name) from error
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        raise _told(error, text, name) from error
    except RecursionError as error:
        raise RuleFileError(f"{name}: troppi livelli uno dentro l'altro") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        found = "un elenco" if isinstance(data, list) else "un valore solo"
        raise RuleFileError(f"{name}: ci si aspetta un elenco di chiavi e valori, non {found}")
    return data


def tree_of(text: str) -> Tree:
    """The nodes of a text that can be read."""
    return Tree(_Strict(text).get_single_node())


def _all_faults(root: Any, name: str) -> RuleFileError | None:
    """Every key written twice and every value that is not what it looks like, where the first has stopped the reading."""
    loader = _Strict("")
    found = [
        (key.start_mark, f"la chiave «{key.value}» compare due volte (la prima alla riga {first.start_mark.line + 1})")
        for key, first in doubles(root)
    ]
    for node in nodes(root):
        if isinstance(node, yaml.ScalarNode) and node.tag.removeprefix("tag:yaml.org,2002:") in dict(_KINDS):
            try:
                loader.construct_object(node)
            except yaml.constructor.ConstructorError as error:
                found.append((node.start_mark, str(error.problem)))
    if not found:
        return None
    found.sort(key=lambda item: (item[0].line, item[0].column))
    return RuleFileError.of(Problem(name, mark.line + 1, mark.column + 1, "", text) for mark, text in found)


def _told(error: Any, text: str, name: str) -> RuleFileError:
    """What the library complains of, in Italian and with its place."""
    if isinstance(error, yaml.reader.ReaderError):  # a character that no YAML may hold
        lines = text[: error.position].split("\n")
        return RuleFileError.of([Problem(name, len(lines), len(lines[-1]) + 1, "", in_italian(str(error)))])
    mark = error.problem_mark
    sentence = in_italian(error.problem, _sign(text, mark))
    if "non è chiusa" in sentence and error.context_mark is not None:
        sentence += f" (aperta alla riga {error.context_mark.line + 1})"
    if mark is None:
        return RuleFileError(f"{name}: {sentence}")
    return RuleFileError.of([Problem(name, mark.line + 1, mark.column + 1, "", sentence)])


def _sign(text: str, mark: Any) -> str:
    """The character a fault stands at."""
    lines = text.split("\n")
    return lines[mark.line][mark.column : mark.column + 1] if mark and mark.line < len(lines) else ""
