"""What a comparison says of small pairs of rules, in both directions, and of the drafts that they judge."""

import json
import subprocess
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.cli.ruleset.diff import command
from procurement_engine.detection.load import load_concepts
from procurement_engine.rules.load import load_layers
from procurement_engine.rules.model import RuleFile
from procurement_engine.workbench.diff.compare import diff
from procurement_engine.workbench.diff.sets import read_set
from procurement_engine.workbench.diff.structure import compare, days, kind_of

BASE = {
    "id": "X-01",
    "title": "Prova",
    "summary": "prova",
    "confidence": "H",
    "judged_in": ["disciplinare"],
    "applies_when": [{"fact": "estimated_value", "at_least": 1000, "else": "vale poco"}],
    "versions": [
        {
            "in_force_from": "2024-01-01",
            "citations": [{"label": "legge", "last_checked_on": "2026-01-01"}],
            "essential": ["asked"],
            "forbidden": ["banned"],
        }
    ],
    "elements": {
        "asked": {
            "title": "penale",
            "message": "Manca.",
            "severity": "warning",
            "found_when": [{"does": "penalty", "who": "winner"}],
        },
        "banned": {"title": "cauzione", "message": "Togliere.", "found_when": [{"does": "deposit"}], "unless": ["excuse"]},
        "excuse": {"message": "-", "found_when": [{"does": "subcontract"}]},
    },
    "waiver": {"allowed": True, "needs": ["justification"]},
}


def changed(path, value):
    """The base with one key changed; `...` takes it away."""
    data = json.loads(json.dumps(BASE))
    *way, last = path
    place = data
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return RuleFile.model_validate(data)


BEFORE = RuleFile.model_validate(BASE)
VERSION = ("versions", 0)
CASES = [
    (("applies_when", 0, "at_least"), 500, "stricter"),
    (("applies_when", 0, "at_least"), 2000, "looser"),
    (("applies_when",), [], "stricter"),
    (("applies_when", 0, "else"), "vale pochissimo", "words"),
    ((*VERSION, "essential"), [], "looser"),
    ((*VERSION, "forbidden"), ["banned", "excuse"], "stricter"),
    ((*VERSION, "in_force_from"), "2023-09-01", "stricter"),
    ((*VERSION, "in_force_to"), "2026-12-31", "looser"),
    ((*VERSION, "citations", 0, "label"), "altra legge", "citation"),
    (("elements", "asked", "severity"), "error", "stricter"),
    (("elements", "asked", "severity"), "advice", "looser"),
    (("elements", "asked", "message"), "Aggiungerla.", "words"),
    (("elements", "asked", "found_when", 0, "mode"), "duty", "stricter"),
    (("elements", "asked", "found_when", 0, "within"), "paragraph", "looser"),
    (("elements", "asked", "found_when", 0, "who"), ..., "looser"),
    (("elements", "asked", "found_when", 0, "without"), ["history"], "stricter"),
    (("elements", "asked", "found_when", 0, "about"), ["deposit"], "stricter"),
    (("elements", "banned", "found_when", 0, "mode"), "duty", "looser"),
    (("elements", "banned", "found_when", 0, "within"), "pair", "stricter"),
    (("elements", "banned", "unless"), [], "stricter"),
    (("elements", "excuse", "found_when", 0, "within"), "pair", "looser"),
    (("elements", "asked", "percent"), {"at_least": 0.05}, "stricter"),
    (("elements", "asked", "when"), {"fact": "social_services", "equals": True}, "looser"),
    (("waiver",), {"allowed": False}, "stricter"),
    (("waiver", "needs"), ["justification", "act"], "stricter"),
    (("status",), "draft", "looser"),
    (("title",), "Altra", "words"),
    (("notice_first",), False, "looser"),
    (("judged_in",), ["disciplinare", "capitolato"], "mixed"),
    (("elements", "asked", "found_when", 0, "does"), "deposit", "mixed"),
    (("tests",), [{"name": "a", "as_of": "2025-01-01", "text": "b", "expect": "compliant"}], "other"),
]
MIRROR = {"stricter": "looser", "looser": "stricter"}


@pytest.mark.parametrize(("path", "value", "kind"), CASES)
def test_one_change_and_its_mirror(path, value, kind):
    now = changed(path, value)
    assert kind_of(compare(BEFORE, now, ({}, {}))) == kind
    assert kind_of(compare(now, BEFORE, ({}, {}))) == MIRROR.get(kind, kind)
    assert compare(now, now, ({}, {})) == ()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=1, max_size=4, unique_by=lambda case: case[0][:3]))
def test_laws_of_several_changes(cases):
    data = json.loads(json.dumps(BASE))
    for path, value, _ in cases:
        place = data
        for step in path[:-1]:
            place = (
                place[step]
                if (isinstance(place, list) and step < len(place)) or (isinstance(place, dict) and step in place)
                else {}
            )
        if value is not ... and place is not None:
            place[path[-1]] = value
    now = RuleFile.model_validate(data)
    there, back = compare(BEFORE, now, ({}, {})), compare(now, BEFORE, ({}, {}))
    assert compare(now, now, ({}, {})) == ()
    assert bool(there) == bool(back) == (now != BEFORE)
    sides = [{part.side for part in parts} - {"words", "citation", "other"} for parts in (there, back)]
    assert {MIRROR.get(side, side) for side in sides[0]} == sides[1]


