"""What is resolved, new and still open, against an earlier report or an earlier draft."""

import json
from datetime import date

import pytest

from procurement_engine.checking import check
from procurement_engine.reports.json_ import render
from procurement_engine.rules.yaml_file import RuleFileError

BEFORE = """Disciplinare di gara

Art. 1 Oggetto
Servizio di pulizia degli uffici.

Art. 9 Personale
L'aggiudicatario assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche.

Art. 10 Subappalto
Il subappalto è ammesso ai sensi dell'art. 105 del d.lgs. 50/2016.
"""
#: The clause mended, an article put in before it; a law reference still old; nothing else touched.
MENDED = (
    BEFORE.replace("Art. 10", "Art. 12")
    .replace("Art. 9", "Art. 11")
    .replace(
        "assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche",
        "assume con priorità il personale del gestore uscente, compatibilmente con la propria organizzazione",
    )
)
FACTS = {"contract_nature": "services", "intellectual_services": False, "outgoing_contractor": True}
OPTIONS = {"facts": FACTS, "as_of": date(2026, 3, 1), "evaluators": ["plain"]}


@pytest.fixture
def files(tmp_path):
    for name, text in (("prima", BEFORE), ("dopo", MENDED)):
        (tmp_path / f"disciplinare-{name}.txt").write_text(text, encoding="utf-8")
    earlier = tmp_path / "rapporto.json"
    earlier.write_text(render(check([tmp_path / "disciplinare-prima.txt"], **OPTIONS)), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("against", ["rapporto.json", "disciplinare-prima.txt"])
def test_a_mended_clause_is_resolved_and_the_rest_is_still_open(files, against):
    report = check([files / "disciplinare-dopo.txt"], against=[files / against], **OPTIONS)
    seen = report.changes
    still = {c.id: c for c in seen.still_open}
    assert [(c.id, c.before, c.now) for c in seen.resolved if c.id == "SOC-03"] == [("SOC-03", "non_compliant", "compliant")]
    assert still["REF-01"].same_words
    assert seen.new == ()
    assert not seen.other_rules
    assert seen.against == (str(files / against),)


def test_backwards_what_was_resolved_is_new(files):
    report = check([files / "disciplinare-prima.txt"], against=[files / "disciplinare-dopo.txt"], **OPTIONS)
    assert [c.id for c in report.changes.new if c.id == "SOC-03"] == ["SOC-03"]
    assert "SOC-03" not in {c.id for c in report.changes.resolved}


def test_a_finding_half_mended_says_what_was(files):
    half = BEFORE.replace("tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche",
                          "con priorità il personale del gestore uscente")  # fmt: skip
    (files / "meta.txt").write_text(half, encoding="utf-8")
    report = check([files / "meta.txt"], against=[files / "rapporto.json"], **OPTIONS)
    still = {c.id: c for c in report.changes.still_open}["SOC-03"]
    assert still.mended == ("obbligo di assumere tutti",)
    assert not still.same_words


def test_what_is_now_waived_is_told_apart_from_what_is_resolved(files):
    act = {"requirement": "REF-01", "justification": "x" * 40, "approved_by": "a", "act": "b", "expires_on": "2099-01-01"}
    (files / "deroghe.yaml").write_text(json.dumps({"waivers": [act]}), encoding="utf-8")
    seen = check(
        [files / "disciplinare-dopo.txt"], against=[files / "rapporto.json"], waivers=files / "deroghe.yaml", **OPTIONS
    ).changes
    assert [c.id for c in seen.waived] == ["REF-01"]
    assert "REF-01" not in {c.id for c in (*seen.resolved, *seen.still_open)}


def test_another_day_of_the_law_is_told(files):
    report = check([files / "disciplinare-dopo.txt"], against=[files / "rapporto.json"], **{**OPTIONS, "as_of": date(2025, 3, 1)})
    assert report.changes.other_rules


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"schema": "altro/1", "as_of": "2026-01-01", "requirements": []}', '{"a": ' + "[" * 100_000]
)
def test_json_that_is_no_report_is_one_sentence(files, text):
    (files / "no.json").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match="non è un rapporto"):
        check([files / "disciplinare-dopo.txt"], against=[files / "no.json"], **OPTIONS)


def test_lots_are_paired_by_lot(files):
    lots = [{"id": "1", "facts": {}}, {"id": "2", "facts": {"outgoing_contractor": False}}]
    options = {**OPTIONS, "facts": {**FACTS, "lots": lots}}
    report = check([files / "disciplinare-dopo.txt"], against=[files / "disciplinare-prima.txt"], **options)
    assert [(c.id, c.lot) for c in report.changes.resolved if c.id == "SOC-03"] == [("SOC-03", "1")]
