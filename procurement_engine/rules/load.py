"""Layers of rules from their folders."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from procurement_engine.data import data_path
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

SHIPPED = ("italia", "anac", "emilia-romagna", "bologna")
#: Where dates begin to be dates: YAML reads 2023-07-01 as one, and "2023-07-01" as text; both are meant.
_APART = frozenset({"concepts", "locale", "tests"})
_KNOWN_KEYS = tuple(RuleFile.model_fields)


@dataclass(frozen=True)
class Layer:
    """A folder of rules with its name, version and hash (of every file in it, in order of path)."""

    name: str
    version: str
    sha256: str
    rules: tuple[RuleFile, ...]
    folder: Path


def load_layers(names: Sequence[str] | None = None) -> tuple[Layer, ...]:
    """The shipped layers, those named, or those and folders laid on top, in order. RuleFileError if one is unusable."""
    return tuple(load_layer(_folder(name)) for name in (names or SHIPPED))


def _folder(name: str) -> Path:
    shipped = data_path("rulesets", name)
    folder = shipped if name in SHIPPED else Path(name)
    if not folder.is_dir():
        raise RuleFileError(f"l'insieme di regole «{name}» non c'è: scegliere fra {', '.join(SHIPPED)} o indicare una cartella")
    return folder


def load_layer(folder: Path) -> Layer:
    """One folder: `ruleset.yaml` and, at any depth, one file a rule (concepts/ and locale/ apart)."""
    about = load_yaml(folder / "ruleset.yaml")
    files = sorted(path for path in folder.rglob("*.yaml") if not _APART & set(path.parts[len(folder.parts) :]))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    rules = tuple(load_rule(path) for path in files if path.name != "ruleset.yaml")
    return Layer(str(about.get("name", folder.name)), str(about.get("version", "0")), digest.hexdigest(), rules, folder)


def load_rule(path: Path) -> RuleFile:
    """One rule file, checked; the file's name must be the rule's id."""
    data = load_yaml(path)
    try:
        rule = RuleFile.model_validate(data)
    except ValidationError as error:
        raise RuleFileError(f"{path.name}: {_first_problem(error)}") from error
    if rule.id != path.stem:
        raise RuleFileError(f"{path.name}: il nome del file non è l'id della regola ({rule.id})")
    return rule


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"]) or "file"
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(problem["loc"][-1]), _KNOWN_KEYS, 1)
        return f"la chiave «{where}» non esiste" + (f"; forse «{near[0]}»?" if near else "")
    if problem["type"] == "missing":
        return f"manca la chiave «{where}»"
    return f"alla chiave «{where}»: {problem['msg'].removeprefix('Value error, ')}"


def citation_url(urn: str, as_of: date) -> str:
    """The Normattiva address of a provision as in force on a day."""
    return f"https://www.normattiva.it/uri-res/N2Ls?{urn}!vig={as_of.isoformat()}"
