"""The disciplinare, read back: whole, in the order of the usual model, in Italian Word."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from procurement_engine.data import data_path
from procurement_engine.drafts import read
from procurement_engine.drafts.model import Draft
from procurement_engine.generation import RefusedError, Tender, generate
from procurement_engine.generation.convert import convert, heading_pages
from procurement_engine.generation.errors import GenerationError
from procurement_engine.generation.generate import titles
from procurement_engine.inputs import build

from .tenders import SIGNS, starter

NAME = "disciplinare_prezzo_fisso"
#: Section headings of the usual model, in order (requirements, 8.2).
HEADINGS = [
    "Premesse", "Piattaforma di approvvigionamento digitale", "Documentazione di gara, chiarimenti e comunicazioni",
    "Oggetto dell'appalto, importo e suddivisione in lotti", "Soggetti ammessi", "Requisiti di ordine generale",
    "Requisiti di ordine speciale", "Avvalimento", "Subappalto", "Requisiti di partecipazione e condizioni di esecuzione",
    "Garanzia provvisoria", "Sopralluogo", "Pagamento del contributo", "Modalità di presentazione dell'offerta", "Soccorso istruttorio",
    "Domanda di partecipazione", "Offerta tecnica", "Dichiarazione economica", "Criterio di aggiudicazione", "Commissione giudicatrice",
    "Svolgimento delle operazioni", "Verifica della documentazione", "Valutazione delle offerte", "Verifica di anomalia",
    "Aggiudicazione e stipula", "Obblighi di tracciabilità", "Codice di comportamento", "Accesso agli atti",
    "Definizione delle controversie", "Trattamento dei dati personali",
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("disciplinare") / "d.docx"
    generate(NAME, starter()).save(str(path))
    return path


@pytest.fixture(scope="module")
def draft(made: Path) -> Draft:
    return read(made)


def test_every_heading_of_the_usual_model_has_operative_text(draft: Draft) -> None:
    sections: dict[str, list[str]] = {}
    for block in draft.blocks:
        if block.role == "toc":
            continue
        if block.kind == "heading" and block.level == 2:
            sections[block.text] = []
        elif sections:
            sections[list(sections)[-1]].append(block.text)
    shown = list(sections)
    found = [next(title for title in shown if title.startswith(wanted)) for wanted in HEADINGS]
    assert found == shown
    for title, texts in sections.items():
        words = " ".join(texts).split()
        assert len(words) >= 25, title
        assert not re.search(r"_{3,}|\.\.\.|\bTODO\b|\[.*?\]|omissis", " ".join(texts), re.IGNORECASE), title


def test_articles_are_numbered_as_in_the_model(made: Path) -> None:
    shown = titles(NAME, build(Tender, starter()))
    assert shown[0] == "Premesse"
    assert "9 Requisiti di partecipazione e condizioni di esecuzione" in shown
    assert "18.1 Criteri di valutazione dell'offerta tecnica" in shown
    assert shown[-1] == "29 Trattamento dei dati personali"


def xml(path: Path, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(part))


def test_word_knows_headings_lists_tables_references_and_language(made: Path) -> None:
    body = xml(made)
    tables = list(body.iter(qn("w:tbl")))
    assert tables
    assert all(table.find(f".//{qn('w:tblHeader')}") is not None for table in tables)
    fields = " ".join(text.text or "" for text in body.iter(qn("w:instrText")))
    assert "TOC" in fields
    assert "PAGEREF" in fields
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert set(re.findall(r"(?:REF|PAGEREF) (\S+)", fields)) <= marks
    assert len({mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))}) == len(list(body.iter(qn("w:bookmarkStart"))))
    begun = [c.get(qn("w:fldCharType")) for c in body.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")
    document = Document(str(made))
    assert document.core_properties.language == "it-IT"
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"
    assert {lang.get(qn("w:val")) for lang in xml(made, "word/styles.xml").iter(qn("w:lang"))} == {"it-IT"}


def test_references_show_the_number_word_gives(made: Path) -> None:
    text = " ".join(p.text for p in Document(str(made)).paragraphs)
    assert "i criteri e i sub-criteri dell'articolo 18.1" in text
    assert "progetto di assorbimento dell'articolo 9.1" in text


def test_each_list_starts_again(made: Path) -> None:
    numbering = xml(made, "word/numbering.xml")
    overrides = list(numbering.iter(qn("w:startOverride")))
    assert len(overrides) >= 4


@pytest.mark.parametrize("sign", [*SIGNS[1:], "riga\nriga", "<script>", "\\n", "a" * 10_000, "| a | b |", "# x", "1. x", "</w:t>"])
def test_values_come_out_as_typed(sign: str, tmp_path: Path) -> None:
    """In a paragraph, in a cell, in a list and in bold."""
    data = starter(title=f"Servizio{sign}", activities=[f"attività{sign}", "altro"])
    data["criteria"][0]["title"] = f"Criterio{sign}"
    path = tmp_path / "d.docx"
    generate(NAME, data).save(str(path))
    document = Document(str(path))
    wanted = sign.strip()
    assert any(f"Servizio{sign}".strip() in p.text for p in document.paragraphs)
    assert any(wanted in p.text and p.text.startswith("attività") for p in document.paragraphs)
    assert any(wanted in cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert any(wanted in run.text and run.bold for p in document.paragraphs for run in p.runs)


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    generate(NAME, starter(title="a\x00b\x0bc\ufffed")).save(str(tmp_path / "d.docx"))
    assert any("abcd" in p.text for p in Document(str(tmp_path / "d.docx")).paragraphs)


def test_what_the_law_forbids_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"FIX-02.*alta intensità.*award: quality_price"):
        generate(NAME, starter(award="lowest_price"))
    with pytest.raises(RefusedError, match=r"FIX-05.*mancano 74\.400,00 euro"):
        generate(NAME, starter(fees=1_400_000))
    with pytest.raises(RefusedError, match=r"FIX-08: La soglia di 101 punti supera i 100"):
        generate(NAME, starter(threshold=101))
    old = {"published_on": date(2024, 12, 30), "questions": date(2025, 1, 10), "answers": date(2025, 1, 15)}
    with pytest.raises(RefusedError, match=r"REF-01.*30/12/2024.*31 dicembre 2024"):
        generate(NAME, starter(dates={**starter()["dates"], **old}))
    no_gender = starter()
    no_gender["criteria"][-1]["subject"] = ""
    with pytest.raises(RefusedError, match="SOC-08"):
        generate(NAME, no_gender)


def test_a_draft_is_written_all_the_same_and_marked() -> None:
    document = generate(NAME, starter(fees=1_400_000), draft=True)
    marked = [p for p in document.paragraphs if "NON PUBBLICABILE" in p.text]
    assert len(marked) == 1
    assert "FIX-05" in marked[0].text


def test_price_above_thirty_is_refused() -> None:
    data = starter(award="quality_price", price_points=31, threshold=40)
    data["criteria"] = [{**data["criteria"][0], "points": 65}, data["criteria"][-1]]
    data["tie_break"] = []
    with pytest.raises(RefusedError, match=r"FIX-04: Al prezzo vanno 31 punti: il tetto è 30"):
        generate("disciplinare_qualita_prezzo", data)


WRONG = [
    ("points", {"price_points": 3}, "sommano a 103 e non a 100"),
    ("dates", {"dates": {**starter()["dates"], "answers": "2026-05-01"}}, "prima di risposte ai chiarimenti"),
    ("weights", {"price_indices": [{"name": "x", "weight": 0.5}]}, "sommano a 0,5 e non a 1"),
    ("outgoing or reason", {"first_award_reason": "è il primo"}, "non entrambi"),
    ("no hours", {"staff": []}, "mancano le ore"),
    ("agreement without table", {"ccnl": {"name": "Altro", "cnel": "K511"}}, "K511 non è fra le tabelle"),
    ("level", {"staff": [{"level": "Z", "hours": 1}]}, "il livello «Z» non è nella tabella"),
    ("tie", {"tie_break": ["Q"]}, "«Q» non è un criterio"),
    ("insertion", {"insertion": None}, "il minimo \\(insertion\\) manca"),
    ("threshold", {"threshold": 80}, "threshold_reason"),
    ("guarantee", {"provisional_guarantee": False}, "la garanzia provvisoria è dovuta"),
]


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_does_not_add_up_is_said(change: dict, words: str) -> None:
    with pytest.raises(GenerationError, match=words):
        generate(NAME, starter(**change))


def test_an_office_uses_its_own_style(tmp_path: Path) -> None:
    style = tmp_path / "carta.docx"
    own = Document(str(data_path("tender_templates", "stile.docx")))
    own.sections[0].header.paragraphs[0].text = "Carta intestata"
    own.add_paragraph("da buttare")
    own.save(str(style))
    document = generate(NAME, starter(), style=style)
    assert document.sections[0].header.paragraphs[0].text == "Carta intestata"
    assert not any("da buttare" in p.text for p in document.paragraphs)
    Document().save(str(style))
    with pytest.raises(GenerationError, match="mancano gli stili"):
        generate(NAME, starter(), style=style)


def test_without_libreoffice_it_says_so(monkeypatch: pytest.MonkeyPatch, made: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(GenerationError, match="serve LibreOffice"):
        convert(made, tmp_path / "d.pdf")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice non c'è")
def test_libreoffice_tells_the_pages(made: Path) -> None:
    pages = heading_pages(made, titles(NAME, build(Tender, starter())))
    assert pages == sorted(pages)
    assert pages[-1] > 10
