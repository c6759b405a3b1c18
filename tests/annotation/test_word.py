"""The officer's own file comes back whole: valid, with what others wrote in it, and with ours beside."""

import zipfile
from datetime import date

import pytest
import ugly
from helpers import FACTS, WHEN, marked, ours, part_of, text_of, tree

from procurement_engine.annotation import annotate
from procurement_engine.annotation.comments import AUTHOR
from procurement_engine.checking import check
from procurement_engine.drafts import read
from procurement_engine.drafts.model import UnreadableError


def annotated(tmp_path, path, **options):
    report = check([path], facts=FACTS, as_of=date(2026, 3, 9), evaluators=("plain",))
    out = tmp_path / f"out{path.suffix}"
    told = annotate(report, out, when=WHEN, **options)
    return out.read_bytes(), report, told


@pytest.fixture
def draft(tmp_path):
    return ugly.write(tmp_path / "bozza.docx")


def test_comments_say_what_why_and_how(tmp_path, draft):
    data, _, told = annotated(tmp_path, draft)
    made = ours(data)
    first, *others = made.values()
    assert told == [f"{tmp_path / 'out.docx'}: scritto, con {len(made)} commenti."]
    assert first[0].startswith("Controllo di questa bozza: ")
    assert any("Manca nella bozza" in line for line in first)
    price = next(lines for lines in others if lines[-1] == "Regola FIX-04.")
    assert price[0].startswith("Da correggere. Al prezzo vanno più di 30 punti")
    assert "art. 108, c. 4, d.lgs. 36/2023" in price
    assert marked(tree(data), next(i for i, lines in made.items() if lines == price)) == "Offerta economica"


def test_every_finding_is_told_once_with_a_place_or_in_the_summary(tmp_path, draft):
    data, report, _ = annotated(tmp_path, draft)
    everything = "\n".join(line for lines in ours(data).values() for line in lines)
    wrong = [r.id for r in report.requirements if r.outcome == "non_compliant"]
    assert wrong
    assert all(f"egola {identifier}" in everything for identifier in wrong)


def test_the_text_is_the_same_and_so_is_every_other_part(tmp_path, draft):
    data, _, _ = annotated(tmp_path, draft)
    before, after = zipfile.ZipFile(draft), zipfile.ZipFile(tmp_path / "out.docx")
    changed = {name for name in after.namelist() if before.read(name) != after.read(name)}
    assert (changed, before.namelist()) == ({"word/document.xml", "word/comments.xml"}, after.namelist())
    assert [b.text for b in read(draft).blocks] == [b.text for b in read(tmp_path / "out.docx").blocks]
    assert text_of(tree(data)) == text_of(tree(draft.read_bytes()))


def test_what_others_wrote_is_kept_byte_for_byte(tmp_path, draft):
    data, _, _ = annotated(tmp_path, draft)
    assert ugly.OTHERS_COMMENT.encode() in part_of(data, "word/comments.xml")
    for written in (ugly.OTHERS_INSERTION, ugly.OTHERS_DELETION):
        assert written.encode() in part_of(data, "word/document.xml")
    assert marked(tree(data), "3") == "Il valore stimato è di euro 400.000,00."


def test_a_file_without_comments_gets_the_part(tmp_path):
    data, _, _ = annotated(tmp_path, ugly.write(tmp_path / "bozza.docx", comments=False))
    assert len(ours(data)) > 1
    assert b'PartName="/word/comments.xml"' in part_of(data, "[Content_Types].xml")
    assert b'Target="comments.xml"' in part_of(data, "word/_rels/document.xml.rels")


def test_strict_files_stay_strict(tmp_path):
    data, _, _ = annotated(tmp_path, ugly.write(tmp_path / "bozza.docx", comments=False, strict=True))
    assert len(ours(data)) > 1
    for part in ("word/document.xml", "word/comments.xml"):
        assert ugly.W.encode() not in part_of(data, part)
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in part_of(data, "word/_rels/document.xml.rels")


