"""The door: what a file may be before any part of it is parsed."""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from procurement_engine.drafts.model import UnreadableError

MEGA = 1_000_000
FILE, TOTAL, PART, PARTS, RATIO = 25 * MEGA, 200 * MEGA, 50 * MEGA, 2000, 100
#: A ratio is only suspicious in a part large enough to hurt.
RATIO_FROM = 5 * MEGA
#: An element costs some 200 bytes of memory whatever it holds, so empty ones are counted too. A page has about 500.
TAGS = 3 * MEGA
#: A text longer than this is no tender document (the longest met has 0.6 million).
CHARACTERS = 5 * MEGA

_CHUNK = 1 << 20
#: What zipfile and the decompressors raise on damaged or forged files.
_BROKEN = (
    *(zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError),
    *(zlib.error, struct.error, lzma.LZMAError),
)


def load(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and their SHA-256; UnreadableError for what is not a file of reasonable size."""
    if path.is_dir():
        raise UnreadableError(f"{path}: è una cartella; indicare i file uno per uno.")
    if not path.exists():
        raise UnreadableError(f"{path}: il file non esiste; controllare il nome e la cartella.")
    if not path.is_file():
        raise UnreadableError(f"{path}: non è un file; indicare un documento.")
    try:
        with path.open("rb") as file:
            data = file.read(FILE + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: il file non si può aprire ({error.strerror}); controllare i permessi.") from error
    if len(data) > FILE:
        raise UnreadableError(f"{path}: il file supera {FILE // MEGA} MB; togliere immagini e allegati, o dividerlo.")
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError(f"{path}: il file è vuoto; controllare che il salvataggio o lo scaricamento sia riuscito.")
    return data, hashlib.sha256(data).hexdigest()


class Package:
    """A zip of XML parts, opened only if every entry is innocent."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise UnreadableError(f"{path}: il file è rovinato o incompleto; aprirlo e salvarlo di nuovo.") from error
        self._check(self._zip.infolist())
        self.names = set(self._zip.namelist())
        self._inflated = 0

    def _refuse(self, why: str) -> UnreadableError:
        return UnreadableError(f"{self.path}: {why}")

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > PARTS:
            raise self._refuse(f"il file contiene {len(entries)} parti, troppe per un documento; salvarlo di nuovo da Word.")
        if len({entry.filename.lower() for entry in entries}) != len(entries):
            raise self._refuse("il file contiene due parti con lo stesso nome; salvarlo di nuovo da Word.")
        for entry in entries:
            name = PurePosixPath(entry.filename.replace("\\", "/"))
            if name.is_absolute() or ".." in name.parts or ":" in entry.filename:
                raise self._refuse(f"la parte «{entry.filename}» ha un nome che esce dal file; salvarlo di nuovo da Word.")
            if entry.flag_bits & 1:
                raise self._refuse("il file è protetto da password; toglierla e riprovare.")
            if entry.file_size > PART or _swollen(entry.file_size, entry.compress_size):
                raise self._bomb(entry.filename)
        if sum(entry.file_size for entry in entries) > TOTAL:
            raise self._refuse(f"il contenuto del file supera {TOTAL // MEGA} MB; togliere immagini e allegati, o dividerlo.")

    def _bomb(self, name: str) -> UnreadableError:
        return self._refuse(f"la parte «{name}» si gonfia oltre misura e il file non è sicuro; salvarlo di nuovo da Word.")

    def read(self, name: str) -> bytes:
        """The bytes of one part, counted while they come, whatever the directory of the zip claims."""
        chunks: list[bytes] = []
        size = 0
        try:
            packed = self._zip.getinfo(name).compress_size
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    self._inflated += len(chunk)
                    if size > PART or self._inflated > TOTAL or _swollen(size, packed):
                        raise self._bomb(name)
        except _BROKEN as error:
            raise self._refuse(f"la parte «{name}» è rovinata; aprire il file e salvarlo di nuovo.") from error
        return b"".join(chunks)

    def xml(self, name: str, data: bytes | None = None) -> Any:
        """The root element of an XML part. A DOCTYPE is refused: documents need none, bombs do."""
        data = self.read(name) if data is None else data
        if data.count(b"<") > TAGS:
            raise self._refuse(f"la parte «{name}» ha troppi elementi per un documento; dividerlo.")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._entities(name)
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise self._refuse(f"la parte «{name}» non è XML valido (riga {line}); aprire il file e salvarlo di nuovo.") from error
        if root.getroottree().docinfo.doctype:  # in another encoding the bytes above do not show it
            raise self._entities(name)
        return root

    def _entities(self, name: str) -> UnreadableError:
        return self._refuse(f"la parte «{name}» dichiara entità XML, che un documento non usa; salvarlo di nuovo da Word.")


def _swollen(size: int, packed: int) -> bool:
    return size > RATIO_FROM and size > RATIO * max(packed, 1)
