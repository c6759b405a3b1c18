"""A signature lifts the cap for what was signed, as long as it is what was signed; a draft only advises."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
from click.testing import CliRunner
from docx import Document

from procurement_engine.cli import main
from procurement_engine.rules.load import load_layers, load_rule
from procurement_engine.rules.overlay import effective

RULE = """# nota dell'ufficio: non toccare
id: PRV-01
title: Il voto c'è
summary: Si vota.
confidence: {confidence}  # letto a metà
status: {status}
judged_in: [disciplinare]
versions:
  - in_force_from: "2024-01-01"
    citations: [{{label: regolamento, last_checked_on: "2026-01-01"}}]
    essential: [ballot]
elements:
  ballot: {{title: voto, message: "Manca il voto: prevederlo.", found_when: [{{what: union_side, within: sentence}}]}}
history:
  - {{on: "2026-01-10", kind: added, note: "prima stesura"}}  # in fondo
"""


@pytest.fixture
def layer(tmp_path):
    def write(confidence="L", status="in_force", text=RULE):
        (tmp_path / "ruleset.yaml").write_text('name: prova\nversion: "0.1.0"\n', encoding="utf-8")
        (tmp_path / "PRV-01.yaml").write_bytes(text.format(confidence=confidence, status=status).encode())
        return tmp_path

    return write


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def sign(folder, *more, by="Anna Bianchi"):
    return run("ruleset", "sign", "PRV-01", "--by", by, "--ruleset", folder, *more)


def severities(folder, tmp_path):
    """What each output says of the one finding, in its own words for error, warning and advice."""
    draft = tmp_path / "disciplinare.md"
    draft.write_text("# Disciplinare di gara\n\n## Art. 1\n\nSi affida il servizio di pulizia.\n", encoding="utf-8")
    base = ["check", draft, "--ruleset", folder, "--as-of", "2026-02-01"]
    data = json.loads(run(*base, "--format", "json").output)["requirements"][0]
    yield data["severity"], data["elements"][0]["severity"]
    sarif = json.loads(run(*base, "--format", "sarif").output)["runs"][0]["results"][0]["level"]
    yield {"error": "error", "warning": "warning", "note": "advice"}[sarif]
    page = run(*base, "--format", "html").output
    yield next(word for word in ("error", "warning", "advice") if f'class="finding {word}"' in page)
    text = run(*base)
    yield text.output
    run(*base, "--format", "xlsx", "-o", tmp_path / "esito.xlsx")
    book = zipfile.ZipFile(BytesIO((tmp_path / "esito.xlsx").read_bytes()))
    yield "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    docx = Document()
    docx.add_heading("Disciplinare di gara", 1)
    docx.add_paragraph("Si affida il servizio di pulizia.")
    docx.save(tmp_path / "disciplinare.docx")
    given_back = ["check", tmp_path / "disciplinare.docx", *base[2:], "--format", "docx", "-o", tmp_path / "annotato.docx"]
    run(*given_back)
    yield zipfile.ZipFile(tmp_path / "annotato.docx").read("word/comments.xml").decode()
    yield text.exit_code


WORDS = {"error": "da correggere", "warning": "da rivedere", "advice": "consiglio"}


@pytest.mark.parametrize(
    ("confidence", "status", "signed", "weight"),
    [
        ("L", "in_force", False, "advice"),
        ("M", "in_force", False, "warning"),
        ("H", "in_force", False, "error"),
        ("L", "in_force", True, "error"),
        ("H", "draft", False, "advice"),
        ("H", "draft", True, "advice"),
    ],
)
def test_the_cap_holds_in_every_output(layer, tmp_path, confidence, status, signed, weight):
    folder = layer(confidence, status)
    if signed:
        assert sign(folder).exit_code == 0
    (of_rule, of_element), sarif, html, text, xlsx, comments, code = severities(folder, tmp_path)
    assert (of_rule, of_element, sarif, html) == (weight,) * 4
    assert {"error": "1 cosa da correggere", "warning": "1 da rivedere", "advice": "1 consigli"}[weight] in text.replace(
        "consiglio", "consigli"
    )
    assert [key for key, word in WORDS.items() if f">{word}<" in xlsx.lower()] == [weight]
    assert [key for key, word in WORDS.items() if f"{word}: manca il voto" in comments.lower()] == [weight]
    assert ("1 cosa da correggere" in comments) == (weight == "error")
    assert code == (1 if weight == "error" else 0)


def test_signing_changes_four_lines_and_no_other(layer):
    folder = layer()
    before = (folder / "PRV-01.yaml").read_text(encoding="utf-8").splitlines()
    assert sign(folder, "--on", "2026-02-01").exit_code == 0
    after = (folder / "PRV-01.yaml").read_text(encoding="utf-8").splitlines()
    new = [line for line in after if line not in before]
    assert [line for line in after if line in before] == before
    assert [line.strip().partition(":")[0] for line in new] == ["reviewed_by", "reviewed_on", "reviewed_hash", "- {on"]
    rule = load_rule(folder / "PRV-01.yaml")
    assert (rule.signature.state, rule.reviewed_on, rule.history[-1].kind) == ("valid", date(2026, 2, 1), "signed")
    assert sign(folder, by="Ugo Neri").exit_code == 0
    assert load_rule(folder / "PRV-01.yaml").signature.by == "Ugo Neri"


@pytest.mark.parametrize(
    "text",
    [
        RULE.replace("\n", "\r\n"),
        RULE.partition("history:")[0],
        RULE.partition("history:")[0] + "history: []\n",
        RULE.partition("history:")[0] + 'history: [{{on: "2026-01-10", kind: added, note: "x"}}]',
        RULE.replace("status:", "reviewed_by:\nreviewed_on: null\nstatus:"),
        RULE.replace("status:", "reviewed_by: >-\n  Ugo\n  Neri\nreviewed_on: 2026-02-02\nstatus:"),
        RULE.replace("  - {{on", "- {{on").rstrip(),
    ],
)
def test_however_the_file_is_written(layer, text):
    folder = layer(text=text)
    assert sign(folder, by='Anna "Nina" D\'Orò').exit_code == 0
    rule = load_rule(folder / "PRV-01.yaml")
    assert (rule.signature.state, rule.signature.by) == ("valid", 'Anna "Nina" D\'Orò')
    assert rule.history[-1].kind == "signed"
    assert b"\n" not in (folder / "PRV-01.yaml").read_bytes().replace(b"\r\n", b"") or "\r\n" not in text


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Manca il voto: prevederlo.", "Il voto manca: prevederlo.", "il testo non è più quello firmato"),
        ("union_side", "staff", "il testo non è più quello firmato"),
        ('last_checked_on: "2026-01-01"', 'last_checked_on: "2026-03-01"', "il testo non è più quello firmato"),
        ("history:\n", 'history:\n  - {on: "2026-05-05", kind: changed, note: altro}\n', "una modifica del 05/05/2026"),
    ],
)
def test_a_later_edit_makes_the_signature_stale_and_brings_the_cap_back(layer, tmp_path, old, new, why):
    folder = layer()
    sign(folder, "--on", "2026-02-01")
    file = folder / "PRV-01.yaml"
    edited = file.read_text(encoding="utf-8").replace(old, new)
    assert edited != file.read_text(encoding="utf-8")
    file.write_text(edited, encoding="utf-8")
    listed = run("ruleset", "list", "--stale", "--ruleset", folder).output
    assert "firma precedente all'ultima modifica" in listed
    assert why in listed
    assert "PRV-01" not in run("ruleset", "list", "--unsigned", "--ruleset", folder).output
    assert next(severities(folder, tmp_path))[0] == "advice"
    assert (
        "firma precedente all'ultima modifica"
        in run("check", tmp_path / "disciplinare.md", "--ruleset", folder, "--format", "json").output
    )


def test_comments_tests_and_layout_are_no_edit(layer):
    folder = layer()
    sign(folder)
    file = folder / "PRV-01.yaml"
    text = (
        file.read_text(encoding="utf-8")
        .replace("# letto a metà", "# letto tutto")
        .replace("summary: Si vota.", "summary: >-\n  Si\n  vota.")
    )
    text += 'tests: [{name: a, as_of: "2026-02-01", text: Niente., expect: non_compliant}]\n'
    file.write_text(text, encoding="utf-8")
    assert load_rule(file).signature.state == "valid"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--on", "2026-01-09"), "modificata, o una fonte riletta, il 10/01/2026"),
        (("--on", "2999-01-01"), "non è ancora venuto"),
        (("--layer", "bologna"), "--layer"),
    ],
)
def test_what_cannot_be_signed_is_left_as_it_is(layer, more, said):
    folder = layer()
    before = (folder / "PRV-01.yaml").read_bytes()
    refused = sign(folder, *more)
    assert refused.exit_code == 2
    assert said in refused.output
    assert (folder / "PRV-01.yaml").read_bytes() == before


@pytest.mark.parametrize("by", ["", "  ", "A\nB: c", "x\x1b[31m"])
def test_a_name_that_is_none_signs_nothing(layer, by):
    refused = sign(layer(), by=by)
    assert refused.exit_code == (0 if by == "A\nB: c" else 2)


def test_a_date_of_a_later_law_needs_a_signature_that_covers_it(layer):
    by_hand = RULE.replace("status:", "reviewed_by: Anna Bianchi\nreviewed_on: 2026-02-01\nstatus:")
    future = by_hand.replace('"2024-01-01"', '"2027-01-01"')
    assert load_rule(layer(text=by_hand) / "PRV-01.yaml").signature.state == "valid"
    assert load_rule(layer(text=future) / "PRV-01.yaml").signature.why == "version"
    folder = layer(text=future)
    assert sign(folder).exit_code == 0
    assert load_rule(folder / "PRV-01.yaml").signature.state == "valid"


def test_an_unsigned_extension_does_not_ride_on_the_signature_below(layer, tmp_path):
    base = layer("L")
    sign(base)
    above = tmp_path / "sopra"
    above.mkdir()
    (above / "ruleset.yaml").write_text("name: sopra\n", encoding="utf-8")
    more = RULE.replace("status:", "extends: true\nstatus:").replace("ballot", "urn").format(confidence="L", status="draft")
    (above / "PRV-01.yaml").write_text(more, encoding="utf-8")
    ((_, rule),) = effective(load_layers([str(base), str(above)]), date(2026, 2, 1))
    assert {name: element.weight() for name, element in rule.elements.items()} == {"ballot": "error", "urn": "advice"}
    assert rule.signature.state == "valid"


def test_a_rule_whose_tests_fail_is_not_signed(layer):
    test = '\ntests: [{{name: rotta, as_of: "2026-02-01", text: Niente., expect: compliant}}]\n'
    folder = layer(text=RULE.rstrip() + test)
    before = (folder / "PRV-01.yaml").read_bytes()
    refused = sign(folder)
    assert (refused.exit_code, "«rotta»" in refused.output) == (2, True)
    assert (folder / "PRV-01.yaml").read_bytes() == before
    assert "non ha prove" in sign(layer()).output


def test_layers_that_change_numbers_or_severity_neither_break_nor_outweigh_a_signature(layer, tmp_path):
    number = "parameters: {{quota: {{value: 0.5, unit: quota, about: parte}}}}\n".replace("{{", "{").replace("}}", "}")
    asked = RULE.replace("Manca il voto: prevederlo.", "Manca il voto per il {{quota}}: prevederlo.").replace(
        "judged_in:", "applies_when: [{{fact: labour_share, at_least: quota, else: poco lavoro}}]\njudged_in:"
    )
    folder = layer("L", text=asked)
    (folder / "ruleset.yaml").write_text("name: prova\n" + number, encoding="utf-8")
    raised = tmp_path / "sopra"
    raised.mkdir()
    change = '{rule: PRV-01, element: ballot, severity: error, act: delibera 1, on: "2026-01-01", because: "così ha deciso la giunta comunale"}'
    (raised / "ruleset.yaml").write_text(f"name: sopra\nchanges: [{change}]\n", encoding="utf-8")
    layers = [str(folder), str(raised)]
    ((_, rule),) = effective(load_layers(layers), date(2026, 2, 1))
    assert (rule.elements["ballot"].weight(), rule.signature.state) == ("advice", "unsigned")
    assert sign(folder).exit_code == 0
    ((_, rule),) = effective(load_layers(layers), date(2026, 2, 1))
    assert rule.elements["ballot"].message == "Manca il voto per il 50 per cento: prevederlo."
    assert (rule.elements["ballot"].weight(), rule.signature.state) == ("error", "valid")
    assert "delibera 1" in run("ruleset", "show", "PRV-01", "--ruleset", ",".join(layers), "--as-of", "2026-02-01").output


def test_whoever_signs_is_told_how_much_the_tests_watch_over(layer):
    tests = """tests:
  - {{name: sì, as_of: "2026-02-01", text: "Si convoca la parte sindacale.", expect: compliant}}
"""
    rule = RULE.replace("[{{what: union_side, within: sentence}}]", "[{{what: union_side, within: sentence, without: youth}}]")
    folder = layer(text=rule.replace("history:", tests + "history:"))
    text = (folder / "PRV-01.yaml").read_text(encoding="utf-8")
    again = f"ruleset test PRV-01 --kind mutation --ruleset {folder}"
    done = sign(folder).output
    assert "le prove proteggono troppo poco" in done
    assert again in done
    assert "concetti: union_side, youth" in done
    (folder / "PRV-01.yaml").write_text(text, encoding="utf-8")
    assert "non è stato misurato" in sign(folder, "--quick").output
    (folder / "PRV-01.yaml").write_text(text.replace("expect: compliant", "expect: non_compliant"), encoding="utf-8")
    assert f"ruleset test PRV-01 --ruleset {folder}" in sign(folder).stderr
    assert f"ruleset list --ruleset {folder}" in run("ruleset", "sign", "PRV-09", "--by", "x", "--ruleset", folder).stderr