def test_macros_are_kept_and_not_run(tmp_path):
    data, _, told = annotated(tmp_path, ugly.write(tmp_path / "bozza.docm", macros=True))
    assert part_of(data, "word/vbaProject.bin").endswith(b"not run")
    assert "out.docm" in told[0]


def test_signed_files_are_told(tmp_path, draft):
    with zipfile.ZipFile(draft, "a") as package:
        package.writestr("_xmlsignatures/origin.sigs", b"")
    assert "firma valida" in annotated(tmp_path, draft)[2][1]


@pytest.mark.parametrize("kind", [{}, {"comments": False}, {"macros": True}])
def test_valid_against_the_schema(tmp_path, kind):
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit non installato: lo schema non si può controllare")
    path = ugly.write(tmp_path / ("bozza.docm" if kind.get("macros") else "bozza.docx"), **kind)
    annotated(tmp_path, path)
    before, after = (
        {error.description for error in audit.OpenXmlValidator().validate(file).errors}
        for file in (path, tmp_path / f"out{path.suffix}")
    )
    assert after <= before


def test_python_docx_reads_what_was_written(tmp_path, draft):
    import docx

    annotated(tmp_path, draft)
    comments = list(docx.Document(tmp_path / "out.docx").comments)
    assert {comment.author for comment in comments} == {"Anna Neri", AUTHOR}


def test_a_file_in_order_is_told_so(tmp_path, draft):
    report = check([draft], facts=FACTS, as_of=date(2026, 3, 9), evaluators=("plain",))
    fine = report.model_copy(
        update={"requirements": tuple(r for r in report.requirements if r.outcome == "compliant"), "questions": ()}
    )
    annotate(fine, tmp_path / "out.docx", when=WHEN)
    (lines,) = ours((tmp_path / "out.docx").read_bytes()).values()
    assert lines[0] == "Controllo di questa bozza: nulla da correggere."


def test_a_file_of_nothing_but_a_text_box_is_commented_where_it_hangs(tmp_path):
    data, _, _ = annotated(tmp_path, ugly.write(tmp_path / "bozza.docx", [ugly.p(ugly.BOX)], comments=False))
    (identifier, *_) = ours(data)
    assert "Nel riquadro il contratto è citato." in marked(tree(data), identifier)


def test_names_are_free_and_the_draft_is_never_written(tmp_path, draft):
    report = check([draft], facts=FACTS, as_of=date(2026, 3, 9), evaluators=("plain",))
    names = [annotate(report, when=WHEN)[0].partition(":")[0] for _ in range(2)]
    assert names == [str(tmp_path / "bozza-annotato.docx"), str(tmp_path / "bozza-annotato-2.docx")]
    with pytest.raises(UnreadableError, match="è la bozza stessa"):
        annotate(report, draft)
    draft.write_bytes(draft.read_bytes() + b"\0")
    with pytest.raises(UnreadableError, match="è cambiato"):
        annotate(report, tmp_path / "altro.docx")


def test_a_dossier_goes_into_a_folder_and_lists_what_is_missing_once(tmp_path, draft):
    other = ugly.write(tmp_path / "capitolato.docx", comments=False)
    types = {"bozza.docx": "disciplinare", "capitolato.docx": "capitolato"}
    report = check([other, draft], facts={**FACTS, "document_type": types}, as_of=date(2026, 3, 9), evaluators=("plain",))
    with pytest.raises(UnreadableError, match="una cartella"):
        annotate(report, draft)
    annotate(report, tmp_path / "fascicolo", when=WHEN)
    tops = {
        n: next(iter(ours((tmp_path / "fascicolo" / f"{n}-annotato.docx").read_bytes()).values())) for n in ("bozza", "capitolato")
    }
    assert "Manca nella bozza:" in tops["bozza"]
    assert "Le clausole che mancano sono elencate in bozza.docx." in tops["capitolato"]