def concepts(tmp_path, name, terms):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "c.yaml").write_text(f"penalty: {{about: p, terms: [{terms}]}}\nwinner: {{about: v, terms: [chi vince]}}\n"
                                   "deposit: {about: c, terms: [cauzione]}\nsubcontract: {about: s, terms: [subappalto]}\n")  # fmt: skip
    return load_concepts([folder])


def test_a_word_more_makes_what_is_asked_easier_and_back(tmp_path):
    few, many = concepts(tmp_path, "few", "penale"), concepts(tmp_path, "many", "penale, sanzione")
    assert kind_of(compare(BEFORE, BEFORE, (few, many))) == "looser"
    assert kind_of(compare(BEFORE, BEFORE, (many, few))) == "stricter"
    (part,) = compare(BEFORE, BEFORE, (few, many))
    assert "concetto penalty" in part.text


RULE = """
id: X-01
title: Penale
summary: prova
confidence: H
judged_in: [disciplinare]
versions: [{in_force_from: "2024-01-01", citations: [{label: legge, last_checked_on: "2026-01-01"}], essential: [asked]}]
elements: {asked: {title: penale, message: "Manca la penale.", severity: SEVERITY, found_when: [{does: penalty, mode: MODE}]}}
tests: [{name: può, as_of: "2025-06-01", text: "L'appaltatore può pagare una penale.", expect: compliant}]
"""


@pytest.fixture
def write(tmp_path):
    def layer(name, version="1.0.0", severity="error", mode="said", about="", rule=RULE):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "ruleset.yaml").write_text(f'name: comune\nversion: "{version}"\n{about}', encoding="utf-8")
        if rule:
            (folder / "X-01.yaml").write_text(rule.replace("SEVERITY", severity).replace("MODE", mode), encoding="utf-8")
        return str(folder)

    return layer


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_which_tests_and_drafts_change_and_why(write, tmp_path):
    corpus = tmp_path / "bozze"
    corpus.mkdir()
    (corpus / "può.txt").write_text(
        "Disciplinare di gara\n\nL'appaltatore può pagare una penale di cento euro.\n", encoding="utf-8"
    )
    (corpus / "deve.txt").write_text("Disciplinare di gara\n\nL'appaltatore paga una penale di cento euro.\n", encoding="utf-8")
    result = run(write("a"), write("b", mode="duty"), "--corpus", corpus, "--as-of", "2026-03-01")
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    assert "X-01 Penale [comune]: più severa" in said
    assert "può.txt, X-01: da «trovato» a «non trovato o difettoso»" in said
    assert "penale: da trovato a" in said
    assert "deve.txt" not in said
    assert "X-01: può: da «trovato»" in said
    assert "2 giudicate, 1 cambiano esito" in said
    assert "Dopo la 1.0.0 viene la 2.0.0. ruleset.yaml dice 1.0.0: portarla a 2.0.0." in said


@pytest.mark.parametrize(
    ("before", "now", "size", "follows"),
    [
        ({}, {}, "none", "1.0.0"),
        ({}, {"mode": "duty"}, "major", "2.0.0"),
        ({"mode": "duty"}, {}, "minor", "1.1.0"),
        ({"severity": "advice"}, {"severity": "advice", "mode": "duty"}, "minor", "1.1.0"),
        ({"rule": ""}, {"severity": "advice"}, "minor", "1.1.0"),
        ({"rule": ""}, {}, "major", "2.0.0"),
        ({}, {"rule": ""}, "minor", "1.1.0"),
        ({}, {"rule": RULE.replace("Manca la penale", "La penale manca")}, "patch", "1.0.1"),
    ],
)
def test_the_version_that_follows(write, before, now, size, follows):
    one, two = write("a", **before), write("b", version=follows, **now)
    data = json.loads(run(one, two, "--format", "json").output)
    assert (data["size"], data["version_that_follows"], data["declared_enough"]) == (size, follows, True)
    assert run(one, two, "--expect", size).exit_code == 0
    smaller = {"major": "minor", "minor": "patch", "patch": "none"}.get(size)
    assert smaller is None or run(one, two, "--expect", smaller).exit_code == 1


