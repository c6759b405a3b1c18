"""A Word file opened to be marked: its main document changes in place, parts may be added, the rest stays byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from procurement_engine.annotation.zip_copy import zip_copy
from procurement_engine.drafts.docx import DocxReader, element_at, path_to
from procurement_engine.drafts.trace import Place, places_of

_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_RELATIONSHIPS = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


class WordFile:
    """What may be changed of a file is `main` (the tree of its main document) and whole parts, by `put` and `add_part`."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._reader = DocxReader(path, data, traced=True)  # holds every limit of the door
        self.blocks = self._reader.blocks()
        self.package = self._reader.package
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._changed: dict[str, bytes] = {}
        self.main = _parse(self._zip.read(self.package.main))
        #: The namespace of the dialect (transitional or strict) this file is written in, ready to stand before a name.
        self.w = f"{{{etree.QName(self.main).namespace}}}"

    def places(self, block: int) -> list[Place | None]:
        """For each character of a block its node and offset, as the reader's own tree has them."""
        return places_of(self.blocks[block].text)

    def here(self, node: Any) -> Any | None:
        """The same node in `main`; None for a node of another part."""
        if not node.getroottree().getroot().tag.endswith("}document"):
            return None
        return element_at(self.main, path_to(node))

    def read(self, part: str) -> bytes:
        """The bytes of a part, as last put."""
        return self._changed.get(part) or self._zip.read(part)

    def put(self, part: str, data: bytes) -> None:
        """Replace the bytes of a part."""
        self._changed[part] = data

    def add_part(self, part: str, data: bytes, kind: str, content_type: str) -> None:
        """A new part that the main document is related to by `kind` (`comments`)."""
        override = f'<Override xmlns="{_PACKAGE}content-types" PartName="/{part}" ContentType="{content_type}"/>'
        folder, name = posixpath.split(self.package.main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.package.names:
            self.put(relations, f'<Relationships xmlns="{_PACKAGE}relationships"/>'.encode())
        taken = {node.get("Id") for node in _parse(self.read(relations))}
        identifier = next(f"rIdPe{number}" for number in range(1, len(taken) + 2) if f"rIdPe{number}" not in taken)
        kind = f"{_RELATIONSHIPS['purl.oclc.org' in self.w]}/{kind}"
        target = quoteattr(posixpath.relpath(part, folder or "."))
        relation = f'<Relationship xmlns="{_PACKAGE}relationships" Id="{identifier}" Type="{kind}" Target={target}/>'
        self.put(part, data)
        self.put(_TYPES, before_end(self.read(_TYPES), override))
        self.put(relations, before_end(self.read(relations), relation))

    def new_identifier(self) -> str:
        """A number that no comment, revision or bookmark of the file bears."""
        return str(next(self._identifiers))

    @cached_property
    def _identifiers(self) -> Iterator[int]:
        names = [name for name in self.package.names if name.startswith("word/") and name.endswith(".xml")]
        nodes = (node for name in names for node in _parse(self._zip.read(name)).iter() if isinstance(node.tag, str))
        used = {value for node in nodes for key, value in node.attrib.items() if key.endswith("}id")}
        return (number for number in range(1, 10**9) if str(number) not in used)

    def save(self) -> bytes:
        """The whole file."""
        tree = self.main.getroottree()
        self.put(self.package.main, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
        return zip_copy(self._zip, self._changed)


def before_end(data: bytes, xml: str) -> bytes:
    """Put an element, which declares its own namespace, before the end of the root; no other byte changes."""
    end = data.rfind(b"</")
    if end > 0 and b"\0" not in data[:100]:
        return data[:end] + xml.encode() + data[end:]
    root = _parse(data)  # an empty root, or an encoding of wide characters
    root.append(etree.fromstring(xml))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _parse(data: bytes) -> Any:
    """Comments and processing instructions stay: nothing of the user's is to be lost."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
