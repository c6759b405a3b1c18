"""Every inline test of every shipped rule, also in the disguises a text may wear."""

import pytest

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.rules.load import SHIPPED, load_layers

CASES = [
    pytest.param(layer.name, rule, case, id=f"{layer.name} {rule.id}: {case.name}")
    for layer in load_layers()
    for rule in layer.rules
    for case in rule.tests
]
DISGUISES = {
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "no-break spaces": lambda text: text.replace("art. ", "art.\u00a0"),
    "e' for è": lambda text: text.replace("è", "e'").replace("à", "a'"),
}


def outcome(layer, rule, case, disguise=str):
    """A layer adds to those before it: a rule is tried with its own layer and what lies under it."""
    kind = "disciplinare" if "disciplinare" in rule.judged_in else rule.judged_in[0]
    texts = {kind: case.text, **case.also}
    drafts = [Draft(f"{name}.txt", "txt", "", tuple(settle([Block(disguise(text))]))) for name, text in texts.items()]
    types = {f"{name}.txt": name for name in texts}
    report = check_drafts(
        drafts,
        facts={**case.facts, "document_type": types},
        as_of=case.as_of,
        evaluators=("plain",),
        rulesets=SHIPPED[: SHIPPED.index(layer) + 1],
    )
    return next(found for found in report.requirements if found.id == rule.id)


@pytest.mark.parametrize(("layer", "rule", "case"), CASES)
def test_inline(layer, rule, case):
    found, expected = outcome(layer, rule, case), case.expected()
    assert found.outcome == expected.outcome
    assert set(expected.missing) <= {e.name for e in found.elements if e.essential and e.state != "found"}
    assert set(expected.forbidden) <= {e.name for e in found.elements if e.forbidden and e.state == "found"}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(("layer", "rule", "case"), CASES)
def test_same_outcome_in_disguise(layer, rule, case, disguise):
    assert outcome(layer, rule, case, DISGUISES[disguise]).outcome == case.expected().outcome


def test_every_rule_has_three_positive_wordings_or_more():
    for layer in load_layers():
        for rule in layer.rules:
            positive = [case for case in rule.tests if case.expected().outcome == "compliant"]
            assert len(positive) >= 2, rule.id
