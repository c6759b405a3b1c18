"""OpenDocument texts get comments too; other formats a list of the findings with the words they are about."""

import zipfile
from datetime import date

import docx
from helpers import FACTS, WHEN, evidence, part_of, tree
from lxml import etree

from procurement_engine.annotation import annotate
from procurement_engine.annotation.comments import Line
from procurement_engine.annotation.notes import Note
from procurement_engine.annotation.odt import OdtDraft
from procurement_engine.checking import check
from procurement_engine.drafts import read

OFFICE, TEXT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OTHERS = '<office:annotation office:name="a1"><text:p>Commento di Anna.</text:p></office:annotation>'
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="{TABLE}" office:version="1.2">
<office:body><office:text><text:h text:outline-level="1">Disciplinare</text:h>
<text:p>Il subappalto è <text:span>ammesso <text:s text:c="2"/>ai sensi</text:span> dell'art. 105 del d.lgs. 50/2016{OTHERS}, nel resto si va.</text:p>
<text:p>Si veda<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>La nota cita il contratto.</text:p></text:note-body></text:note> la nota.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Offerta economica</text:p></table:table-cell><table:table-cell><text:p>35</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


class Blocks:
    def __init__(self, path):
        self.blocks = read(path).blocks


def odt(tmp_path):
    path = tmp_path / "bozza.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", CONTENT)
    return path


def marked(root, name):
    """The text from an annotation to its end."""
    inside, text = False, ""
    for event, node in etree.iterwalk(root, events=("start", "end"), tag=None):
        ours = node.get(f"{{{OFFICE}}}name") == name
        comment = any(above.tag == f"{{{OFFICE}}}annotation" for above in [node, *node.iterancestors()])
        if event == "start":
            inside &= not (ours and node.tag.endswith("annotation-end"))
            text += (node.text or "") if inside and not comment else ""
        else:
            inside |= ours and node.tag == f"{{{OFFICE}}}annotation"
            text += (node.tail or "") if inside and (not comment or node.tag == f"{{{OFFICE}}}annotation") else ""
    return text


def test_comments_on_the_exact_words(tmp_path):
    path = odt(tmp_path)
    quotes = ["ammesso ai", "subappalto è ammesso", "dell'art. 105 del d.lgs. 50/2016, nel", "nel resto", "Offerta economica | 35"]
    notes = [Note(None, evidence(Blocks(path), quote), (Line(quote),)) for quote in quotes]
    data = OdtDraft(path, path.read_bytes(), WHEN, "it").write([Line("in cima")], notes)
    found = [marked(tree(data, "content.xml"), f"procurement_engine_{n}") for n in range(1, len(quotes) + 1)]
    assert found == ["ammesso ai", "subappalto è ammesso", quotes[2], "nel resto", "Offerta economica"]
    assert OTHERS.encode() in part_of(data, "content.xml")
    (tmp_path / "out.odt").write_bytes(data)
    assert [b.text for b in read(tmp_path / "out.odt").blocks] == [b.text for b in read(path).blocks]
    assert zipfile.ZipFile(tmp_path / "out.odt").infolist()[0].compress_type == zipfile.ZIP_STORED


def test_a_note_is_commented_where_the_text_refers_to_it(tmp_path):
    path = odt(tmp_path)
    note = Note(None, evidence(Blocks(path), "il contratto"), (Line("nota"),))
    root = tree(OdtDraft(path, path.read_bytes(), WHEN, "it").write([Line("in cima")], [note]), "content.xml")
    (comment,) = (node for node in root.iter(f"{{{OFFICE}}}annotation") if node.get(f"{{{OFFICE}}}name") == "procurement_engine_1")
    assert comment.getprevious().tag == f"{{{TEXT}}}note"


def test_an_odt_comes_back_as_an_odt(tmp_path):
    report = check([odt(tmp_path)], facts=FACTS, as_of=date(2026, 3, 9), evaluators=("plain",))
    told = annotate(report, when=WHEN, recheck=lambda _: report)
    assert (tmp_path / "bozza-annotato.odt").exists()
    assert "solo nei file Word" in told[1]


def test_a_text_gets_a_list_with_its_words_and_lines(tmp_path):
    path = tmp_path / "bozza.txt"
    path.write_text(
        "Disciplinare di gara\n\nIl subappalto è ammesso ai sensi dell'art. 105 del d.lgs. 50/2016.\n", encoding="utf-8"
    )
    (told,) = annotate(check([path], facts=FACTS, as_of=date(2026, 3, 9), evaluators=("plain",)), when=WHEN)
    assert "TXT" in told
    paragraphs = [p.text for p in docx.Document(tmp_path / "bozza-rilievi.docx").paragraphs]
    assert paragraphs[0] == "Rilievi su bozza.txt"
    assert "riga 3, Disciplinare di gara: «Il subappalto è ammesso ai sensi dell'art. 105 del d.lgs. 50/2016.»" in paragraphs
    assert not any("--propose" in text for text in paragraphs)
