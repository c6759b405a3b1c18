"""Rules that ask something only of a draft that says it uses a power, and elements that count others."""

from datetime import date

import pytest
from pydantic import ValidationError

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.rules.model import RuleFile

RULE = """
id: X-01
title: prova
summary: prova
confidence: H
judged_in: [disciplinare]
applies_when:
  - {fact: said, contains: used, else: "non se ne parla"}
versions:
  - {in_force_from: "2023-07-01", citations: [], essential: [enough]}
elements:
  used: {title: uso, message: "-", found_when: [{does: subcontract}]}
  one: {title: uno, message: "-", found_when: [{does: penalty}]}
  two: {title: due, message: "-", found_when: [{does: deposit}]}
  three: {title: tre, message: "-", found_when: [{does: winner}]}
  enough: {title: abbastanza, message: "Ne manca.", of: [one, two, three], at_least: 2}
"""


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("La penale è dovuta dall'aggiudicatario.", "not_applicable"),
        ("Il subappalto è ammesso. La penale è di cento euro.", "non_compliant"),
        ("Il subappalto è ammesso. La penale è dovuta dall'aggiudicatario.", "compliant"),
        ("Il subappalto non è ammesso. La penale è dovuta dall'aggiudicatario.", "not_applicable"),
    ],
)
@pytest.mark.parametrize("evaluators", [("plain",), None])
def test_applies_only_where_said(tmp_path, text, outcome, evaluators):
    (tmp_path / "ruleset.yaml").write_text(
        'name: prova\nversion: "1"\nengine: ">=0.1"\npublished_on: 2026-11-26\n', encoding="utf-8"
    )
    (tmp_path / "X-01.yaml").write_text(RULE, encoding="utf-8")
    draft = Draft("prova.txt", "txt", "", (Block(text),))
    facts = {"document_type": "disciplinare"}
    report = check_drafts([draft], facts=facts, as_of=date(2026, 3, 9), rulesets=[str(tmp_path)], evaluators=evaluators)
    (found,) = report.requirements
    assert found.outcome == outcome
    assert not [message for message in report.warnings if message.code == "engine"]


@pytest.mark.parametrize("change", [("contains: used", "contains: unused"), ("of: [one,", "of: [none,")])
def test_unknown_elements_are_refused(change):
    from procurement_engine.rules.yaml_file import parse_yaml

    with pytest.raises(ValidationError, match="non definiti"):
        RuleFile.model_validate(parse_yaml(RULE.replace(*change), "X-01.yaml"))
