"""One door for every format, chosen by what a file holds and not by its name."""

from __future__ import annotations

from pathlib import Path

from procurement_engine.drafts.docx import DocxReader
from procurement_engine.drafts.limits import load
from procurement_engine.drafts.markdown import read_markdown
from procurement_engine.drafts.markup import read_html
from procurement_engine.drafts.model import Block, Draft, NoTextError, UnreadableError
from procurement_engine.drafts.odt import read_odt
from procurement_engine.drafts.pdf import PdfReader
from procurement_engine.drafts.structure import settle
from procurement_engine.drafts.text import decode, read_text

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
            kind, blocks = "docx", reader.blocks()
            notices, revised = tuple(reader.notices), reader.revised
    elif data[:1024].lstrip().startswith(b"%PDF"):
        pdf = PdfReader(path, data)
        kind, blocks = "pdf", pdf.blocks()
        notices = tuple(pdf.notices)
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
    if path.suffix.lower() in (".md", ".markdown"):
        return "md", list(read_markdown(text))
    return "txt", list(read_text(text))
