"""The two sides of a comparison: a layer's folder, a folder of layers, or either in a git revision (`HEAD~3:rulesets`)."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from procurement_engine.checking.prepare import concepts_of
from procurement_engine.detection.vocabulary import Concept
from procurement_engine.rules.across import check_names
from procurement_engine.rules.load import SHIPPED, Layer, load_layers
from procurement_engine.rules.overlay import Overlay, overlay
from procurement_engine.rules.yaml_file import RuleFileError

_SECONDS = 60


@dataclass(frozen=True)
class RuleSet:
    """Some layers to compare, with those that they stand on."""

    name: str
    own: tuple[Layer, ...]
    all: tuple[Layer, ...]

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """The words that its rules speak with."""
        return concepts_of(tuple(layer.folder for layer in self.all))

    def laid(self, day: date) -> Overlay:
        """Its layers laid one on the other."""
        return overlay(self.all, day)

    @property
    def version(self) -> str:
        """The version that it says it is; of several layers the one they share."""
        versions = {layer.version for layer in self.own}
        return versions.pop() if len(versions) == 1 else ""


def read_set(name: str, scratch: Path) -> RuleSet:
    """One side. `scratch` is where a git revision is unpacked. RuleFileError for what cannot be read."""
    folder = Path(name) if Path(name).is_dir() else data_or_git(name, scratch)
    if (folder / "ruleset.yaml").is_file():
        folders = [folder]
    else:
        inside = sorted(path.parent for path in folder.glob("*/ruleset.yaml"))
        rank = {shipped: n for n, shipped in enumerate(SHIPPED)}
        folders = sorted(inside, key=lambda path: (rank.get(path.name, len(rank)), path.name))
    if not folders:
        raise RuleFileError(f"{name}: qui non c'è ruleset.yaml, né cartelle che lo contengono: indicare un livello di regole")
    layers = load_layers([str(path) for path in folders])
    found = RuleSet(name, tuple(layer for layer in layers if layer.folder in folders), layers)
    check_names(layers, found.concepts)
    return found


def data_or_git(name: str, scratch: Path) -> Path:
    """The folder of a shipped layer, or of a revision."""
    if name in SHIPPED:
        return load_layers([name])[0].folder
    revision, colon, path = name.partition(":")
    if not colon or not path or revision.startswith("-"):
        raise RuleFileError(f"«{name}» non è una cartella, né una revisione di git scritta come HEAD~3:rulesets")
    place = Path(path)
    wanted = [path]
    shared = place.parent / "concepts"
    if place.parent != Path() and _git("cat-file", "-e", f"{revision}:{shared.as_posix()}").returncode == 0:
        wanted.append(shared.as_posix())
    packed = _git("archive", "--format=tar", revision, "--", *wanted)
    if packed.returncode:
        said = packed.stderr.decode(errors="replace").strip().splitlines()
        raise RuleFileError(f"«{name}»: git non dà questa revisione ({said[-1] if said else 'nessun motivo'})")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / place


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603, S607
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RuleFileError(f"git non si può usare ({error}): indicare due cartelle") from error
