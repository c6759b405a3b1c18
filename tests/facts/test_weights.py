"""Criteria with their points, and tables that do not add up."""

import pytest

from procurement_engine.drafts.markdown import read_markdown
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.facts import read_facts

TABLE = "| Criterio | Punti |\n|---|---|\n"


def told(text):
    facts = read_facts([Draft("x.md", "md", "", tuple(read_markdown(text)))]).facts
    return facts["criteria_weighted"].value, facts["criteria_mismatch"].value


@pytest.mark.parametrize(
    ("text", "weighted", "mismatch"),
    [
        (TABLE + "| Organizzazione | 40 |\n| Formazione | 30 |\n| Prezzo | 30 |\n", True, False),
        (TABLE + "| Organizzazione | 40 |\n| Formazione | 25 |\n| Prezzo | 30 |\n| Totale | 100 |\n", True, True),
        (TABLE + "| Organizzazione | 40 |\n| Formazione | 25 |\n| Rete | 15 |\n| Totale | 80 |\n", True, False),
        (TABLE + "| A. Progetto: A1 turni (10); A2 ascolto (15) | 30 |\n| B. Rete | 40 |\n| Prezzo | 30 |\n", True, True),
        (TABLE + "| A. Progetto: A1 turni (10); A2 ascolto (20) | 30 |\n| B. Rete | 40 |\n| Prezzo | 30 |\n", True, False),
        ("All'offerta tecnica 70 punti, all'offerta economica 30 punti.", False, False),
        ("Punteggio massimo: 100 punti, di cui 70 punti per l'offerta tecnica e 30 punti per quella economica.", False, False),
        ("| Livello | Addetti |\n|---|---|\n| B1 | 40 |\n| C1 | 25 |\n| D1 | 30 |\n", False, False),
        ("- Progetto educativo: 30 punti\n- Formazione: 25 punti\n- Rete: 15 punti\n- Prezzo: 30 punti\n", True, False),
        ("- di cui all'articolo 40 della legge;\n- di cui all'articolo 60 del decreto.\n", False, False),
        ("Gli indici pesano: retribuzioni 60 punti; carburanti 25 punti; ricambi 15 punti.", False, False),
    ],
)
def test_weights(text, weighted, mismatch):
    assert told(text) == (weighted, mismatch)


def test_a_table_parted_by_a_page_break_is_not_judged_by_pieces():
    rows = [
        ("N.", "Criteri di valutazione", "Punti max"),
        ("1", "Professionalità", "20"),
        ("2", "Modo", "45"),
        ("3", "Struttura", "15"),
    ]
    more = [("4", "Parità di genere", "5"), ("5", "Gestione informativa", "10")]
    blocks = [Block("Offerta tecnica 95 punti, offerta economica 5 punti.")]
    blocks += [Block(" | ".join(cells), "row", cells=cells, table=0, row=n) for n, cells in enumerate(rows)]
    blocks += [Block("Centrale di committenza"), Block("Pag. 3 di 9")]
    blocks += [Block(" | ".join(cells), "row", cells=cells, table=1, row=n) for n, cells in enumerate(more)]
    draft = Draft("gara.txt", "txt", "", tuple(settle(blocks)))
    assert read_facts([draft]).facts["criteria_mismatch"].value is False
