"""PDF files with a text layer, by pypdfium2: lines by their geometry, furniture by its recurrence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from procurement_engine.drafts.model import Block, NoTextError, Source, UnreadableError
from procurement_engine.drafts.text import read_lines

_PAGES = 2000
_DIGITS = re.compile(r"\d+")


def read_pdf(path: Path, data: bytes) -> Iterator[Block]:
    """Blocks of a PDF. NoTextError for a scan."""
    pages = _page_lines(path, data)
    if sum(len(line.strip()) for lines in pages for line in lines) < 30 * max(1, min(len(pages), 3)):
        raise NoTextError(f"{path}: il PDF è una scansione senza testo; passarlo prima con un programma di riconoscimento (OCR).")
    furniture = _furniture(pages)
    for number, lines in enumerate(pages, 1):
        for line in lines:
            if _shape(line) in furniture:
                yield Block(line.strip(), role="furniture", source=Source(page=number))
    # Furniture left out, a sentence that runs over a page's end is whole again.
    body = ((line, None, number) for number, lines in enumerate(pages, 1) for line in lines if _shape(line) not in furniture)
    yield from read_lines(body, no_blank_lines=True)


def _page_lines(path: Path, data: bytes) -> list[list[str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > _PAGES:
            raise UnreadableError(f"{path}: il PDF ha più di {_PAGES} pagine; dividerlo.")
        return [_lines(document[number].get_textpage().get_text_bounded()) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        advice = "è protetto da password; toglierla" if locked else "è rovinato o incompleto; generarlo di nuovo"
        raise UnreadableError(f"{path}: il PDF {advice} e riprovare.") from error


def _lines(text: str) -> list[str]:
    # pdfium marks a hyphen at a line's end with U+FFFE or U+0002.
    return re.sub(r"[\ufffe\u0002]\r?\n?", "-\n", text).replace("\r\n", "\n").split("\n")


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _furniture(pages: list[list[str]]) -> set[str]:
    """Shapes of lines that stand at the top or bottom of at least three pages and half of them."""
    if len(pages) < 3:
        return set()
    seen: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line.strip()]
        seen.update({_shape(line) for line in (*filled[:4], *filled[-4:])})
    return {shape for shape, count in seen.items() if shape and count >= max(3, len(pages) // 2)}
