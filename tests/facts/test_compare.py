"""Documents of one dossier read one beside the other."""

import pytest

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.facts import read_facts
from procurement_engine.facts.compare import compare


def differing(*texts, types=("bando", "disciplinare", "capitolato")):
    drafts = [Draft(f"{n}.txt", "txt", "", tuple(Block(part) for part in text.split("\n"))) for n, text in enumerate(texts)]
    found = compare(drafts, types[: len(texts)], read_facts)
    return {key for key, fact in found.items() if fact.value is True}


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [
        ("Offerte entro il 24 ottobre 2025.", "Le offerte pervengono entro le ore 12 del 31/10/2025.", {"differing_deadline"}),
        ("Offerte entro il 24 ottobre 2025.", "Le offerte pervengono entro le ore 12 del 24/10/2025.", set()),
        ("Chiarimenti fino al 12 giugno 2026. Offerte entro il 26 giugno 2026.", "Termine per le offerte: 26 giugno 2026.", set()),
        ("CCNL cooperative sociali.", "Si applica il CCNL multiservizi.", {"differing_agreement"}),
        ("CCNL cooperative sociali e, per la mensa, CCNL pubblici esercizi.", "Si applica il CCNL cooperative sociali.", set()),
        ("CCNL con codice K511.", "Si applica il CCNL multiservizi.", set()),
        ("Soglia di sbarramento: 40 punti.", "Soglia di sbarramento pari a 45 punti.", {"differing_technical_threshold"}),
        ("Il servizio ha per oggetto la pulizia.", "Si applica il CCNL multiservizi.", set()),
    ],
)
def test_two_documents(first, second, keys):
    assert differing(first, second) == keys


def test_places_tell_the_document():
    drafts = [Draft(f"{n}.txt", "txt", "", (Block(t),)) for n, t in enumerate(["CCNL cooperative sociali.", "CCNL multiservizi."])]
    found = compare(drafts, ("bando", "capitolato"), read_facts)["differing_agreement"]
    assert [place.document for place in found.places] == [0, 1]


def test_forms_are_not_compared():
    assert differing("Offerte entro il 24 ottobre 2025.", "Offerte entro il 31 ottobre 2025.", types=("bando", "modulo")) == set()


def test_lots_that_exceed_their_total():
    lots = "Lotto 1: importo a base di gara euro 300.000,00.\nLotto 2: importo a base di gara euro 200.000,00.\n"
    assert differing(lots + "Importo complessivo dei lotti: euro 450.000,00.") == {"lots_do_not_add_up"}
    assert differing(lots + "Importo complessivo dei lotti: euro 500.000,00.") == set()
    assert differing(lots + "Importo complessivo dei lotti, oneri compresi: euro 506.000,00.") == set()
