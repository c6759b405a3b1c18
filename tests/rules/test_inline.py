"""Every inline test of every shipped rule, as `ruleset test` runs them, also in disguise."""

import pytest

from procurement_engine.workbench.testing.bench import open_bench
from procurement_engine.workbench.testing.disguises import DISGUISES
from procurement_engine.workbench.testing.metamorphic import metamorphic
from procurement_engine.workbench.testing.run import run

BENCH = open_bench([])
RULES = [pytest.param(layer, rule, id=f"{layer.name} {rule.id}") for layer, rule in BENCH.rules()]
#: All are tried on all rules by `ruleset test --kind metamorphic`; here those that have broken before, one on each rule in turn.
HERE = (
    "tutto maiuscolo",
    "apostrofi tipografici",
    "accenti scritti con l'apostrofo",
    "spazi insecabili",
    "parole spezzate a fine riga",
)
IN_TURN = [pytest.param(*param.values, (HERE[n % 5],), id=param.id) for n, param in enumerate(RULES)]


@pytest.mark.parametrize(("layer", "rule"), RULES)
def test_inline(layer, rule):
    found = run(BENCH, layer, rule, ())
    assert found.tests
    assert not found.failures


@pytest.mark.parametrize(("layer", "rule", "names"), IN_TURN)
def test_same_outcome_in_disguise_and_not_when_negated(layer, rule, names):
    found = metamorphic(BENCH, layer, rule, {name: DISGUISES[name] for name in names})
    assert not found.failures


@pytest.mark.parametrize(("layer", "rule"), RULES)
def test_two_positive_wordings_or_more(layer, rule):
    assert sum(case.expected().outcome == "compliant" for case in rule.tests) >= 2
