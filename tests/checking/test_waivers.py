"""A waiver waives what it names, while it is in force and justified; any other is told of."""

import json
from datetime import date

import pytest

from procurement_engine.checking import check
from procurement_engine.rules.yaml_file import RuleFileError

DRAFT = """Disciplinare di gara

Art. 1 Oggetto
Affidamento del servizio di pulizia degli uffici, con gestore uscente, importo 300.000 euro, di cui 240.000 di manodopera.

Art. 9 Personale
L'aggiudicatario assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche.
"""
FACTS = {"contract_nature": "services", "intellectual_services": False, "outgoing_contractor": True}
ACT = {
    "requirement": "SOC-03",
    "justification": "Accordo aziendale che già tutela l'organizzazione di chi subentra.",
    "approved_by": "il dirigente del Servizio gare",
    "act": "determinazione 12/2026",
    "expires_on": "2099-12-31",
}


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "disciplinare.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def run(draft, *acts, lang="it"):
    file = draft.with_name("waivers.yaml")
    file.write_text(json.dumps({"waivers": acts}), encoding="utf-8")  # JSON is YAML
    report = check([draft], facts=FACTS, as_of=date(2026, 3, 1), evaluators=["plain"], waivers=file, lang=lang)
    found = next(r for r in report.requirements if r.id == "SOC-03")
    return report, found, [w.code for w in report.warnings if w.code.startswith("waiver")]


def without(key):
    return {k: v for k, v in ACT.items() if k != key}


def test_a_waiver_in_force_is_shown_and_counted(draft):
    report, found, told = run(draft, ACT)
    assert (found.outcome, report.summary.waived, told) == ("waived", 1, [])
    assert found.waiver.act == "determinazione 12/2026"
    assert found.waiver.expires_on == date(2099, 12, 31)
    assert run(draft)[1].outcome == "non_compliant"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ({**ACT, "justification": "breve"}, "waiver_unjustified"),
        (without("act"), "waiver_unjustified"),
        (without("expires_on"), "waiver_unjustified"),
        ({**ACT, "expires_on": "2026-01-31"}, "waiver_expired"),
        ({**ACT, "requirement": "SOC-99"}, "waiver_unknown"),
        ({**ACT, "requirement": "FIX-05"}, "waiver_unmatched"),
        ({**ACT, "fingerprint": "0123456789abcdef"}, "waiver_unmatched"),
        ({**ACT, "document": "capitolato.docx"}, "waiver_unmatched"),
        ({**ACT, "lot": "7"}, "waiver_unmatched"),
        ({**ACT, "element": "takes_on"}, "waiver_unmatched"),
        ({**ACT, "element": "takes_one"}, "waiver_element"),
    ],
)
def test_one_that_does_not_hold_is_told_and_waives_nothing(draft, act, code):
    for lang in ("it", "en"):
        _, found, told = run(draft, act, lang=lang)
        assert (found.outcome, told) == ("non_compliant", [code])


def test_it_holds_to_the_end_of_its_last_day(draft):
    from procurement_engine.checking import pipeline
    from procurement_engine.checking.waivers import load_waivers

    run(draft, {**ACT, "justification": "x" * 30, "expires_on": "2026-05-31"})
    file = draft.with_name("waivers.yaml")
    for today, outcome in ((date(2026, 5, 31), "waived"), (date(2026, 6, 1), "non_compliant")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "load_waivers", lambda path, _, today=today: load_waivers(path, today))
            report = check([draft], facts=FACTS, as_of=date(2026, 3, 1), evaluators=["plain"], waivers=file)
        assert next(r for r in report.requirements if r.id == "SOC-03").outcome == outcome


def test_parts_of_a_finding_waived_leave_it_open_until_all_are(draft):
    one, other = ({**ACT, "justification": "x" * 30, "element": name} for name in ("rigid", "elastic"))
    _, found, told = run(draft, one)
    assert (found.outcome, told) == ("non_compliant", ["waiver_partial"])
    _, found, told = run(draft, one, other)
    assert (found.outcome, told, found.waiver.elements) == ("waived", [], ("elastic", "rigid"))


def test_the_fingerprint_of_the_finding_and_its_document_match(draft):
    _, found, _ = run(draft)
    act = {**ACT, "justification": "x" * 30, "fingerprint": found.fingerprint, "document": "disciplinare.txt"}
    assert run(draft, act)[1].outcome == "waived"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("waivers:\n  - {requirement: SOC-03, motivo: x}", "riga 2: «motivo» non è una voce conosciuta"),
        ("waivers:\n  - {justification: x}", "riga 2: manca «requirement»"),
        ("waivers:\n  - {requirement: SOC-03, expires_on: mai}", "expires_on: serve una data come"),
        ("deroghe: []", "waivers.yaml"),
        ("waivers: [", "waivers.yaml, riga 2"),
    ],
)
def test_a_malformed_file_stops_the_run(draft, text, says):
    file = draft.with_name("waivers.yaml")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=says):
        check([draft], waivers=file)


LOTS = [{"id": "1", "facts": {"outgoing_contractor": True}}, {"id": "2", "facts": {"outgoing_contractor": True}}]


def test_with_lots_the_whole_is_waived_when_all_its_lots_are(draft):
    file = draft.with_name("waivers.yaml")
    for lot, whole in (("1", "non_compliant"), (None, "waived")):
        file.write_text(json.dumps({"waivers": [{**ACT, "lot": lot}]}), encoding="utf-8")
        report = check([draft], facts={**FACTS, "lots": LOTS}, as_of=date(2026, 3, 1), evaluators=["plain"], waivers=file)
        outcomes = {r.lot: r.outcome for r in report.requirements if r.id == "SOC-03"}
        assert outcomes == {None: whole, "1": "waived", "2": whole}
