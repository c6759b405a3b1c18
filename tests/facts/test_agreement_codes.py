"""A CNEL code beside the name of another agreement; a CPV that says too little."""

import pytest

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.facts import derive, read_facts


def facts_of(text):
    sheet = read_facts([Draft("prova.txt", "txt", "", (Block(text),))])
    return derive(sheet.facts, {})


@pytest.mark.parametrize(
    ("text", "belied"),
    [
        ("Si applica il CCNL Cooperative sociali, codice CNEL K511.", True),
        ("Si applica il CCNL Cooperative sociali, codice CNEL T151.", False),
        ("Si applica il CCNL Cooperative sociali (T151); per le pulizie il CCNL Multiservizi (K511).", False),
        ("Si applica il CCNL Vigilanza privata, codice CNEL K511.", True),
        ("Si applica il CCNL Federculture, codice CNEL T151.", False),
        ("Si applica il CCNL Cooperative sociali, codice CNEL HV17.", False),
    ],
)
def test_code_belies_name(text, belied):
    assert facts_of(text)["code_belies_name"].value is belied


@pytest.mark.parametrize(
    ("cpv", "broad"), [("85000000-9", True), ("85300000-2", True), ("85310000-5", False), ("85312110-3", False)]
)
def test_cpv_broad(cpv, broad):
    assert facts_of(f"Il CPV è {cpv}.")["cpv_broad"].value is broad
