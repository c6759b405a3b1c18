"""The program's sentences exist in both languages, with the same blanks."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import procurement_engine.wording as wording
from procurement_engine.checking.given import KEYS
from procurement_engine.reasoning.ir import All, AnyOf, Comparison, Not
from procurement_engine.rules.load import load_layers
from procurement_engine.rules.model import DOCUMENT_TYPES
from procurement_engine.wording.conditions import condition_words
from procurement_engine.wording.values import fact_shown, shown

TABLES = [path.stem for path in Path(wording.__file__).parent.glob("*.yaml") if path.stem != "facts"]


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_exists_in_both_languages_with_the_same_blanks(table):
    italian, english = wording.words("it", table), wording.words("en", table)
    assert italian
    for key, text in italian.items():
        assert text, key
        assert english[key], key
        blanks = [set(re.findall(r"\{(\w+)", said)) for said in (text, english[key])]
        assert blanks[0] == blanks[1], key


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("document_type", "lots")])
def test_every_fact_has_a_name_and_a_question_in_both_languages(key):
    for lang in wording.LANGUAGES:
        assert wording.fact_name(key, lang) != key or key in ("procedure", "concession", "ateco", "cpv")
        assert wording.fact_question(key, lang).endswith("?")


def test_every_fact_that_a_rule_asks_about_has_a_name():
    rules = [rule for layer in load_layers() for rule in layer.rules]
    asked = {fact for rule in rules for spec in rule.conditions() for fact in spec.facts()} - {"said"}
    assert {fact for fact in asked if wording.fact_question(fact, "it") == fact} == set()


def test_every_document_type_has_a_word():
    assert {wording.fact_word("documents", kind, "en") == kind for kind in DOCUMENT_TYPES} == {False}


def test_values_are_written_as_people_write_them():
    assert fact_shown("labour_share", 0.8412, "it") == "84,12%"
    assert fact_shown("labour_share", Decimal("0.5"), "en") == "50%"
    assert fact_shown("contract_nature", "services", "it") == "servizi"
    assert shown(1260000, "it") == "1.260.000"
    assert shown(date(2026, 3, 9), "en") == "09/03/2026"
    assert shown(["T151", "A01"], "it") == "T151, A01"


def test_conditions_are_said_in_words():
    works = Comparison("contract_nature", "in", ("works", "services"))
    outgoing = Comparison("outgoing_contractor", "equals", True)
    worth = Comparison("estimated_value", "at_least", 140000)
    assert condition_words(works, "it") == "natura del contratto è lavori oppure servizi"
    assert condition_words(All((outgoing, worth)), "it") == "gestore uscente: sì e valore stimato, euro è almeno 140.000"
    derogation = Comparison("said", "contains", "derogation")
    assert condition_words(derogation, "it", {"derogation": "deroga motivata"}) == "nel testo c'è «deroga motivata»"
    assert condition_words(AnyOf((outgoing, Not(worth))), "en") == (
        "outgoing contractor: yes or (not (estimated value, euro is at least 140,000))"
    )
