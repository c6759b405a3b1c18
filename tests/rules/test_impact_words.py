"""Rules on indicators in prose and the reader of indicator tables call the columns by the same names."""

import pytest

from procurement_engine.data import data_path
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.vocabulary import Lookup
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.rules.yaml_file import load_yaml

CONCEPTS = load_concepts([data_path("rulesets", "concepts")])
COLUMNS = load_yaml(data_path("rulesets", "codelists", "impact_words.yaml"))["columns"]
ROLES = {
    "indicator": "indicator_word", "unit": "column_unit", "baseline": "column_baseline", "target": "column_target",
    "source": "column_source", "source_and_verification": "column_source", "frequency": "column_frequency",
    "responsible": "column_responsible", "use": "column_use",
}  # fmt: skip


@pytest.mark.parametrize(("role", "concept"), ROLES.items())
def test_nine_column_names_in_ten_are_the_concept(role, concept):
    phrases = COLUMNS[role]
    known = [phrase for phrase in phrases if _lookup(phrase).spans(concept)]
    assert len(known) >= 0.9 * len(phrases), sorted(set(phrases) - set(known))


def _lookup(phrase):
    return Lookup(TextIndex(Draft("p.txt", "txt", "", (Block(f"Colonna: {phrase}"),))), CONCEPTS)
