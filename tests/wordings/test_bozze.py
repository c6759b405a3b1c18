"""Whole co-design drafts: each meets its rules, and stops meeting one when the passage it rests on is taken out."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from procurement_engine.checking import check_drafts
from procurement_engine.drafts.markdown import read_markdown
from procurement_engine.drafts.model import Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.rules.yaml_file import load_yaml

FOLDER = Path(__file__).parent / "bozze"
EXPECTED = load_yaml(FOLDER / "attese.yaml")
MET = [(name, rule) for name, body in EXPECTED.items() for rule in body["compliant"]]
TAKEN_OUT = [(n, start, rule) for n, body in EXPECTED.items() for start, rules in body["without"].items() for rule in rules]


@lru_cache(maxsize=64)
def outcomes(name, without=""):
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    found = list(read_markdown(text))
    blocks = [block for block in found if not without or not block.text.startswith(without)]
    assert not without or len(blocks) == len(found) - 1, f"{without} is not one paragraph of {name}"
    report = check_drafts([Draft(f"{name}.md", "md", "", tuple(settle(blocks)))], as_of=date(2026, 5, 5), evaluators=("plain",))
    return {requirement.id: requirement.outcome for requirement in report.requirements}


@pytest.mark.parametrize(("name", "rule"), MET)
def test_whole_draft_meets_its_rules(name, rule):
    assert outcomes(name)[rule] == "compliant"


@pytest.mark.parametrize(("name", "without", "rule"), TAKEN_OUT)
def test_without_its_passage_it_does_not(name, without, rule):
    assert outcomes(name, without)[rule] == "non_compliant"
