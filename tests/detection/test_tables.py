"""What the reader of tables of indicators knows by its column, the rules know too, whatever the words."""

from __future__ import annotations

from typing import Any

import pytest

from procurement_engine.data import data_path
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.vocabulary import Lookup
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.rules.yaml_file import load_yaml

CONCEPTS = load_concepts([data_path("rulesets", "concepts")])
COLUMNS: dict[str, Any] = load_yaml(data_path("rulesets", "codelists", "impact_words.yaml"))["columns"]
ROLES = {
    "unit": "column_unit", "baseline": "column_baseline", "target": "column_target", "source": "column_source",
    "source_and_verification": "column_source", "frequency": "column_frequency", "responsible": "column_responsible",
    "use": "column_use",
}  # fmt: skip


def lookup(*rows: tuple[str, ...]) -> Lookup:
    blocks = (Block(" | ".join(row), kind="row", cells=row, table=0, row=number) for number, row in enumerate(rows))
    return Lookup(TextIndex(Draft("p.docx", "docx", "", tuple(blocks))), CONCEPTS)


def words(found: Lookup, concept: str) -> set[str]:
    index = found.index
    spans = found.spans(concept)
    return {index.draft.blocks[b].text[s:e] for b, s, e in (index.text_of(*span) for span in spans)}


@pytest.mark.parametrize(("role", "concept"), ROLES.items())
def test_a_cell_is_what_its_column_says(role: str, concept: str) -> None:
    beside = "Prassi" if role in ("target", "baseline") else "Arrivo"
    for phrase in COLUMNS[role]:
        found = lookup(("Esito", "Indicatore", beside, phrase), ("Zot", "zuf zaf", "almeno 80", "77 zig"))
        assert "77 zig" in words(found, concept), phrase


def test_a_change_is_counted_and_makes_a_plan() -> None:
    found = lookup(
        ("Esito", "Indicatore", "Partenza"), ("Casa", "nuclei che escono", "4"), ("Casa", "n. volantini distribuiti", "0")
    )
    assert words(found, "outcome_measure") >= {"nuclei che escono"}
    assert "n. volantini distribuiti" not in words(found, "outcome_measure")
    assert words(found, "impact_table") == {"nuclei che escono", "n. volantini distribuiti"}


def test_service_levels_are_no_plan() -> None:
    found = lookup(("Indicatore", "Livello atteso", "Penale"), ("corse puntuali", "97%", "200 euro"))
    assert words(found, "impact_table") == set()


def test_other_tables_say_nothing() -> None:
    assert words(lookup(("Figura", "Ore"), ("Educatore", "1.200")), "column_target") == set()
