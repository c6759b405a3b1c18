"""The door: what a file may be before any part of it is parsed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from procurement_engine.drafts.model import UnreadableError

MEGA = 1_000_000
FILE, TOTAL, PART, PARTS, RATIO = 25 * MEGA, 200 * MEGA, 50 * MEGA, 2000, 100
#: A ratio is only suspicious in a part large enough to hurt.
RATIO_FROM = 5 * MEGA


def load(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and their SHA-256; UnreadableError for what is not a file of reasonable size."""
    if path.is_dir():
        raise UnreadableError(f"{path}: è una cartella; indicare i file uno per uno.")
    if not path.exists():
        raise UnreadableError(f"{path}: il file non esiste; controllare il nome e la cartella.")
    try:
        if path.stat().st_size > FILE:
            raise UnreadableError(f"{path}: il file supera {FILE // MEGA} MB; togliere immagini e allegati, o dividerlo.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: il file non si può aprire ({error.strerror}).") from error
    if not data:
        raise UnreadableError(f"{path}: il file è vuoto.")
    return data, hashlib.sha256(data).hexdigest()


class Package:
    """A zip of XML parts, opened only if every entry is innocent."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._check(self._zip.infolist())
        except zipfile.BadZipFile as error:
            raise UnreadableError(f"{path}: il file è rovinato o incompleto; aprirlo e salvarlo di nuovo.") from error
        self.names = set(self._zip.namelist())

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > PARTS:
            raise UnreadableError(f"{self.path}: il file contiene {len(entries)} parti, troppe per un documento.")
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            raise UnreadableError(f"{self.path}: il file contiene due parti con lo stesso nome; salvarlo di nuovo da Word.")
        for entry in entries:
            name = PurePosixPath(entry.filename.replace("\\", "/"))
            if name.is_absolute() or ".." in name.parts:
                raise UnreadableError(f"{self.path}: la parte «{entry.filename}» ha un nome che esce dal file; non lo si apre.")
            if entry.flag_bits & 1:
                raise UnreadableError(f"{self.path}: il file è protetto da password; toglierla e riprovare.")
            bomb = entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1)
            if entry.file_size > PART or bomb:
                raise UnreadableError(f"{self.path}: la parte «{entry.filename}» si gonfia oltre misura; il file non è sicuro.")
        if sum(entry.file_size for entry in entries) > TOTAL:
            raise UnreadableError(f"{self.path}: il contenuto del file supera {TOTAL // MEGA} MB.")

    def read(self, name: str) -> bytes:
        """The bytes of one part, never more than PART whatever the directory of the zip claims."""
        try:
            with self._zip.open(name) as part:
                data = part.read(PART + 1)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(f"{self.path}: la parte «{name}» è rovinata; aprire il file e salvarlo di nuovo.") from error
        if len(data) > PART:
            raise UnreadableError(f"{self.path}: la parte «{name}» si gonfia oltre misura; il file non è sicuro.")
        return data

    def xml(self, name: str) -> Any:
        """The root element of an XML part. A DOCTYPE is refused: documents need none, bombs do."""
        data = self.read(name)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise UnreadableError(f"{self.path}: la parte «{name}» dichiara entità XML; non la si apre.")
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"{self.path}: la parte «{name}» non è XML valido (riga {error.lineno}).") from error
