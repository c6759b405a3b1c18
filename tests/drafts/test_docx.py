"""What a reader of a Word file sees is read, construct by construct."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement_engine.drafts import read

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(tmp_path, body, **parts):
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {NS} {MC}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
    return path


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(path, role="body"):
    return [block.text for block in read(path).blocks if block.role == role]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p>{run('punti ')}<w:ins>{run('4')}</w:ins></w:p>", "punti 4"),
        (f"<w:p>{run('resta')}<w:del><w:r><w:delText>tolto</w:delText></w:r></w:del></w:p>", "resta"),
        (f"<w:sdt><w:sdtContent><w:p>{run('nel controllo')}</w:p></w:sdtContent></w:sdt>", "nel controllo"),
        (f"<w:p><w:sdt><w:sdtContent>{run('in linea')}</w:sdtContent></w:sdt></w:p>", "in linea"),
        (f"<w:p><w:hyperlink>{run('collegamento')}</w:hyperlink></w:p>", "collegamento"),
        (f"<w:p><w:fldSimple>{run('campo')}</w:fldSimple></w:p>", "campo"),
        (f"<w:p><w:r><w:instrText>REF</w:instrText></w:r>{run('12')}</w:p>", "12"),
        (f"<w:p>{run('co')}<w:r><w:noBreakHyphen/></w:r>{run('progettazione')}</w:p>", "co-progettazione"),
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>nascosto</w:t></w:r>{run('visto da tutti')}</w:p>", "visto da tutti"),
    ],
)
def test_text_that_word_shows(tmp_path, body, expected):
    assert texts(docx(tmp_path, body)) == [expected]


def test_tables_with_nested_tables_and_controls(tmp_path):
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('dentro')}</w:p></w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc><w:p>{run('A')}</w:p></w:tc><w:sdt><w:sdtContent><w:tc><w:p>{run('B')}</w:p>{inner}</w:tc></w:sdtContent></w:sdt></w:tr>"
    blocks = read(docx(tmp_path, f"<w:tbl>{row}</w:tbl>")).blocks
    assert [block.cells for block in blocks] == [("A", "B"), ("dentro",)]


def test_text_box_once(tmp_path):
    box = f"<w:txbxContent><w:p>{run('riquadro')}</w:p></w:txbxContent>"
    body = f"<w:p>{run('testo')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    path = docx(tmp_path, body)
    assert (texts(path), texts(path, "text_box")) == (["testo"], ["riquadro"])


def test_notes_headers_and_numbering(tmp_path):
    numbering = (
        f"<w:numbering {NS}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='Art. %1'/></w:lvl></w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr></w:pPr>"
    body = f"{item}{run('Oggetto')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>{item}{run('Durata')}</w:p>"
    notes = f"<w:footnotes {NS}><w:footnote w:id='2'><w:p>{run('la nota')}</w:p></w:footnote></w:footnotes>"
    header = f"<w:hdr {NS}><w:p>{run('Comune')}</w:p></w:hdr>"
    path = docx(tmp_path, body, numbering=numbering, footnotes=notes, header1=header)
    assert [block.label for block in read(path).blocks if block.role == "body"] == ["Art. 1", "Art. 2"]
    assert (texts(path, "note"), texts(path, "furniture")) == (["la nota"], ["Comune"])


def test_revisions_are_told(tmp_path):
    assert read(docx(tmp_path, f"<w:p><w:ins>{run('x')}</w:ins></w:p>")).has_revisions


words = st.text(st.characters(categories=["Lu", "Ll", "Nd"], include_characters="àèéìòù"), min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=1, max_size=6), min_size=1, max_size=5), st.integers(1, 4))
def test_runs_cut_anywhere_read_the_same(paragraphs, step):
    import tempfile
    from pathlib import Path

    sentences = ["x " + " ".join(paragraph) for paragraph in paragraphs]
    body = "".join(f"<w:p>{''.join(run(text[at : at + step]) for at in range(0, len(text), step))}</w:p>" for text in sentences)
    with tempfile.TemporaryDirectory() as folder:
        import unicodedata

        assert texts(docx(Path(folder), body)) == [unicodedata.normalize("NFC", text) for text in sentences]
