"""The report for a terminal says first things first, and says each thing once."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sample import ASKED, LOTS, NEAR, OLD, QUOTE, element, report, requirement

from procurement_engine.reports.text import render


def test_the_first_line_counts_what_to_do():
    found = render(
        report(
            requirement(),
            requirement(id="FIX-04"),
            requirement(id="IMP-01", severity="advice", basis="policy"),
            requirement(id="CCNL-05", outcome="undetermined"),
            requirement(id="CCNL-01", outcome="compliant"),
        )
    )
    assert found.splitlines()[0] == "2 cose da correggere prima di pubblicare, 1 da chiarire, 1 consiglio; 1 requisito trovato."
    assert "in vigore il 09/03/2026 (data di pubblicazione letta nella bozza)" in found.splitlines()[1]


def test_nothing_to_mend():
    assert render(report(requirement(outcome="compliant"))).startswith("Nulla da correggere; 1 requisito trovato.")


def test_the_old_regime_is_said_before_all_else():
    lines = render(report(requirement(outcome="not_applicable"), warnings=(OLD,))).splitlines()
    assert lines[0] == OLD.message
    assert lines[1].startswith("Su questi documenti nessun requisito")


def test_law_stands_apart_from_policies_and_errors_before_warnings():
    found = render(
        report(
            requirement(id="IMP-01", basis="policy"),
            requirement(id="A-01", severity="warning"),
            requirement(id="B-01"),
            requirement(id="REF-01", basis="guideline"),
        )
    )
    marks = [
        "CHIESTO DALLA LEGGE",
        "[DA CORREGGERE] B-01",
        "[DA RIVEDERE] A-01",
        "LINEE GUIDA",
        "REF-01",
        "POLITICHE DEL PIANO",
        "IMP-01",
    ]
    assert sorted(marks, key=found.index) == marks


def test_a_finding_has_quote_place_law_text_and_where_it_looked():
    found = render(report(requirement()))
    assert f"«{QUOTE.quote}», Art. 9 Personale, disciplinare.docx" in found
    assert "Norma: art. 57, c. 1, d.lgs. 36/2023\n      https://www.normattiva.it/x" in found
    assert "      | L'aggiudicatario assume con priorità." in found
    assert "Non c'è: riserva di organizzazione\n      Ciò che ne è più vicino:\n      > «il personale è stimato»" in found
    assert "C'è: impegno ad assumere\n" in found


def test_an_unclear_passage_is_shown():
    doubtful = requirement(outcome="undetermined", evidence=(), elements=(element(state="unclear"),))
    found = render(report(doubtful))
    assert "[DA CHIARIRE] SOC-03" in found
    assert f"«{NEAR.quote}»" in found


def test_what_is_forbidden_and_absent_is_no_gap():
    absent = element(forbidden=True, title="obbligo di assumere tutti")
    assert absent.title not in render(report(requirement(elements=(absent,))))
    present = absent.model_copy(update={"state": "found"})
    assert f"C'è, e non deve esserci: {absent.title}" in render(report(requirement(elements=(present,))))


def test_where_a_missing_clause_was_looked_for_is_told_where_there_are_several_documents():
    two = report().documents * 2
    assert "(cercato in disciplinare.docx)" in render(report(requirement(), documents=two))
    assert "cercato in" not in render(report(requirement()))


def test_lots_that_share_a_finding_share_its_lines():
    found = render(report(requirement(), requirement(lot="1"), requirement(lot="2"), lots=LOTS))
    assert found.count("SOC-03 Clausola elastica") == 1
    assert "(lotti 1, 2)" in found


def test_questions_name_fact_and_requirements():
    assert "C'è un gestore uscente? [outgoing_contractor] (SOC-03)" in render(report(questions=(ASKED,)))


def test_facts_are_written_as_people_write_them():
    found = render(report())
    assert "quota della manodopera [labour_share]: 84% (ricavato)" in found
    assert "[pnrr]: no (presunto)" in found
    assert "share of labour [labour_share]: 84% (derived)" in render(report(lang="en"))


def test_what_was_not_checked_is_told_from_what_does_not_apply():
    found = render(
        report(
            requirement(id="COP-06", outcome="not_applicable", not_checked=True, reason="Manca l'avviso."),
            requirement(id="FIX-05", outcome="not_applicable", reason="Non è a prezzo fisso."),
        )
    )
    assert found.index("FIX-05: Non è a prezzo fisso.") < found.index("Non verificati:") < found.index("COP-06: Manca l'avviso.")


def test_no_line_is_wider_than_the_page_and_the_last_certifies_nothing():
    found = render(report(requirement(reason="parola " * 60, suggestion="clausola " * 60)))
    assert max(map(len, found.splitlines())) <= 100
    assert "non certifica" in " ".join(found.splitlines()[-2:])
