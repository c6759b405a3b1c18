"""What does not fit the model of a file, told to its author: path, sentence, the nearest thing that would be right."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError

from procurement_engine.inputs import sentence
from procurement_engine.rules.near import among, near
from procurement_engine.rules.yaml_tree import Path, Tree

#: Path, is the place the key itself (else its value), sentence.
Fault = tuple[Path, bool, str]
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def schema_faults(model: type[BaseModel], error: ValidationError, tree: Tree) -> list[Fault]:
    """Everything pydantic found, once each: a misspelt key is not told again as a missing one."""
    seen: dict[Path, Fault] = {}
    problems = [(_path(problem, tree), problem) for problem in error.errors(include_url=False)]
    strangers = {path for path, problem in problems if problem["type"] == "extra_forbidden"}
    for path, problem in problems:
        if problem["type"] == "missing" and _meant(path, strangers):
            continue
        if problem["type"] == "too_short" and problem["input"]:  # only because its items are wrong
            continue
        if path and path not in seen and not _other_branch(problem, tree):
            seen[path] = (path, problem["type"] == "extra_forbidden", _say(model, path, problem, tree))
    return list(seen.values())


def _path(problem: Any, tree: Tree) -> Path:
    return tree.known(tuple(problem["loc"]))


def _meant(path: Path, strangers: set[Path]) -> bool:
    return any(other[:-1] == path[:-1] and near(other[-1], [str(path[-1])]) for other in strangers)


def _other_branch(problem: Any, tree: Tree) -> bool:
    """A short form (`expect: compliant`) not being what stands there says nothing where the long form was meant."""
    steps = problem["loc"]
    return bool(steps) and steps[-1] == "str" and tree.raw(tree.known(tuple(steps[:-1]))) is None


def _say(model: type[BaseModel], path: Path, problem: Any, tree: Tree) -> str:
    kind, value = problem["type"], problem.get("input")
    raw = tree.raw(path)
    if kind == "extra_forbidden":
        return _stranger(model, path)
    if kind == "missing":
        return "manca questa chiave"
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", problem["ctx"]["expected"])
        return f"«{raw if raw is not None else value}» non è ammesso{among(value, allowed)}"
    if kind == "string_type":
        return _text_wanted(value, raw)
    if kind.startswith("bool"):
        return f"ci si aspetta true o false, non «{raw}»"
    if kind in ("tuple_type", "list_type"):
        return f"ci si aspetta un elenco: [{raw}]" if raw else "ci si aspetta un elenco: ogni voce comincia con «- »"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "ci si aspettano chiavi e valori, uno per riga («nome: valore»)"
    if kind.startswith(("date_", "datetime")):
        return _date_wanted(raw)
    if kind == "value_error":
        return str(problem["msg"]).removeprefix("Value error, ")
    if kind in ("float_type", "float_parsing", "finite_number", "int_type", "int_parsing"):
        return f"ci si aspetta un numero senza virgolette (il punto per i decimali, niente migliaia), non «{raw}»"
    return sentence(problem).partition(": ")[2] or "valore non valido"


def _text_wanted(value: Any, raw: str | None) -> str:
    if value is None:
        return "manca il testo dopo i due punti"
    if raw is None:
        return f"ci si aspetta un testo, non {'un elenco' if isinstance(value, list) else 'chiavi e valori'}"
    otherwise = "" if str(value) == raw else f", altrimenti YAML lo legge come {value}"
    return f'«{raw}» va fra virgolette ("{raw}"){otherwise}'


def _date_wanted(raw: str | None) -> str:
    if raw and (found := _DATE.fullmatch(raw)):
        day, month, year = found.groups()
        return f'la data «{raw}» si scrive "{year}-{int(month):02}-{int(day):02}"'
    if raw and raw[0] in "“”„«":
        return f'le virgolette di «{raw}» sono quelle tipografiche: usare quelle dritte ("2024-12-31")'
    return f'ci si aspetta una data come "2024-12-31"{f", non «{raw}»" if raw else ""}'


def _stranger(model: type[BaseModel], path: Path) -> str:
    """A key that does not exist here: a misspelling, or one that belongs elsewhere (a wrong indent)."""
    key = str(path[-1])
    here = [name for found in _models(_type_at(model, path[:-1])) for name in keys(found)]
    if hint := near(key, here):
        return f"questa chiave non esiste{hint}"
    owners = [found for found in _reachable(model) if key in keys(found)]
    if owners:
        places = " o ".join(dict.fromkeys(getattr(owner, "WHERE", owner.__name__) for owner in owners))
        return f"questa chiave non va qui ma {places}: controllare il rientro"
    known = f"qui si usano: {', '.join(here)}" if len(here) <= 12 else "quelle che si usano sono in docs/regole.md"
    return f"questa chiave non esiste; {known}"


def keys(model: type[BaseModel]) -> list[str]:
    """The keys of a model, as written in the file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _type_at(model: Any, path: Path) -> Any:
    """The type that stands at a path of a model."""
    for step in path:
        inner = [_step(part, step) for part in _parts(model)]
        model = next((found for found in inner if found is not None), None)
    return model


def _step(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return next((f.annotation for name, f in kind.model_fields.items() if (f.alias or name) == step), None)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is dict and isinstance(step, str):
        return arguments[1]
    return arguments[0] if origin in (tuple, list) and isinstance(step, int) else None


def _parts(kind: Any) -> Iterator[Any]:
    """A type, or the types of a union; for a whole file that is a mapping, the mapping."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        for part in typing.get_args(kind):
            yield from _parts(part)
    elif isinstance(kind, type) and issubclass(kind, RootModel):
        yield from _parts(kind.model_fields["root"].annotation)
    else:
        yield kind


def _models(kind: Any) -> list[type[BaseModel]]:
    return [part for part in _parts(kind) if isinstance(part, type) and issubclass(part, BaseModel)]


def _reachable(kind: Any, seen: set[Any] | None = None) -> list[type[BaseModel]]:
    """Every model under a type."""
    seen = set() if seen is None else seen
    found: list[type[BaseModel]] = []
    for part in _parts(kind):
        if isinstance(part, type) and issubclass(part, BaseModel):
            if part not in seen:
                seen.add(part)
                found.append(part)
                for field in part.model_fields.values():
                    found += _reachable(field.annotation, seen)
        else:
            for inner in typing.get_args(part):
                found += _reachable(inner, seen)
    return found