def test_acts_on_what_lies_under(write, tmp_path):
    act = 'because: il regolamento comunale lo disciplina in altro modo, act: delibera 9/2026, on: "2026-02-01"'
    about = f"extends: [italia]\nchanges:\n  - {{rule: FIX-12, switched_off: true, {act}}}\n  - {{parameter: tetto_prezzo, value: 20, {act}}}\n"
    one, two = write("a", about="extends: [italia]\n", rule=""), write("b", about=about, rule="")
    found = diff(read_set(one, tmp_path), read_set(two, tmp_path), date(2026, 3, 1))
    kinds = {change.id: change.kind for change in found.rules}
    assert kinds == {"FIX-04": "stricter", "FIX-12": "looser"}
    assert "ATTENZIONE" in next(change.parts[0].text for change in found.rules if change.id == "FIX-12")
    back = diff(read_set(two, tmp_path), read_set(one, tmp_path), date(2026, 3, 1))
    assert {change.id: change.kind for change in back.rules} == {"FIX-04": "looser", "FIX-12": "stricter"}


def test_changelog_and_markdown_can_be_pasted(write):
    one, two = write("a"), write("b", mode="duty")
    section = run(one, two, "--changelog").output
    assert section.startswith("## 2.0.0 – ")
    assert "### Più severe\n\n- **X-01** Penale:" in section
    assert section.strip() in run(one, two, "--format", "md").output


def test_the_shipped_layers_do_not_differ_from_themselves():
    shipped = load_layers()
    for layer in shipped:
        for rule in layer.rules:
            assert compare(rule, rule, ({}, {})) == ()


def test_a_git_revision(write, tmp_path, monkeypatch):
    write("regole")
    monkeypatch.chdir(tmp_path)
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x")):
        subprocess.run(["git", *words], check=True, cwd=tmp_path)
    (tmp_path / "regole" / "X-01.yaml").write_text(RULE.replace("SEVERITY", "advice").replace("MODE", "said"), encoding="utf-8")
    assert "gravità da errore a consiglio (più larga)" in run("HEAD:regole", "regole").output
    assert run("HEAD:altrove", "regole").exit_code == 2


@pytest.mark.parametrize(
    ("name", "says"), [("nessuna", "non è una cartella"), ("--output=x:y", "No such option"), (".", "non c'è ruleset.yaml")]
)
def test_what_cannot_be_read_is_one_sentence(write, tmp_path, monkeypatch, name, says):
    monkeypatch.chdir(tmp_path)
    result = run(name, "nessuna")
    assert result.exit_code == 2
    assert says in result.output + result.stderr


def test_another_number_in_the_place_of_one_is_one_change_and_says_its_day():
    def rule(*shares):
        data = json.loads(json.dumps(BASE))
        data["elements"] = {
            f"share{n}": {
                "title": f"almeno il {n}",
                "message": f"Manca il {n}.",
                "percent": {"at_least": n / 100},
                "found_when": [{"does": "penalty"}],
            }
            for n in (20, 25)
        }
        ends = {"in_force_to": "2028-05-31"}
        data["versions"] = [
            {
                **data["versions"][0],
                **(ends if n == 0 else {"in_force_from": "2028-06-01"}),
                "essential": [f"share{share}"],
                "forbidden": [],
            }
            for n, share in enumerate(shares)
        ]
        return RuleFile.model_validate(data)

    parts = compare(rule(20, 20), rule(20, 25), ({}, {}))
    assert kind_of(parts) == "stricter"
    assert any("chiede «almeno il 25» al posto di «almeno il 20»" in part.text for part in parts)
    assert kind_of(compare(rule(20, 25), rule(20, 20), ({}, {}))) == "looser"
    assert days(rule(20, 20), rule(20, 25)) == (date(2028, 6, 1),)


def test_the_day_used_and_the_days_to_come_are_told(tmp_path):
    text = json.loads(json.dumps(BASE)) | {"elements": {k: v for k, v in BASE["elements"].items() if k == "asked"}}
    text["versions"] = [
        {**BASE["versions"][0], "forbidden": [], "in_force_to": "2028-05-31"},
        {**BASE["versions"][0], "forbidden": [], "in_force_from": "2028-06-01"},
    ]
    for side in ("prima", "dopo"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "ruleset.yaml").write_text("name: x\n", encoding="utf-8")
        if side == "dopo":
            text["versions"][1]["essential"] = []
        (tmp_path / side / "X-01.yaml").write_text(json.dumps(text), encoding="utf-8")
    (tmp_path / "bozze").mkdir()
    (tmp_path / "bozze" / "a.md").write_text("# Disciplinare di gara\n\nSi pulisce.\n", encoding="utf-8")
    sides = [str(tmp_path / name) for name in ("prima", "dopo")]
    corpus = ["--corpus", str(tmp_path / "bozze")]
    said = " ".join(CliRunner().invoke(command, [*sides, *corpus]).output.split())
    assert "(se non lo dice, di oggi" in said
    assert "I testi cambiano dal 01/06/2028" in said
    assert "--as-of 2028-06-01" in said
    data = json.loads(CliRunner().invoke(command, [*sides, "--format", "json"]).output)
    assert data["rules"][0]["days"] == ["2028-06-01"]
    told = " ".join(CliRunner().invoke(command, [*sides, *corpus, "--as-of", "2028-07-01"]).output.split())
    assert "con la legge del 01/07/2028" in told
    assert "I testi cambiano" not in told
