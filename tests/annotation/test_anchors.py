"""Comments stand on the exact words, and nothing else of the document changes."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
import ugly
from helpers import comment_on, marked, text_of, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from ugly import p, run


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("decreto legislativo 36/2023", "decreto legislativo 36/2023"),  # insertion, link, content control
        ("isto il dal", "isto il dal"),
        ("si procede alla", "si procede alla"),
        ("dura tre anni e si", "dura tre anni e si"),  # the result of a field
        ("due blanks e particolari", "due   blanks e parti\u00adcolari"),  # blanks run together, soft hyphen
        ("Offerta economica", "Offerta economica"),  # two runs in a cell
        ("Offerta economica | 35", "Offerta economica"),  # over cells: the one with most of it
        ("via Roma su due", "via Romasu due"),  # two paragraphs of a cell
        ("valore stimato", "valore stimato"),  # inside the range of another's comment
    ],
)
def test_exact_words(tmp_path, quote, words):
    data, (identifier,) = comment_on(ugly.write(tmp_path / "x.docx"), quote)
    assert marked(tree(data), identifier) == words


def test_several_on_the_same_run(tmp_path):
    quotes = [
        "personale",
        "cura e con la professionalità",
        "con cura",
        "Il personale è impiegato con cura e con la professionalità",
    ]
    data, made = comment_on(ugly.write(tmp_path / "x.docx"), *quotes)
    assert [marked(tree(data), identifier) for identifier in made] == quotes


def test_the_mark_of_a_comment_stands_outside_links_and_insertions(tmp_path):
    data, (identifier,) = comment_on(ugly.write(tmp_path / "x.docx"), "decreto legislativo")
    root = tree(data)
    w = root.tag.rpartition("}")[0] + "}"
    (reference,) = (node for node in root.iter(f"{w}commentReference") if node.get(f"{w}id") == identifier)
    assert reference.getparent().getparent().tag == f"{w}p"


def test_a_note_is_commented_where_the_text_refers_to_it(tmp_path):
    data, (identifier,) = comment_on(ugly.write(tmp_path / "x.docx"), "contratto collettivo")
    root = tree(data)
    w = root.tag.rpartition("}")[0] + "}"
    (start,) = (node for node in root.iter(f"{w}commentRangeStart") if node.get(f"{w}id") == identifier)
    assert start.getnext()[0].tag == f"{w}footnoteReference"
    marked(root, identifier)


def test_a_text_box_is_commented_from_outside(tmp_path):
    data, (identifier,) = comment_on(ugly.write(tmp_path / "x.docx"), "il contratto è citato")
    root = tree(data)
    w = root.tag.rpartition("}")[0] + "}"
    (reference,) = (node for node in root.iter(f"{w}commentReference") if node.get(f"{w}id") == identifier)
    assert not any(above.tag == f"{w}txbxContent" for above in reference.iterancestors())
    assert "riquadro" in marked(root, identifier)


word = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1, max_size=6)


WRAPPERS = {
    "plain": "{}",
    "link": '<w:hyperlink r:id="rId20">{}</w:hyperlink>',
    "inserted": f'<w:ins w:id="51" {ugly.ANNA}>{{}}</w:ins>',
    "moved": f'<w:moveTo w:id="52" {ugly.ANNA}>{{}}</w:moveTo>',
    "control": "<w:sdt><w:sdtPr><w:tag w:val='t'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "smart": '<w:smartTag w:uri="u" w:element="e">{}</w:smartTag>',
    "field": '<w:fldSimple w:instr=" REF x ">{}</w:fldSimple>',
    "deleted before": ugly.OTHERS_DELETION + "{}",
    "marked": '<w:bookmarkStart w:id="60" w:name="b"/>{}<w:bookmarkEnd w:id="60"/>',
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(word, st.lists(st.sampled_from(sorted(WRAPPERS)), max_size=3)), min_size=2, max_size=7), st.data())
def test_any_stretches_of_any_nesting(pieces, data):
    text = unicodedata.normalize("NFC", " ".join(piece for piece, _ in pieces))
    at, runs = 0, []
    for number, (piece, wrappers) in enumerate(pieces):
        end = len(text) if number == len(pieces) - 1 else min(len(text), at + len(piece) + 1)
        xml = run(text[at:end], "<w:b/>" if number % 2 else "")
        for name in wrappers:
            xml = WRAPPERS[name].format(xml)
        runs.append(xml)
        at = end
    ends = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), min_size=1, max_size=4))
    quotes = [text[a:b] for a, b in ends if a < b and text[a:b].strip() == text[a:b]]
    with tempfile.TemporaryDirectory() as folder:
        path = ugly.write(Path(folder) / "x.docx", [p(*runs)], comments=False)
        saved, made = comment_on(path, *quotes)
        assert text_of(tree(saved)) == text_of(tree(path.read_bytes()))
    assert [marked(tree(saved), identifier) for identifier in made] == quotes


@settings(max_examples=40, deadline=None)
@given(st.lists(word, min_size=3, max_size=9), st.integers(1, 5), st.data())
def test_any_stretches_of_any_runs(words, step, data):
    text = unicodedata.normalize("NFC", " ".join(words))
    looks = ["<w:b/>", "<w:i/>", ""]
    runs = [run(text[at : at + step], looks[at % 3]) for at in range(0, len(text), step)]
    ends = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), min_size=1, max_size=4))
    quotes = [text[a:b] for a, b in ends if a < b and text[a:b].strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = ugly.write(Path(folder) / "x.docx", [p(*runs)], comments=False)
        saved, made = comment_on(path, *quotes)
        assert text_of(tree(saved)) == text_of(tree(path.read_bytes()))
    assert [marked(tree(saved), identifier) for identifier in made] == quotes
