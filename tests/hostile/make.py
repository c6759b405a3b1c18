"""Makes the hostile files, one an attack: python tests/hostile/make.py FOLDER"""

from __future__ import annotations

import io
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD = f"<w:document {NS}><w:body><w:p><w:r><w:t>testo</w:t></w:r></w:p></w:body></w:document>"
ODT = "application/vnd.oasis.opendocument.text"
BOMB = b"0" * 60_000_000
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + GOOD
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + GOOD.replace("testo", "&a;")


def package(*parts: tuple[str, str | bytes]) -> bytes:
    """A zip of the parts, duplicates and all."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, content in parts:
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def encrypted() -> bytes:
    """A zip whose only part says it is encrypted."""
    data = bytearray(package(("word/document.xml", GOOD)))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def backtracking() -> bytes:
    """Long runs of what patterns look for: figures, blanks, negations, leaders, citations, brackets, no line end."""
    runs = ("1." * 40_000, "euro " + "a" * 50_000, "non " * 20_000, "\n" + "____" * 30_000, "\n" + "(" * 40_000 + "art. " * 20_000,
            "\n" + ". " * 40_000, "\n" + "|" * 20_000, "\n" + "-" * 40_000 + " per cento")  # fmt: skip
    return ("Importo " + " ".join(runs)).encode()


#: Attack -> (name of the file, what it holds, a word of the sentence that refuses it).
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "bomb in the document": ("a.docx", lambda: package(("word/document.xml", BOMB)), "gonfia"),
    "bomb in an unused part": ("a.docx", lambda: package(("word/document.xml", GOOD), ("word/media/x.bin", BOMB)), "gonfia"),
    "entity bomb": ("a.docx", lambda: package(("word/document.xml", ENTITIES)), "entità"),
    "external entity": ("a.docx", lambda: package(("word/document.xml", EXTERNAL)), "entità"),
    "entity bomb in odt": (
        "a.odt",
        lambda: package(("mimetype", ODT), ("META-INF/manifest.xml", "<m/>"), ("content.xml", ENTITIES)),
        "entità",
    ),
    "path that leaves": ("a.docx", lambda: package(("word/document.xml", GOOD), ("../x", "x")), "esce dal file"),
    "duplicate names": ("a.docx", lambda: package(("word/document.xml", GOOD), ("word/document.xml", GOOD)), "stesso nome"),
    "too many parts": ("a.docx", lambda: package(("word/document.xml", GOOD), *((f"x{n}", "") for n in range(2001))), "parti"),
    "old .doc": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "salvarlo come .docx"),
    "encrypted": ("a.docx", encrypted, "password"),
    "truncated zip": ("a.docx", lambda: package(("word/document.xml", GOOD))[:60], "rovinato"),
    "truncated pdf": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj", "PDF"),
    "not a document": ("a.docx", lambda: b"\x7fELF\0\0\0\0", "non è un documento"),
    "empty": ("a.docx", lambda: b"", "vuoto"),
    "broken xml": ("a.docx", lambda: package(("word/document.xml", "<w:document")), "XML"),
    "a zip of something else": ("a.docx", lambda: package(("a.txt", "ciao")), "Word"),
    "fifty megabytes of text": ("a.txt", lambda: b"parola " * 7_500_000, "MB"),
}
#: Files that are read, as what they are.
READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "macros": ("m.docm", lambda: package(("word/document.xml", GOOD), ("word/vbaProject.bin", "x"))),
    "patterns that backtrack": ("b.txt", backtracking),
    "control characters and markup": ("c.txt", lambda: b"importo \x01 <script> & {{7*7}}\n"),
    "no text": ("v.docx", lambda: package(("word/document.xml", f"<w:document {NS}><w:body/></w:document>"))),
}
#: Facts files and a word of the sentence that refuses each.
FACTS: dict[str, tuple[str, str]] = {
    "not a mapping": ("- estimated_value: 1\n", "facts"),
    "unknown key": ("estimated_valu: 10\n", "estimated_value"),
    "text for a number": ("estimated_value: tanto\n", "estimated_value"),
    "unknown choice": ("contract_nature: servizi\n", "contract_nature"),
    "impossible date": ("published_on: 2025-02-31\n", "riga 1"),
    "broken yaml": ("estimated_value: [1, 2\n", "riga 2"),
    "an alias bomb": ("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nestimated_value: [*b,*b,*b,*b]\n", "facts"),
    "an object of python": ("estimated_value: !!python/object/apply:os.system ['true']\n", "facts"),
}


def write(folder: Path) -> None:
    """All the files, in folders by attack."""
    for attack, (name, made, *_) in {**REFUSED, **READ}.items():
        place = folder / attack.replace(" ", "_")
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(made())
    for attack, (text, _) in FACTS.items():
        (folder / f"facts_{attack.replace(' ', '_')}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
