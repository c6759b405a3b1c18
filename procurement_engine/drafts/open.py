"""One door for every format, chosen by what a file holds and not by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from procurement_engine.drafts.limits import CHARACTERS, MEGA, load
from procurement_engine.drafts.model import Block, Draft, NoTextError, UnreadableError
from procurement_engine.drafts.structure import settle

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Found:
    format: str
    blocks: list[Block]
    revised: bool = False
    notices: tuple[tuple[str, str], ...] = ()


def read(path: Path | str) -> Draft:
    """Read a file. UnreadableError with one sentence for the user; NoTextError for a scan."""
    path = Path(path)
    data, digest = load(path)
    return read_bytes(path, data, digest)


def read_bytes(path: Path, data: bytes, digest: str = "") -> Draft:
    """Read what a file holds; the path only names it in messages. Errors as in `read`."""
    try:
        found = _parse(path, data)
        blocks = settle(found.blocks)
    except RecursionError as error:
        message = f"{path}: il contenuto è annidato oltre misura; copiarne il testo in un documento nuovo."
        raise UnreadableError(message) from error
    if not any(block.text.strip() for block in blocks if block.role != "furniture"):
        raise NoTextError(f"{path}: nel file non c'è testo; se è una scansione, passarla prima con un programma di OCR.")
    return Draft(str(path), found.format, digest, tuple(blocks), found.revised, found.notices)


def _parse(path: Path, data: bytes) -> _Found:
    """Each format's reader is imported only when a file needs it."""
    if data.startswith(b"PK"):
        if b"opendocument" in data[:200]:
            from procurement_engine.drafts.odt import OdtReader

            odt = OdtReader(path, data)
            return _Found("odt", odt.blocks(), odt.revised, tuple(odt.notices))
        from procurement_engine.drafts.docx import DocxReader

        docx = DocxReader(path, data)
        return _Found("docx", docx.blocks(), docx.revised, tuple(docx.notices))
    if b"%PDF-" in data[:1024]:
        from procurement_engine.drafts.pdf import PdfReader

        pdf = PdfReader(path, data)
        return _Found("pdf", pdf.blocks(), False, tuple(pdf.notices))
    _refuse_others(path, data)
    return _plain(path, data)


def _refuse_others(path: Path, data: bytes) -> None:
    """What people send instead of a document, each with the way out."""
    if data.startswith(_OLE):
        raise UnreadableError(f"{path}: {_ole(data)}")
    if data.startswith(_PICTURES):
        raise NoTextError(f"{path}: è un'immagine; passarla prima con un programma di riconoscimento del testo (OCR).")
    if data.startswith(b"{\\rtf"):
        raise UnreadableError(f"{path}: è un file RTF; aprirlo in Word e salvarlo come .docx.")
    if path.suffix.lower() == ".p7m" or data[:2] in (b"\x30\x80", b"\x30\x82", b"\x30\x83"):
        raise UnreadableError(f"{path}: è un file firmato (.p7m); estrarne il documento con il programma di firma e riprovare.")
    if b"\0" in data[:4096] and data[:2] not in _MARKS:
        raise UnreadableError(
            f"{path}: non è un documento di testo, Word, OpenDocument o PDF; indicare la bozza in uno di questi formati."
        )


def _ole(data: bytes) -> str:
    names = {name: name.encode("utf-16-le") in data for name in ("EncryptedPackage", "WordDocument", "Workbook")}
    if names["EncryptedPackage"]:
        return "il file è protetto da password; aprirlo in Word, togliere la password e salvarlo di nuovo come .docx."
    if names["Workbook"] and not names["WordDocument"]:
        return "è un foglio di calcolo Excel; copiarne il testo in un documento Word e salvarlo come .docx."
    return "è un file Word 97-2003 (.doc); aprirlo in Word e salvarlo come .docx."


def _plain(path: Path, data: bytes) -> _Found:
    from procurement_engine.drafts.text import decode, read_text

    text = decode(data)
    if len(text) > CHARACTERS:
        raise UnreadableError(f"{path}: il testo supera {CHARACTERS // MEGA} milioni di caratteri; dividerlo.")
    if _HTML.match(text[:2000]) or (path.suffix.lower() in (".html", ".htm", ".xhtml") and "<" in text):
        from procurement_engine.drafts.markup import HtmlReader

        return _Found("html", HtmlReader(path, text).blocks())
    if text.lstrip().startswith("<?xml"):
        raise UnreadableError(f"{path}: è un file XML e non un documento; salvarlo da Word come .docx o da LibreOffice come .odt.")
    if path.suffix.lower() in (".md", ".markdown"):
        from procurement_engine.drafts.markdown import read_markdown

        return _Found("md", list(read_markdown(text)))
    return _Found("txt", list(read_text(text)))
