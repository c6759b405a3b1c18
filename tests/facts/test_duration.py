"""Durations with their renewals, as drafts tell them."""

import pytest

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.facts.duration import duration_facts
from procurement_engine.facts.passages import Text


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("Il contratto dura tre anni e non oltre.", 36),
        ("La durata è di quattro anni, cui se ne aggiungono due di rinnovo.", 72),
        ("La durata dell'appalto è di 24 (ventiquattro) mesi, rinnovabile per un uguale periodo.", 48),
        ("Durata: ventiquattro mesi più dodici opzionali.", 36),
        ("Durata triennale, senza rinnovi.", 36),
        ("La durata è fissata in anni 2 (due), con possibilità di rinnovo di un ulteriore anno.", 36),
        ("Durata del procedimento: nove mesi dalla pubblicazione del bando.", None),
        ("I consorzi stabili operano in modo congiunto per un periodo di almeno cinque anni.", None),
        ("La garanzia ha durata di 180 giorni; l'offerta vincola per sei mesi.", None),
    ],
)
def test_duration(words, months):
    found = duration_facts(Text([Draft("x.txt", "txt", "", (Block(words),))]))
    assert (found["duration_months"].value if found else None) == months
