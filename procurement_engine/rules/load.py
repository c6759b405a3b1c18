"""Layers of rules from their folders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from procurement_engine.data import data_path
from procurement_engine.rules.about import RulesetFile
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.names import name_faults
from procurement_engine.rules.read import placed, read_model
from procurement_engine.rules.sound import unsound
from procurement_engine.rules.yaml_file import RuleFileError, read_text, tree_of

SHIPPED = ("italia", "anac", "emilia-romagna", "bologna")
#: What a layer may have of its own beside its rules.
_OWN = ("clausole", "codelists", "concepts", "locale")
_APART = frozenset({*_OWN, "tests"})


@dataclass(frozen=True, eq=False)
class Layer:
    """A folder of rules with its name, version and hash (of every file in it, in order of path); once read told by identity."""

    name: str
    version: str
    sha256: str
    rules: tuple[RuleFile, ...]
    folder: Path
    about: RulesetFile = field(default_factory=lambda: RulesetFile(name=""))


def load_layers(names: Sequence[str] | None = None) -> tuple[Layer, ...]:
    """The shipped layers, those named, or those and folders laid on top, in order. RuleFileError if one is unusable.

    What a layer says it `extends` is laid under it, unless it is there already.
    """
    found: dict[Path, Layer] = {}
    for name in names or SHIPPED:
        _lay(layer_folder(name), found, ())
    return tuple(found.values())


def vocabularies(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders of the concepts that some layers speak with: those shared by layers that stand together, then their own."""
    found = []
    for folder in folders:
        beside = folder.resolve().parent / "concepts"
        found += [beside if beside.is_dir() else data_path("rulesets", "concepts"), folder / "concepts"]
    return tuple(dict.fromkeys(found))


def _lay(folder: Path, found: dict[Path, Layer], above: tuple[Path, ...]) -> None:
    key = folder.resolve()
    if key in above:
        raise RuleFileError(f"{folder.name}: gli strati si estendono a vicenda in cerchio: togliere un nome da «extends»")
    if key in found:
        return
    layer = load_layer(folder)
    for name in layer.about.extends:
        _lay(layer_folder(name, folder), found, (*above, key))
    found[key] = layer


def layer_folder(name: str, above: Path | None = None) -> Path:
    """The folder of a layer: for one that another extends also beside it or from its folder; else a shipped one or a path."""
    beside = [above.parent / name, above / name] if above else []
    folders = (*beside, data_path("rulesets", name) if name in SHIPPED else Path(name))
    folder = next((folder for folder in folders if (folder / "ruleset.yaml").is_file()), folders[-1])
    if not folder.is_dir():
        raise RuleFileError(f"l'insieme di regole «{name}» non c'è: scegliere fra {', '.join(SHIPPED)} o indicare una cartella")
    return folder


def load_layer(folder: Path) -> Layer:
    """One folder: `ruleset.yaml` and its rules. RuleFileError tells every fault of every file."""
    if not (folder / "ruleset.yaml").is_file():
        raise RuleFileError(f"{folder}: manca ruleset.yaml con name e version; lo scrive «procurement-engine ruleset new --layer»")
    about = read_model(folder / "ruleset.yaml", RulesetFile)
    files = layer_files(folder)
    apart = sorted(path for name in _OWN for path in (folder / name).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in (*files, *apart):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    rules = _all_rules([path for path in files if path.name != "ruleset.yaml"])
    return Layer(about.name, about.version, digest.hexdigest(), rules, folder, about)


def layer_files(folder: Path) -> list[Path]:
    """The rule files of a folder at any depth, and ruleset.yaml (what it has beside them, and tests/, apart)."""
    return sorted(path for path in folder.rglob("*.yaml") if not _APART & set(path.parts[len(folder.parts) :]))


def _all_rules(paths: Sequence[Path]) -> tuple[RuleFile, ...]:
    rules, errors = [], []
    for path in paths:
        try:
            rules.append(load_rule(path))
        except RuleFileError as error:
            errors.append(error)
    if errors:
        raise RuleFileError.joined(errors)
    return tuple(rules)


def load_rule(path: Path) -> RuleFile:
    """One rule file, checked; the file's name must be the rule's id."""
    rule = read_model(path, RuleFile, name_faults)
    if rule.id != path.stem:
        sentence = f"l'id è «{rule.id}» ma il file si chiama {path.name}: rinominare il file o correggere l'id"
        raise placed(path.name, tree_of(read_text(path)), [(("id",), False, sentence)])
    if faults := [(where, False, sentence) for _, where, sentence in unsound(rule)]:
        raise placed(path.name, tree_of(read_text(path)), faults)
    return rule


def citation_url(urn: str, as_of: date) -> str:
    """The Normattiva address of a provision as in force on a day."""
    return f"https://www.normattiva.it/uri-res/N2Ls?{urn}!vig={as_of.isoformat()}"
