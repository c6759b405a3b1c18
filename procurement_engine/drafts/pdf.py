"""PDF files with a text layer: words by pdfium, lines, tables and paragraphs by their places on the page.

pdfium runs in this process: it is the reader inside Chromium, hardened and fuzzed against hostile files, it neither runs
scripts nor follows links here, and a child process would cost more than the reading. What is bounded is what it is given:
the size of the file, the pages, the characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from procurement_engine.drafts.furniture import furniture
from procurement_engine.drafts.limits import CHARACTERS
from procurement_engine.drafts.lines import Joiner
from procurement_engine.drafts.model import Block, NoTextError, Source, UnreadableError
from procurement_engine.drafts.pdf_blocks import Assembler

if TYPE_CHECKING:
    from procurement_engine.drafts.pdf_lines import Line
    from procurement_engine.drafts.pdf_tables import Table
    from procurement_engine.drafts.pdf_words import Page

_PAGES = 2000
#: A page with fewer characters and a picture is a scan; a file of such pages has nothing to check.
_SCANNED = 40


class PdfReader:
    """Reads one file. `notices` are known after `blocks()`."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path, self._data = path, data
        self.notices: list[tuple[str, str]] = []
        self._scanned: list[int] = []

    def blocks(self) -> list[Block]:
        """Blocks in reading order. NoTextError for a scan."""
        pages = list(self._pages())
        self._refuse_scans(pages)
        marked = furniture([[line.text for line in lines] for lines, _, _ in pages])
        texts = [line.text for lines, _, _ in pages for line in lines]
        assembler = Assembler(Joiner(texts), _leading([lines for lines, _, _ in pages]))
        for number, ((lines, tables, stamps), aside) in enumerate(zip(pages, marked, strict=True), 1):
            kept = [line for at, line in enumerate(lines) if at not in aside]
            around = [lines[at].text for at in sorted(aside)] + stamps
            assembler.page(kept, tables, [Block(text, role="furniture", source=Source(page=number)) for text in around])
        return assembler.finish()

    def _pages(self) -> Iterator[tuple[list[Line], list[Table], list[str]]]:
        import pypdfium2

        from procurement_engine.drafts.pdf_words import Page

        try:
            document = pypdfium2.PdfDocument(self._data)
            if len(document) > _PAGES:
                raise UnreadableError(f"{self._path}: il PDF ha più di {_PAGES} pagine; dividerlo.")
            total = 0
            for number in range(len(document)):
                page = Page(document[number])
                total += page.characters
                if total > CHARACTERS:
                    raise UnreadableError(
                        f"{self._path}: il testo supera {CHARACTERS // 1_000_000} milioni di caratteri; dividerlo."
                    )
                if page.characters < _SCANNED and page.has_image():
                    self._scanned.append(number + 1)
                yield _read_page(page, number + 1)
                page.close()
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            advice = "è protetto da password; toglierla" if locked else "è rovinato o incompleto; generarlo di nuovo"
            raise UnreadableError(f"{self._path}: il PDF {advice} e riprovare.") from error

    def _refuse_scans(self, pages: list[tuple[list[Line], list[Table], list[str]]]) -> None:
        text = "".join(line.text for lines, tables, _ in pages for line in lines) + "".join(
            word.text for _, tables, _ in pages for table in tables for row in table.rows for cell in row for word in cell or ()
        )
        letters = sum(ch.isalnum() for ch in text[:20_000])
        if len(text) < 30 * max(1, min(len(pages), 3)) or len(self._scanned) > 0.9 * len(pages):
            raise NoTextError(
                f"{self._path}: il PDF è una scansione senza testo; passarlo prima con un programma di riconoscimento (OCR)."
            )
        if letters < 0.3 * len(text[:20_000]):
            raise NoTextError(f"{self._path}: il testo del PDF è illeggibile (caratteri senza codifica); passarlo con un OCR.")
        if self._scanned:
            which = ", ".join(map(str, self._scanned[:10])) + (" …" if len(self._scanned) > 10 else "")
            self.notices.append(("scanned_pages", which))


def _read_page(page: Page, number: int) -> tuple[list[Line], list[Table], list[str]]:
    """Lines, tables and upright stamps of a page."""
    from procurement_engine.drafts.pdf_lines import lines_of
    from procurement_engine.drafts.pdf_tables import find_tables

    words = list(page.words())
    across, down = page.rules() if words else ([], [])
    upright = [word for word in words if word.upright]
    turned = " ".join(word.text for word in words if not word.upright)
    tables, rest = find_tables(across, down, upright)
    lines = lines_of(rest)
    for line in lines:
        line.page = number
        line.bold = all(page.is_bold(line.words[at]) for at in (0, len(line.words) // 2, -1))
    return lines, tables, [turned] if turned else []


def _leading(pages: list[list[Line]]) -> float:
    """The usual distance from line to line, in letter heights."""
    gaps = [
        (before.middle - line.middle) / line.size
        for lines in pages
        for before, line in pairwise(lines)
        if 0.8 < (before.middle - line.middle) / line.size < 2.2
    ]
    return median(gaps) if gaps else 1.2
