"""Facts of a procedure as different offices say them, and passages that only look so: `modi_di_dire.yaml`."""

from pathlib import Path

import pytest

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.facts import derive, read_facts
from procurement_engine.facts.document_type import document_type
from procurement_engine.rules.yaml_file import load_yaml

WAYS = load_yaml(Path(__file__).parent / "modi_di_dire.yaml")
CASES = [
    pytest.param(fact, value, text, marks=[pytest.mark.xfail(strict=True)] if kind == "open" else [])
    for fact, kinds in WAYS.items()
    for kind, values in kinds.items()
    for value, texts in values.items()
    for text in texts
]


def _block(line, row):
    cells = tuple(line.split(" | "))
    return Block(line, "row", cells=cells, table=0, row=row) if len(cells) > 1 else Block(line)


def told(fact, text):
    draft = Draft("prova.txt", "txt", "", tuple(settle([_block(line, row) for row, line in enumerate(text.split(" // "))])))
    if fact == "document_type":
        return document_type(draft)
    known = derive(read_facts([draft]).facts, {}).get(fact)
    return "unsaid" if known is None or known.origin == "default" else known.value


@pytest.mark.parametrize(("fact", "value", "text"), CASES)
def test_told(fact, value, text):
    got = told(fact, text)
    assert got == pytest.approx(value) if isinstance(value, float) else str(got) == str(value)
