"""The JSON has the names that scripts rely on."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sample import report, requirement

from procurement_engine.reports.json_ import render

CONTRACT = [
    "schema",
    "engine_version",
    "evaluators",
    "as_of",
    "as_of_origin",
    "rulesets",
    "warnings",
    "documents",
    "facts",
    "lots",
    "requirements",
    "summary",
]
OF_A_REQUIREMENT = [
    "id",
    "lot",
    "title",
    "outcome",
    "basis",
    "severity",
    "confidence",
    "reason",
    "elements",
    "evidence",
    "citations",
    "suggestion",
    "hangs_on",
    "fingerprint",
]
OF_A_PASSAGE = ["document", "section", "paragraph", "start", "end", "quote"]


def test_field_names_are_the_contracts():
    data = json.loads(render(report(requirement())))
    assert data["schema"] == "procurement-engine/check/1"
    assert set(CONTRACT) <= set(data)
    assert set(OF_A_REQUIREMENT) <= set(data["requirements"][0])
    assert list(data["requirements"][0]["evidence"][0])[: len(OF_A_PASSAGE)] == OF_A_PASSAGE
    assert set(data["rulesets"][0]) == {"name", "version", "sha256"}
    assert set(data["documents"][0]) == {"path", "sha256", "format", "document_type", "characters", "has_revisions"}


def test_the_schema_comes_first_and_accents_stay():
    text = render(report(requirement(title="È elastica")))
    assert text.splitlines()[1] == '  "schema": "procurement-engine/check/1",'
    assert "È elastica" in text


def test_dates_are_iso_and_nothing_is_lost():
    data = json.loads(render(report(requirement(lot="1"))))
    assert data["as_of"] == "2026-03-09"
    assert data["requirements"][0]["lot"] == "1"
    assert "schema_" not in data
