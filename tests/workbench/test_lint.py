"""Each finding of the lint is made by a rule that has exactly that defect; the shipped rules have no error."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.data import data_path
from procurement_engine.rules.load import SHIPPED
from procurement_engine.workbench.lint.finding import kinds
from procurement_engine.workbench.lint.of_patterns import hangs
from procurement_engine.workbench.lint.run import lint
from procurement_engine.workbench.schema.write import write

RULE = (Path(__file__).parent / "lint" / "ZZZ-01.yaml").read_text(encoding="utf-8")
CONCEPTS = (Path(__file__).parent / "lint" / "prova.yaml").read_text(encoding="utf-8")
ENGLISH = (Path(__file__).parent / "lint" / "en.yaml").read_text(encoding="utf-8")
PENALTY = "      - {does: lint_penalty, what: lint_delay, within: sentence}\n"
#: code -> what to change in the rule, and into what
DEFECTS = {
    "R00": ("title: Penale", "titel: Penale"),
    "R01": ("id: ZZZ-01", "id: ZZZ-02"),
    "R03": ('urn: "urn:nir:stato:decreto.legislativo:2023-03-31;36~art126", comma: ["1"]', 'label: "una legge"'),
    "R04": ('in_force_to: "2024-12-30"', 'in_force_to: "2024-12-31"'),
    "R05": ('in_force_to: "2024-12-30"', 'in_force_to: "2024-11-30"'),
    "R06": ("elements:\n", 'elements:\n  idle: {message: "-", found_when: [{does: lint_penalty}]}\n'),
    "R07": (f"    found_when:\n{PENALTY}", ""),
    "R08": ("what: lint_delay", "what: lint_dalay"),
    "R14": ('message: "Manca la penale per il ritardo: aggiungerla."', 'message: "-"'),
    "R15": (": aggiungerla.", "."),
    "R16": ("suggestion: penali_sociali.md.j2\n", ""),
    "R17": ("penali_sociali", "penali_social"),
    "R18": ("expect: {outcome: non_compliant, missing: [penalty]}", "expect: undetermined"),
    "R19": ("expect: not_applicable", "expect: undetermined"),
    "R20": ("expect: compliant", "expect: undetermined"),
    "R21": ("Chi tarda paga una sanzione.", "Ogni giorno di ritardo è soggetto a una penale giornaliera."),
    "R22": ("{fact: contract_nature, equals: services", "{fact: cam, contains: puliziee"),
    "R23": ("confidence: M", "confidence: L"),
    "R25": ("title: Penale", "title: Multa"),
    "R26": ('history:\n  - {on: "2026-11-26", kind: added, note: "prima stesura"}\n', ""),
    "R27": ("status: in_force", "status: in_force\nreviewed_by: Anna Bianchi"),
    "R28": ("  - {fact: contract_nature", '  - {fact: estimated_value, at_least: 140.000, else: "x"}\n  - {fact: contract_nature'),
    "R31": (f"    found_when:\n{PENALTY}", f"    percent: {{at_least: 20}}\n    found_when:\n{PENALTY}"),
    "R34": (f"    found_when:\n{PENALTY}", f"    percent: {{at_least: 0.2}}\n    found_when:\n{PENALTY}"),
    "R32": ("2023-03-31;36~art126", "2023;36~art126"),
    "R29": ("schema=rule.schema.json", "schema=altrove.json"),
}
IN_CONCEPTS = {
    "R09": ("lint_delay:", "lint_idle: {about: x, terms: [x]}\nlint_delay:"),
    "R10": ('"ritard*"', '"ritard*", "ritardo grave"'),
    "R12": ('"ritard*"', '"ritard*|"'),
    "R33": ('"ritard*"', '"ritard*", "consegna tardiva|in mora"'),
}


@pytest.fixture
def layer(tmp_path):
    """A small layer without defects."""
    for name, text in (
        ("ruleset.yaml", "name: prova\n"),
        ("ZZZ-01.yaml", RULE),
        ("concepts/prova.yaml", CONCEPTS),
        ("locale/en.yaml", ENGLISH),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write([tmp_path], tmp_path)
    return tmp_path


def codes(folder):
    return {one.kind.code for one in lint([folder])}


def test_the_small_layer_is_clean(layer):
    assert codes(layer) == set()


@pytest.mark.parametrize(("code", "change"), DEFECTS.items(), ids=DEFECTS)
def test_a_defect_of_a_rule(layer, code, change):
    assert change[0] in RULE
    (layer / "ZZZ-01.yaml").write_text(RULE.replace(*change, 1), encoding="utf-8")
    assert code in codes(layer)


@pytest.mark.parametrize(("code", "change"), IN_CONCEPTS.items(), ids=IN_CONCEPTS)
def test_a_defect_of_a_vocabulary(layer, code, change):
    assert change[0] in CONCEPTS
    (layer / "concepts" / "prova.yaml").write_text(CONCEPTS.replace(*change, 1), encoding="utf-8")
    assert codes(layer) == {code, "R29"} - ({"R29"} if code != "R09" else set())


def test_no_source_at_all(layer):
    text = RULE
    for urn in ("art126", "art127"):
        start = text.index(f'      - {{urn: "urn:nir:stato:decreto.legislativo:2023-03-31;36~{urn}"')
        text = text[:start].rstrip().removesuffix("citations:") + "citations: []\n" + text[text.index("\n", start) + 1 :]
    (layer / "ZZZ-01.yaml").write_text(text, encoding="utf-8")
    assert codes(layer) == {"R02"}


def test_a_concept_in_two_vocabularies(layer):
    (layer / "concepts" / "altro.yaml").write_text("lint_delay: {about: x, terms: [tardi]}\n", encoding="utf-8")
    assert codes(layer) == {"R11"}


def test_terms_added_to_a_concept_of_the_layers_below_are_used(layer):
    (layer / "concepts" / "altro.yaml").write_text("staff: {about: lavoratori, terms: [operai]}\n", encoding="utf-8")
    write([layer], layer)
    assert codes(layer) == set()


def test_a_rule_too_large_for_the_second_evaluator(layer):
    many = ", ".join(f"{{fact: estimated_value, at_least: {n}}}" for n in range(120))
    (layer / "ZZZ-01.yaml").write_text(
        RULE.replace("  - {fact: contract_nature", f'  - {{any: [{many}], else: "x"}}\n  - {{fact: contract_nature', 1),
        encoding="utf-8",
    )
    assert "R24" in codes(layer)


def test_a_translation_of_nothing(layer):
    (layer / "locale" / "en.yaml").write_text(ENGLISH + '  "frase cambiata": "changed"\n', encoding="utf-8")
    assert codes(layer) == {"R30"}


def test_a_gap_that_is_declared_is_none(layer):
    text = RULE.replace('in_force_to: "2024-12-30"', 'in_force_to: "2024-11-30"')
    text = text.replace('  - in_force_from: "2024-12-31"', '  - in_force_from: "2024-12-31"\n    gap: "la norma era sospesa"')
    (layer / "ZZZ-01.yaml").write_text(text, encoding="utf-8")
    assert codes(layer) == set()


@pytest.mark.parametrize("pattern", [r"(\w+\s?)*:$", r"(a+)+b", r"(?:\d+\.?)+;"])
def test_a_pattern_that_hangs_is_seen(pattern):
    assert "impiega più di" in hangs(pattern)


@pytest.mark.parametrize("pattern", [r"(?:[a-z]+ ){0,3}x", r"contratt\w+ (?:nazional|collettiv)\w*"])
def test_a_pattern_that_does_not_hang(pattern):
    assert hangs(pattern) is None


def test_every_kind_is_tried_here_and_says_what_to_do():
    apart = {"R02", "R11", "R13", "R24", "R30"}
    assert kinds().keys() == {*DEFECTS, *IN_CONCEPTS, *apart}
    assert all(kind.why and kind.fix for kind in kinds().values())


def test_the_shipped_rules_have_no_error():
    found = [one for one in lint([data_path("rulesets", name) for name in SHIPPED]) if one.kind.severity == "error"]
    assert [(one.file.name, one.line, one.kind.code, one.text) for one in found] == []


def run(*arguments):
    return CliRunner().invoke(main, ["ruleset", "lint", *map(str, arguments)])


def test_the_command(layer):
    assert run("--ruleset", layer).exit_code == 0
    (layer / "ZZZ-01.yaml").write_text(RULE.replace("what: lint_delay", "what: lint_dalay"), encoding="utf-8")
    told = run("--ruleset", layer)
    assert told.exit_code == 1
    assert "ZZZ-01.yaml:26:30: R08 errore" in told.stdout
    assert "forse «lint_delay»" in told.stdout
    found = json.loads(run("--ruleset", layer, "--format", "json", "--errors-only").stdout)["findings"]
    assert [(one["code"], one["line"]) for one in found] == [("R08", 26)]
    results = json.loads(run("--ruleset", layer, "--format", "sarif", "--errors-only").stdout)["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["R08"]


def test_broken_files_do_not_hide_the_others(layer):
    (layer / "ZZZ-02.yaml").write_text(
        RULE.replace("titolo", "x").replace("id: ZZZ-01", "id: ZZZ-02").replace("M\n", "Z\n"), encoding="utf-8"
    )
    (layer / "ZZZ-03.yaml").write_text("a: [", encoding="utf-8")
    found = [(one.file.name, one.kind.code) for one in lint([layer])]
    assert ("ZZZ-02.yaml", "R00") in found
    assert ("ZZZ-03.yaml", "R00") in found


def test_many_warnings_of_a_kind_are_folded(layer):
    many = ", ".join(f'"ritardo {n}"' for n in range(9))
    (layer / "concepts" / "prova.yaml").write_text(CONCEPTS.replace('"ritard*"', f'"ritard*", {many}'), encoding="utf-8")
    assert run("--ruleset", layer).stdout.count("R10 avviso") == 5
    assert "altri 4 avvisi" in run("--ruleset", layer).stdout
    assert run("--ruleset", layer, "--all").stdout.count("R10 avviso") == 9


def test_explanations():
    assert "perché conta" in run("--explain", "r07").stdout.casefold()
    wrong = run("--explain", "R99")
    assert wrong.exit_code == 2
    assert "non esiste" in wrong.stderr


def test_what_grows_old_is_told_and_never_fails(layer):
    told = run("--ruleset", layer, "--stale", "--days", "0")
    assert told.exit_code == 0
    assert "Firme mancanti o superate: 1" in told.stdout
    assert "Punti da verificare: 0" in told.stdout


def test_a_vocabulary_that_cannot_be_read_is_one_error_and_comes_first(layer):
    path = layer / "concepts" / "prova.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\tx: y\n", encoding="utf-8")
    found = lint([layer])
    assert [one.kind.code for one in found if one.kind.severity == "error"] == ["R00"]
    assert found[0].kind.code == "R00"


def test_the_command_that_writes_the_schema_again_is_whole(layer):
    path = layer / "concepts" / "prova.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("lint_delay:", "lint_idle: {about: x, terms: [x]}\nlint_delay:"), encoding="utf-8"
    )
    (old,) = [one for one in lint([layer]) if one.kind.code == "R29"]
    assert f"ruleset schema --ruleset {layer}" in old.text
