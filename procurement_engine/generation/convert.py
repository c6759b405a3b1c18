""".odt and .pdf through LibreOffice where it is installed; the pages of headings for the table of contents."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from procurement_engine.generation.errors import GenerationError

_TIME_LIMIT = 180
#: Tagged PDF/A-2b prepared for PDF/UA: prepared, not certified.
_PDF = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'  # noqa: E501
FORMATS = {".odt": "odt", ".pdf": _PDF}
_LEADERS = re.compile(r"\.{4,}|\x02")


def office() -> str | None:
    """The LibreOffice command, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(source: Path, target: Path) -> None:
    """Write a .docx as .odt or .pdf. GenerationError where LibreOffice is missing or fails."""
    command = office()
    if command is None:
        raise GenerationError(
            f"per scrivere un file {target.suffix} serve LibreOffice, che qui non c'è: scrivere il .docx e convertirlo altrove"
        )
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        run = subprocess.run(  # noqa: S603  (the office's own program, on a file we wrote)
            [command, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", FORMATS[target.suffix],
             "--outdir", folder, str(source)],
            capture_output=True, timeout=_TIME_LIMIT, check=False,
        )  # fmt: skip
        made = Path(folder, source.with_suffix(target.suffix).name)
        if not made.is_file():
            raise GenerationError(f"LibreOffice non ha scritto il file {target.suffix} (codice {run.returncode})")
        shutil.move(made, target)


def heading_pages(source: Path, titles: Sequence[str]) -> list[int]:
    """The page of each title, in order, as LibreOffice lays the document out; empty where that cannot be told."""
    import pypdfium2 as pdfium

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "pagine.pdf")
        try:
            convert(source, target)
        except (GenerationError, subprocess.TimeoutExpired):
            return []
        document = pdfium.PdfDocument(str(target))
        texts = [_lines(page.get_textpage().get_text_bounded()) for page in document]
        document.close()
    pages, at = [], 0
    for title in titles:
        wanted = _plain(title)
        found = next((n for n in range(at, len(texts)) if wanted in texts[n]), None)
        if found is None:
            return []
        at = found
        pages.append(found + 1)
    return pages


def _lines(text: str) -> str:
    """The text of a page without the entries of a table of contents."""
    return _plain(" ".join(line for line in text.splitlines() if not _LEADERS.search(line)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
