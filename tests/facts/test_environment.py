"""Every CAM decree of the code list is recognised by the concept of its family, and no other's."""

import pytest

from procurement_engine.data import data_path
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.vocabulary import Lookup
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.facts.environment import cam_families, cam_table

CONCEPTS = load_concepts([data_path("rulesets", "concepts")])


@pytest.mark.parametrize("family", cam_table())
def test_decree_is_recognised(family):
    text = f"Si osservano le clausole del {cam_table()[family]['decree']}."
    lookup = Lookup(TextIndex(Draft("p.txt", "txt", "", (Block(text),))), CONCEPTS)
    assert [other for other in cam_table() if lookup.spans(f"cam_{other}")] == [family]


@pytest.mark.parametrize(
    ("codes", "families"),
    [((), ()), (("45233140-2",), ()), (("45454000-4",), ("edilizia",)), (("77310000-6", "90911200-8"), ("pulizie", "verde"))],
)
def test_families_of_codes(codes, families):
    assert cam_families(codes) == families
