"""What a document calls itself says what it is."""

from pathlib import Path

import pytest

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.facts.document_type import document_type
from procurement_engine.rules.yaml_file import load_yaml

CASES = [(kind, text) for kind, texts in load_yaml(Path(__file__).parent / "tipi_cop.yaml").items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_by_its_own_words(kind, text):
    draft = Draft("prova.txt", "txt", "", tuple(settle([Block(line) for line in text.split(" / ")])))
    assert document_type(draft) == kind
