"""Layers laid one on the other: one adds to a rule, another takes its place."""

from datetime import date

import pytest

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.rules.load import SHIPPED, load_layers
from procurement_engine.rules.overlay import effective

LAW_ONLY = "Ai dipendenti è garantito un trattamento non inferiore a quello dei contratti collettivi (art. 16 CTS)."
MINE = """
id: COP-10
title: Un'altra città
summary: linee guida di un'altra città
confidence: M
judged_in: [avviso_coprogettazione]
versions: [{in_force_from: "2024-01-01", citations: [{label: linee guida, last_checked_on: "2026-01-01"}], essential: [ballot]}]
elements: {ballot: {message: "Manca il voto.", found_when: [{what: union_side, within: sentence}]}}
"""


def outcome(rule, rulesets, text, day=date(2026, 1, 1)):
    draft = Draft("prova.txt", "txt", "", (Block(text),))
    facts = {"document_type": "avviso_coprogettazione"}
    report = check_drafts([draft], facts=facts, as_of=day, rulesets=rulesets, evaluators=("plain",))
    return next((found for found in report.requirements if found.id == rule), None)


def test_a_city_adds_to_the_law_and_may_be_left_out():
    assert outcome("COP-08", SHIPPED[:3], LAW_ONLY).outcome == "compliant"
    with_city = outcome("COP-08", SHIPPED, LAW_ONLY)
    assert with_city.outcome == "non_compliant"
    assert {e.basis for e in with_city.elements if e.state != "found" and e.essential} == {"policy"}
    assert with_city.severity == "advice"


def test_before_its_day_the_addition_asks_nothing():
    assert outcome("COP-08", SHIPPED, LAW_ONLY, date(2023, 6, 30)).outcome == "compliant"


def test_another_city_takes_the_place_of_a_rule(tmp_path):
    (tmp_path / "ruleset.yaml").write_text("name: altra\n", encoding="utf-8")
    (tmp_path / "COP-10.yaml").write_text(MINE, encoding="utf-8")
    found = outcome("COP-10", [*SHIPPED, str(tmp_path)], "Non si prevede altro.")
    assert [e.name for e in found.elements] == ["ballot"]
    assert outcome("COP-10", SHIPPED[:3], "Non si prevede altro.") is None


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2023, 7, 1), date(2026, 11, 26)])
def test_every_rule_holds_once(day):
    ids = [rule.id for _, rule in effective(load_layers(), day)]
    assert len(ids) == len(set(ids))
