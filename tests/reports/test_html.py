"""The page is whole in itself, says first things first, and nothing hostile in it acts."""

import re
import sys
from pathlib import Path

import pytest
from lxml import html as lxml_html

sys.path.insert(0, str(Path(__file__).parent))
from hostile import EVIL, hostile_report
from sample import ASKED, LOTS, OLD, QUOTE, element, report, requirement

from procurement_engine.report import Change, Changes, Waiver
from procurement_engine.reports.html import render


def page(*requirements, **changes):
    return lxml_html.fromstring(render(report(*requirements, **changes)))


def text(node):
    return " ".join(" ".join(node.itertext()).split())


def test_nothing_is_fetched_and_no_script_is_needed_to_read():
    source = render(report(requirement()))
    tree = lxml_html.fromstring(source)
    assert tree.xpath("//link | //img | //iframe | //script[@src] | //*[@style] | //*[starts-with(name(@*), 'on')]") == []
    assert not re.search(r"url\(|@import", source)
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert tree.xpath("//button") == []  # the script adds them
    assert source.startswith("<!doctype html>")


def test_first_comes_what_to_do_and_law_stands_apart_from_policies():
    tree = page(
        requirement(id="IMP-01", title="Impatto", basis="policy"),
        requirement(id="SOC-03", title="Clausola"),
        requirement(id="CCNL-05", title="Altro contratto", outcome="undetermined"),
    )
    assert [text(h) for h in tree.xpath("//h2")][:5] == [
        "Che cosa fare per prima cosa", "In breve", "Chiesto dalla legge",
        "Chiesto dalle politiche del piano (Piano per l'economia sociale)", "Da chiarire",
    ]  # fmt: skip
    first = [text(item) for item in tree.xpath("//section[@id='first']/ol/li")]
    assert [("Clausola" in first[0]), ("Impatto" in first[1]), len(first)] == [True, True, 2]
    for anchor in tree.xpath("//section[@id='first']//a/@href"):
        assert len(tree.xpath(f"//*[@id='{anchor[1:]}']")) == 1


def test_counts_by_outcome_topic_and_weight():
    tree = page(requirement(), requirement(id="SOC-04", severity="advice"), requirement(id="CCNL-01", outcome="compliant"))
    assert [text(tile) for tile in tree.xpath("//ul[@class='tiles']/li")][:3] == [
        "2 non trovati o difettosi",
        "0 dubbi",
        "1 trovati",
    ]
    rows = {text(row[0]): [text(cell) for cell in row[1:]] for row in tree.xpath("//section[@id='counts']//tbody/tr")}
    assert rows["Clausole sociali e pari opportunità"] == ["1", "–", "1", "–", "–"]
    assert rows["Contratto collettivo e costo del lavoro"] == ["–", "–", "–", "–", "1"]


def test_a_finding_has_quote_in_context_law_in_force_and_a_clause_to_copy():
    quote = QUOTE.model_copy(update={"before": "Chi subentra ", "after": " del gestore.", "page": 4})
    found = element(title="priorità", state="found", evidence=(quote,), near_misses=())
    tree = page(requirement(elements=(element(near_misses=()), found), explanation="Lo chiede la legge."))
    card = tree.xpath("//article")[0]
    assert (
        text(card.xpath(".//blockquote")[0])
        == "…Chi subentra assume tutto l'organico del gestore.… Art. 9 Personale, pag. 4, disciplinare.docx"
    )
    assert text(card.xpath(".//mark")[0]) == QUOTE.quote
    assert [text(item)[:40] for item in card.xpath(".//ul[@class='elements']/li")] == [
        "Non c'è : riserva di organizzazione.", "C'è : priorità. …Chi subentra assume tut",
    ]  # fmt: skip
    assert card.xpath(".//a/@href") == ["https://www.normattiva.it/x"]
    assert "testo in vigore il 09/03/2026" in text(card)
    assert text(card.xpath(".//pre[@data-clause]")[0]) == "L'aggiudicatario assume con priorità."
    assert "Lo chiede la legge." in text(card.xpath(".//details")[0])


def test_absence_says_so_and_waivers_questions_facts_and_what_was_not_checked_are_told():
    missing = requirement(evidence=())
    waived = requirement(
        id="SOC-04", outcome="waived", waiver=Waiver(justification="Delibera.", approved_by="la Giunta", act="n. 3")
    )
    aside = requirement(id="COP-06", title="Avviso", outcome="not_applicable", not_checked=True)
    tree = page(missing, waived, aside, questions=(ASKED,), warnings=(OLD,))
    said = text(tree)
    assert "Non c'è : riserva di organizzazione. Ciò che ne è più vicino: il personale è stimato" in said
    assert "Delibera." in text(tree.xpath("//article[contains(@class, 'waived')]")[0])
    assert "C'è un gestore uscente?" in text(tree.xpath("//section[@id='questions']")[0])
    assert "Avviso" in text(tree.xpath("//section[@id='not']")[0])
    assert "84% ricavato" in text(tree.xpath("//section[@id='facts']//tbody/tr[1]")[0])
    assert text(tree.xpath("//header/p[@class='notice']")[0]) == OLD.message


def test_changes_are_told():
    change = {"id": "SOC-03", "title": "Clausola", "before": "non_compliant", "reason": "Manca la riserva."}
    seen = Changes(
        against=("prima.json",),
        other_rules=True,
        resolved=(Change(**change, now="compliant"),),
        still_open=(Change(**change, now="non_compliant", mended=("priorità",)),),
    )
    said = text(page(requirement(), changes=seen).xpath("//section[@id='changes']")[0])
    assert "Rispetto a prima.json" in said
    assert "Risolti (1) SOC-03 Clausola – ora: trovato" in said
    assert "Ancora aperti (1) SOC-03 Clausola. Manca la riserva. sistemato: priorità" in said
    assert "alcune differenze possono venire da lì" in said


def test_lots_that_share_a_finding_share_a_card():
    tree = page(requirement(), requirement(lot="1"), requirement(lot="2"), lots=LOTS)
    assert len(tree.xpath("//article")) == 1
    assert "(lotti 1, 2)" in text(tree.xpath("//article//h3")[0])


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_hostile_acts(evil):
    source = render(hostile_report(evil))
    tree = lxml_html.fromstring(source)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//img | //svg | //@onload | //@onerror") == []
    assert {href.split("#")[0].split("/")[2] if "//" in href else "" for href in tree.xpath("//@href")} <= {"", "www.normattiva.it"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", source)
    source.encode()


def test_it_is_english_when_asked():
    said = text(page(requirement(), lang="en"))
    assert "What to do first" in said
    assert "Copy the text" in render(report(requirement(), lang="en"))
