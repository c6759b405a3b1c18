"""Every inline test of every shipped rule, as `ruleset test` runs them, also in disguise."""

import pytest

from procurement_engine.workbench.testing.bench import open_bench
from procurement_engine.workbench.testing.disguises import DISGUISES
from procurement_engine.workbench.testing.metamorphic import metamorphic
from procurement_engine.workbench.testing.run import run

BENCH = open_bench([])
RULES = [pytest.param(layer, rule, id=f"{layer.name} {rule.id}") for layer, rule in BENCH.rules()]
#: All are tried by `ruleset test --kind metamorphic`; here those that have broken before.
HERE = {
    "tutto maiuscolo",
    "apostrofi tipografici",
    "accenti scritti con l'apostrofo",
    "spazi insecabili",
    "parole spezzate a fine riga",
}


@pytest.mark.parametrize(("layer", "rule"), RULES)
def test_inline(layer, rule):
    found = run(BENCH, layer, rule, ())
    assert found.tests
    assert not found.failures


@pytest.mark.parametrize(("layer", "rule"), RULES)
def test_same_outcome_in_disguise_and_not_when_negated(layer, rule):
    found = metamorphic(BENCH, layer, rule, {name: write for name, write in DISGUISES.items() if name in HERE})
    assert not found.failures


@pytest.mark.parametrize(("layer", "rule"), RULES)
def test_two_positive_wordings_or_more(layer, rule):
    assert sum(case.expected().outcome == "compliant" for case in rule.tests) >= 2
