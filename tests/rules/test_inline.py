"""Every inline test of every shipped rule, as `ruleset test` runs them, also in disguise."""

from functools import lru_cache

import pytest

from procurement_engine.workbench.testing.bench import open_bench
from procurement_engine.workbench.testing.disguises import DISGUISES
from procurement_engine.workbench.testing.inline import failure
from procurement_engine.workbench.testing.metamorphic import metamorphic
from procurement_engine.workbench.testing.run import tried

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
IN_ORDER = [pytest.param(n, id=param.id) for n, param in enumerate(RULES)]


@lru_cache(maxsize=len(RULES))
def _tried(number):
    """The inline tests of a rule as they are written: asked twice, and nothing of them is changed."""
    return tuple(tried(BENCH, *RULES[number].values))


@pytest.mark.parametrize("number", IN_ORDER)
def test_inline(number):
    assert _tried(number)
    assert not [failure(one) for one in _tried(number) if not one.passed()]


@pytest.mark.parametrize("number", IN_ORDER)
def test_same_outcome_in_disguise_and_not_when_negated(number):
    # One disguise on each rule, in turn.
    names = (HERE[number % len(HERE)],)
    found = metamorphic(BENCH, *RULES[number].values, _tried(number), {name: DISGUISES[name] for name in names})
    assert not found.failures


@pytest.mark.parametrize(("layer", "rule"), RULES)
def test_two_positive_wordings_or_more(layer, rule):
    assert sum(case.expected().outcome == "compliant" for case in rule.tests) >= 2
