"""The parts of a Word file, found by its relationships, and what is odd about them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procurement_engine.drafts.limits import Package
from procurement_engine.drafts.model import UnreadableError

_OPEN, _STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
_NAMESPACES = {
    _STRICT + b"wordprocessingml/main": _OPEN + b"wordprocessingml/2006/main",
    _STRICT + b"officeDocument/relationships": _OPEN + b"officeDocument/2006/relationships",
    _STRICT + b"officeDocument/math": _OPEN + b"officeDocument/2006/math",
    _STRICT + b"drawingml/": _OPEN + b"drawingml/2006/",
}


class DocxPackage:
    """Opens the zip, finds the main document and the parts it uses, and notes what the user should know."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._package = Package(path, data)
        self.names = self._package.names
        self.notices: list[tuple[str, str]] = []
        self._relations: dict[str, list[tuple[str, str, str]]] = {}
        self.main = next((target for kind, target, _ in self.relations("") if kind == "officeDocument"), "word/document.xml")
        if self.main not in self.names or self.main.startswith(("xl/", "ppt/")):
            raise UnreadableError(f"{path}: {self._what_else()}")
        self._take_notice()

    def _what_else(self) -> str:
        if any(name.startswith("xl/") for name in self.names):
            return "è un foglio di calcolo Excel; copiarne il testo in un documento Word (.docx)."
        if any(name.startswith("ppt/") for name in self.names):
            return "è una presentazione PowerPoint; copiarne il testo in un documento Word (.docx)."
        return "non è un documento Word (.docx); se è uno zip estrarne i file, altrimenti salvarlo da Word come .docx."

    def xml(self, name: str) -> Any:
        """The root of a part. The strict dialect of the format differs from the usual one in its namespaces only."""
        data = self._package.read(name)
        if _STRICT in data:
            for strict, usual in _NAMESPACES.items():
                data = data.replace(strict, usual)
        return self._package.xml(name, data)

    def part(self, kind: str) -> Any | None:
        """The root of the one part of a kind (`styles`, `numbering`, `footnotes` ...)."""
        name = next(self.parts(kind), None)
        return self.xml(name) if name else None

    def parts(self, kind: str) -> Iterator[str]:
        """The names of the parts of a kind that the main document uses."""
        if _rels(self.main) in self.names:
            yield from sorted({target for found, target, _ in self.relations(self.main) if found == kind and target in self.names})
        else:  # no relationships at all: the usual names
            yield from sorted(name for name in self.names if name.startswith(f"word/{kind}") and name.endswith(".xml"))

    def target(self, part: str, identifier: str) -> str:
        """The part that a relationship of a part points to, empty if there is none."""
        return next((target for _, target, found in self.relations(part) if found == identifier and target in self.names), "")

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """The relationships of a part to others in the file: kind, target, id."""
        if part not in self._relations:
            name = _rels(part)
            self._relations[part] = [
                (kind, posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/"), identifier)
                for kind, target, identifier, external in (self._read(name) if name in self.names else ())
                if not external
            ]
        return self._relations[part]

    def _read(self, name: str) -> Iterator[tuple[str, str, str, bool]]:
        for element in self._package.xml(name):
            kind = element.get("Type", "").rpartition("/")[2]
            yield kind, element.get("Target", ""), element.get("Id", ""), element.get("TargetMode") == "External"

    def _take_notice(self) -> None:
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            self.notices.append(("macros", ""))
        for name in sorted(name for name in self.names if name.endswith(".rels")):
            for kind, target, _, external in self._read(name):
                if external and kind != "hyperlink":
                    what = f"{kind}: {target[:80]}"
                    self.notices.append(("external", what))
        embedded = sorted(name for name in self.names if "/embeddings/" in name and not name.endswith("/"))
        if embedded or any(kind == "aFChunk" for kind, _, _ in self.relations(self.main)):
            what = ", ".join(embedded[:3]) or "un documento"
            self.notices.append(("embedded", what))


def _rels(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
