"""A requirement told in words: on the terminal, in the handbook as a page, as a Word file."""

import zipfile
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree

from procurement_engine.cli import main
from procurement_engine.rules.load import load_layers
from procurement_engine.workbench.handbook.html import render as html
from procurement_engine.workbench.handbook.pages import handbook
from procurement_engine.workbench.handbook.text import render as text
from procurement_engine.workbench.handbook.word import render as word

DAY = date(2026, 11, 26)
EVIL = "<img src=x onerror=alert(1)></script><b>\x1b[31m"
RULE = """
id: ABC-01
title: "{evil}"
summary: "{evil} come dice SOC-03"
confidence: L
to_verify: il testo vigente
status: in_force
assumptions: ["si assume che il comune abbia un regolamento"]
judged_in: [disciplinare, capitolato]
applies_when: [{{fact: contract_nature, in: [services], else: "solo i servizi"}}]
versions:
  - {{in_force_from: "2024-01-01", in_force_to: "2026-12-31", citations: [{{urn: "urn:nir:stato:legge:1991-11-08;381~art5", comma: ["1"], last_checked_on: "2026-01-01"}}], essential: [a]}}
  - {{in_force_from: "2027-01-01", citations: [{{label: "{evil}", last_checked_on: "2026-01-01"}}], essential: [a, b]}}
  - {{in_force_from: "2020-01-01", in_force_to: "2023-12-31", citations: [{{label: la vecchia, last_checked_on: "2026-01-01"}}], essential: [b]}}
elements:
  a: {{title: prima cosa, message: "Manca A: aggiungerla.", found_when: [{{does: take_on, whom: [staff, outgoing_staff], mode: duty, within: pair, about: social_clause, without: youth, not_under: winner}}]}}
  b: {{title: seconda cosa, message: "Manca B: aggiungerla.", test: {{fact: labour_share, at_least: 0.5}}}}
tests:
  - {{name: giusto, facts: {{contract_nature: services}}, as_of: "2026-01-01", text: "{evil}", expect: compliant}}
  - {{name: sbagliato, as_of: "2026-01-01", text: "Niente.", expect: {{outcome: non_compliant, missing: [a]}}}}
history: [{{on: "2026-01-02", kind: added, note: prima stesura}}]
"""


def layer(folder, evil=""):
    folder.mkdir(exist_ok=True)
    (folder / "ruleset.yaml").write_text("name: strato mio\n", encoding="utf-8")
    safe = evil.replace("\x1b", "").replace('"', '\\"') or "Il titolo"
    (folder / "ABC-01.yaml").write_text(RULE.format(evil=safe), encoding="utf-8")
    return str(folder)


def book(*names, day=DAY, lang="it", only=None):
    return handbook(load_layers(names or None), day, lang, only)


def test_one_requirement_says_all_there_is_to_say(tmp_path):
    said = " ".join(text(book("italia", layer(tmp_path / "x"), only="ABC-01")).split())
    for sentence in (
        "Testo in vigore al 26/11/2026: dal 01/01/2024 al 31/12/2026",
        "Testo che verrà: dal 01/01/2027",
        "Testo precedente: dal 01/01/2020 al 31/12/2023",
        "urn:nir:stato:legge:1991-11-08;381~art5!vig=2026-11-26",
        "natura del contratto è servizi",
        "Solo i servizi.",
        "si parla di «dare lavoro a qualcuno» (affermato come dovuto: «può» non basta)",
        "(«lavoratori in genere» oppure «chi oggi lavora nel servizio",
        "il tema, nel titolo o lì vicino, è «la clausola sociale",
        "accanto non c'è «giovani»",
        "non sotto un titolo su «chi ha vinto la gara",
        "È in regola se quota della manodopera è almeno 50%",
        "pesa come «consiglio» (sarebbe «da correggere»: finché non è firmata la confidenza bassa non va oltre «consiglio»)",
        "Manca: «prima cosa».",
        "si assume che il comune abbia un regolamento",
        "Da verificare: il testo vigente.",
        "02/01/2026: prima stesura",
        "SOC-03 (nominata nella regola)",
    ):
        assert sentence in said
    assert "found_when" not in said
    assert "take_on" not in said


def test_at_another_day_another_text_is_in_force(tmp_path):
    said = text(book("italia", layer(tmp_path / "x"), only="ABC-01", day=date(2027, 2, 1)))
    assert "Testo in vigore al 01/02/2027: dal 01/01/2027" in said
    assert "Testo precedente: dal 01/01/2024 al 31/12/2026" in said
    assert "381~art5!vig=2026-12-31" in said
    assert "non è in vigore alcun testo" in text(book(layer(tmp_path / "x"), only="ABC-01", day=date(2019, 1, 1)))


def test_what_a_layer_adds_stands_under_what_it_adds_to():
    (page,) = book(only="CCNL-17").pages
    assert [(chapter.layer, chapter.role) for chapter in page.chapters] == [("italia", "base"), ("bologna", "adds")]
    assert "Che cosa aggiunge «bologna»" in text(book(only="CCNL-17"))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_shipped_requirement_can_be_told(lang):
    made = book(lang=lang)
    assert len(made.pages) == len({page.id for page in made.pages}) > 70
    for page in made.pages:
        for chapter in page.chapters:
            assert chapter.named("right")
            assert chapter.named("wrong")
            assert chapter.texts
            assert all(element.recognised for element in chapter.elements)
    assert "{" not in text(made).replace("{{", "").replace("{%", "")


def test_unknown_ids_say_which_is_near():
    result = CliRunner().invoke(main, ["ruleset", "show", "SOC-033"])
    assert (result.exit_code, "forse SOC-03?" in result.output) == (2, True)
    assert CliRunner().invoke(main, ["ruleset", "show", "soc-03"]).exit_code == 0


def test_the_page_is_whole_links_hold_and_nothing_hostile_acts(tmp_path):
    made = html(book("italia", layer(tmp_path / "x", EVIL)))
    tree = etree.HTML(made)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert all(href.startswith(("#", "https://www.normattiva.it/")) for href in tree.xpath("//a/@href"))
    assert not tree.xpath("//img | //*[@onerror]")
    assert len(tree.xpath("//script")) == 1
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_word_file_has_headings_contents_pages_and_italian(tmp_path):
    data = word(book("italia", layer(tmp_path / "x", EVIL)))
    document = Document(BytesIO(data))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert any(heading.startswith("SOC-03 – ") for heading in headings)
    body = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert 'TOC \\o "1-2"' in body
    assert body.count("PAGEREF") == len(headings)
    assert 'w:val="it-IT"' in zipfile.ZipFile(BytesIO(data)).read("word/styles.xml").decode()
    assert "pagina " in document.sections[0].footer.paragraphs[0].text
    links = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert links
    assert all(link.startswith("https://www.normattiva.it/") for link in links)


@pytest.mark.parametrize(("output", "made"), [("x.html", "x.html"), ("x.docx", "x.docx"), ("sub/", None), (".", "manuale.html")])
def test_it_is_written_where_asked(tmp_path, monkeypatch, output, made):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["ruleset", "docs", "--ruleset", layer(tmp_path / "x"), "-o", output])
    if made is None:
        assert result.exit_code == 2
        assert "sub" in result.output
    else:
        assert result.exit_code == 0
        assert (tmp_path / made).stat().st_size > 5000
        assert "1 file di regole da firmare" in result.output
