"""The disguises a text may wear without meaning anything else: typing, line ends, Word's constructs, page furniture."""

from __future__ import annotations

import re
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from procurement_engine.drafts.model import Draft
from procurement_engine.drafts.open import read_bytes
from procurement_engine.workbench.testing.bench import Write, as_text, paragraphs

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ELISION = re.compile(r"(?<=\w)['’](?=\w)")
_TYPED_ACCENTS = str.maketrans({"à": "a'", "è": "e'", "é": "e'", "ì": "i'", "ò": "o'", "ù": "u'", "È": "E'"})
_COLUMNS, _SHORTEST = 78, 20


def _file(text: str, name: str) -> Draft:
    return read_bytes(Path(f"{name}.txt"), text.encode())


def _hyphenated(text: str, name: str) -> Draft:
    """Lines end within long words, as in old exports and OCR."""
    return _file("\n\n".join("\n".join(_broken(part)) for part in paragraphs(text)), name)


def _broken(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        room = _COLUMNS - len(line) - 1
        if len(word) <= room:
            line = f"{line} {word}".strip()
            continue
        cut = min(room - 1, len(word) - 4)
        if word.isalpha() and cut >= 4:
            yield f"{line} {word[:cut]}-"
            line = word[cut:]
        else:
            yield line
            line = word
    yield line


def _over_two_pages(text: str, name: str) -> Draft:
    """The foot of a page and the head of the next stand within the sentence."""
    width = _COLUMNS if len(text) > 3 * _COLUMNS else max(20, len(text) // 3)
    lines = [line for part in paragraphs(text) for line in ("", *textwrap.wrap(part, width))][1:]
    if len(lines) > 1 and len(lines[-1]) < _SHORTEST:  # a lone figure at the foot of a page is a page number
        lines[-2:] = [" ".join(lines[-2:])]
    half = len(lines) // 2
    head = "Unione di prova - Ufficio appalti"
    pages = (f"{head}\n\n" + "\n".join(part) + f"\n\nPag. {n} di 2" for n, part in enumerate((lines[:half], lines[half:]), 1))
    return _file("\n\f".join(pages), name)


def _word(body: str, name: str, **parts: str) -> Draft:
    """A Word file of the parts that matter, read as any other."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for part, xml in parts.items():
            package.writestr(f"word/{part}.xml", xml)
    return read_bytes(Path(f"{name}.docx"), data.getvalue())


def _run(text: str, style: str = "") -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _each(text: str, name: str, write: Callable[[str], str]) -> Draft:
    return _word("".join(f"<w:p>{write(part)}</w:p>" for part in paragraphs(text)), name)


def _split_runs(text: str, name: str) -> Draft:
    return _each(text, name, lambda part: "".join(_run(part[n : n + 9], "<w:i/>" * (n % 2)) for n in range(0, len(part), 9)))


def _paragraphs(text: str) -> str:
    return "".join(f"<w:p>{_run(part)}</w:p>" for part in paragraphs(text))


def _cell(text: str, name: str) -> Draft:
    """A row a paragraph, for a cell is read as one."""
    rows = "".join(f"<w:tr><w:tc><w:p>{_run(part)}</w:p></w:tc></w:tr>" for part in paragraphs(text))
    return _word(f"<w:tbl>{rows}</w:tbl>", name)


def _footnote(text: str, name: str) -> Draft:
    note = f'<w:footnotes {_W}><w:footnote w:id="2">{_paragraphs(text)}</w:footnote></w:footnotes>'
    body = f'<w:p>{_run("Si veda la nota")}<w:r><w:footnoteReference w:id="2"/></w:r>{_run(".")}</w:p>'
    return _word(body, name, footnotes=note)


def _inserted(text: str, name: str) -> Draft:
    return _each(text, name, _with_revisions)


def _with_revisions(text: str) -> str:
    """The middle third is a tracked insertion, and a struck sentence stands before it."""
    third = len(text) // 3
    mark = 'w:id="7" w:author="RUP" w:date="2026-02-02T08:00:00Z"'
    new = f"<w:ins {mark}>{_run(text[third : 2 * third])}</w:ins>"
    old = f"<w:del {mark}><w:r><w:delText>testo tolto</w:delText></w:r></w:del>"
    return f"{_run(text[:third])}{old}{new}{_run(text[2 * third :])}"


#: Name as the user reads it -> how the text is written.
DISGUISES: dict[str, Write] = {
    "tutto maiuscolo": lambda text, name: as_text(text.upper(), name),
    "apostrofi tipografici": lambda text, name: as_text(text.replace("'", "’"), name),
    "apostrofi mancanti": lambda text, name: as_text(_ELISION.sub(" ", text), name),
    "accenti scritti con l'apostrofo": lambda text, name: as_text(text.translate(_TYPED_ACCENTS), name),
    "spazi insecabili": lambda text, name: as_text(re.sub(r"\b(artt?\.|n\.|comma) ", "\\1\u00a0", text), name),
    "parole spezzate a fine riga": _hyphenated,
    "intestazione di pagina nella frase": _over_two_pages,
    "tratti di formato diverso": _split_runs,
    "cella di tabella": _cell,
    "nota a piè di pagina": _footnote,
    "inserimento con revisioni": _inserted,
}
