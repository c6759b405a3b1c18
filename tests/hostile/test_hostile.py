"""One file an attack: each is refused with one sentence that names it, in bounded time."""

import io
import zipfile

import pytest

from procurement_engine.drafts import read
from procurement_engine.drafts.model import NoTextError, UnreadableError

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD = f"<w:document {NS}><w:body><w:p><w:r><w:t>testo</w:t></w:r></w:p></w:body></w:document>"


def package(*parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def encrypted():
    data = bytearray(package(("word/document.xml", GOOD)))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BOMB = b"0" * 60_000_000
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + GOOD
ATTACKS = {
    "bomb in the document": (package(("word/document.xml", BOMB)), "gonfia"),
    "bomb in an unused part": (package(("word/document.xml", GOOD), ("word/media/x.bin", BOMB)), "gonfia"),
    "entities": (package(("word/document.xml", ENTITIES)), "entità"),
    "path that leaves": (package(("word/document.xml", GOOD), ("../x", "x")), "esce dal file"),
    "too many parts": (package(("word/document.xml", GOOD), *((f"x{n}", "") for n in range(2001))), "parti"),
    "old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "salvarlo come .docx"),
    "encrypted": (encrypted(), "password"),
    "truncated zip": (package(("word/document.xml", GOOD))[:60], "rovinato"),
    "truncated pdf": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "not a document": (b"\x7fELF\0\0\0\0", "non è un documento"),
    "empty": (b"", "vuoto"),
    "broken xml": (package(("word/document.xml", "<w:document")), "XML"),
    "a zip of something else": (package(("a.txt", "ciao")), "Word"),
    "too large": (b"parola " * 4_000_000, "MB"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_refused(tmp_path, attack):
    data, says = ATTACKS[attack]
    path = tmp_path / "bozza.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=says) as caught:
        read(path)
    assert "bozza.docx" in str(caught.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicate_names(tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(package(("word/document.xml", GOOD), ("word/document.xml", GOOD)))
    with pytest.raises(UnreadableError, match="stesso nome"):
        read(path)


def test_directory_and_missing_file(tmp_path):
    with pytest.raises(UnreadableError, match="cartella"):
        read(tmp_path)
    with pytest.raises(UnreadableError, match="non esiste"):
        read(tmp_path / "nulla.docx")


def test_macros_are_told_and_not_run(tmp_path):
    path = tmp_path / "x.docm"
    path.write_bytes(package(("word/document.xml", GOOD), ("word/vbaProject.bin", "x")))
    assert ("macros", "il file contiene macro: non sono state eseguite.") in read(path).notices


def test_no_text_is_not_a_pass(tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(package(("word/document.xml", f"<w:document {NS}><w:body/></w:document>")))
    with pytest.raises(NoTextError, match="OCR"):
        read(path)


def test_control_characters_and_markup_are_text(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(b"importo \x01 <script> & {{7*7}}\n")
    assert read(path).blocks[0].text == "importo <script> & {{7*7}}"
