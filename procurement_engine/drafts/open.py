"""One door for every format, chosen by what a file holds and not by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procurement_engine.drafts.docx import DocxReader
from procurement_engine.drafts.limits import load
from procurement_engine.drafts.markup import read_html
from procurement_engine.drafts.model import Block, Draft, NoTextError, UnreadableError
from procurement_engine.drafts.odt import read_odt
from procurement_engine.drafts.pdf import read_pdf
from procurement_engine.drafts.structure import settle
from procurement_engine.drafts.text import decode, read_lines

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A text longer than this is no tender document; reading it would only waste the user's time.
_CHARACTERS = 12_000_000


def read(path: Path) -> Draft:
    """Read a file. UnreadableError with one sentence for the user; NoTextError for a scan."""
    data, digest = load(path)
    notices: tuple[tuple[str, str], ...] = ()
    revised = False
    if data.startswith(b"PK"):
        if b"opendocument" in data[:200]:
            kind, blocks = "odt", list(read_odt(path, data))
        else:
            reader = DocxReader(path, data)
            kind, blocks = "docx", list(reader.blocks())
            notices, revised = tuple(reader.notices), reader.revised
    elif data[:1024].lstrip().startswith(b"%PDF"):
        kind, blocks = "pdf", list(read_pdf(path, data))
    else:
        kind, blocks = _plain(path, data)
    if not any(block.text.strip() for block in blocks if block.role != "furniture"):
        raise NoTextError(f"{path}: nel file non c'è testo; se è una scansione, passarla prima con un programma di OCR.")
    return Draft(str(path), kind, digest, tuple(settle(blocks)), revised, notices)


def _plain(path: Path, data: bytes) -> tuple[str, list[Block]]:
    if data.startswith(_OLE):
        raise UnreadableError(f"{path}: è un file Word 97-2003 (.doc) o protetto; aprirlo in Word e salvarlo come .docx.")
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError(f"{path}: non è un documento di testo, Word, OpenDocument o PDF.")
    text = decode(data)
    if len(text) > _CHARACTERS:
        raise UnreadableError(f"{path}: il testo supera {_CHARACTERS // 1_000_000} milioni di caratteri; dividerlo.")
    if path.suffix.lower() in (".html", ".htm") or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        return "html", list(read_html(path, text))
    markdown = path.suffix.lower() in (".md", ".markdown")
    return ("md" if markdown else "txt"), list(read_lines(_numbered(text), markdown=markdown))


def _numbered(text: str) -> Iterable[tuple[str, int, None]]:
    return ((line, number, None) for number, line in enumerate(text.splitlines(), 1))
