"""Criteria with their points, and tables that do not add up."""

import pytest

from procurement_engine.drafts.markdown import read_markdown
from procurement_engine.drafts.model import Draft
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
