"""A notice that leaves scoring, committee and ties to a disciplinare that is not in the dossier is not blamed for it."""

from datetime import date

import pytest

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.model import Block, Draft

RULES = ("FIX-06", "FIX-07", "FIX-09", "FIX-10")
AWAY = "I criteri e le modalità di valutazione sono indicati nel disciplinare di gara, art. 18."
TIE = "A parità di punteggio si procede al sorteggio."


def outcomes(*texts, kinds=("bando",)):
    drafts = [Draft(f"{kind}.txt", "txt", "", (Block(text),)) for kind, text in zip(kinds, texts, strict=True)]
    facts = {"award_criterion": "quality_price", "document_type": {f"{kind}.txt": kind for kind in kinds}}
    report = check_drafts(drafts, facts=facts, as_of=date(2026, 3, 1), evaluators=("plain",))
    return {r.id: r.outcome for r in report.requirements if r.id in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_a_notice_alone_that_points_to_the_disciplinare(rule):
    assert outcomes(AWAY)[rule] == "not_applicable"


@pytest.mark.parametrize("rule", RULES)
def test_with_the_disciplinare_in_the_dossier(rule):
    assert outcomes(AWAY, "Disciplinare di gara.", kinds=("bando", "disciplinare"))[rule] == "non_compliant"


def test_what_the_notice_itself_rules_is_judged():
    assert outcomes(f"{AWAY} {TIE}")["FIX-10"] == "compliant"
