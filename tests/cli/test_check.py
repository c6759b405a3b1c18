"""The command as a user meets it."""

import json

from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.data import data_path

EXAMPLE = data_path("examples", "01_controlla_una_bozza", "disciplinare.docx")


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_the_example_end_to_end():
    result = run(EXAMPLE, "--format", "json", "--fail-on", "never")
    report = json.loads(result.stdout)
    outcomes = {r["id"]: r["outcome"] for r in report["requirements"]}
    assert report["schema"] == "procurement-engine/check/1"
    assert outcomes["CCNL-01"] == outcomes["CCNL-12"] == outcomes["SOC-07"] == "compliant"
    assert outcomes["SOC-03"] == outcomes["FIX-04"] == outcomes["REF-01"] == "non_compliant"
    assert result.exit_code == 0


def test_quotes_are_where_they_say(tmp_path):
    from procurement_engine.drafts import read

    blocks = read(EXAMPLE).blocks
    report = json.loads(run(EXAMPLE, "--format", "json", "--fail-on", "never").stdout)
    for requirement in report["requirements"]:
        for item in requirement["evidence"]:
            assert blocks[item["paragraph"]].text[item["start"] : item["end"]] == item["quote"]


def test_exit_codes(tmp_path):
    assert run(EXAMPLE).exit_code == 1
    assert run(tmp_path / "nulla.docx").exit_code == 2
    assert run(EXAMPLE, "--as-of", "ieri").exit_code == 2
    assert run(EXAMPLE, "--as-of", "2020-01-01").exit_code == 3


def test_bad_facts_are_one_sentence(tmp_path):
    facts = tmp_path / "fatti.yaml"
    for text, says in (
        ("labour_intensiv: true", "forse «labour_intensive»"),
        ("price_points: molti", "vuole un numero"),
        ("a: [", "fatti.yaml, riga "),
    ):
        facts.write_text(text, encoding="utf-8")
        result = run(EXAMPLE, "--facts", facts)
        assert result.exit_code == 2
        assert says in result.stderr
        assert "Traceback" not in result.output


def test_text_report_says_first_what_to_do():
    lines = run(EXAMPLE, "--fail-on", "never").stdout.splitlines()
    assert "da correggere" in lines[0]
    assert "non certifica" in " ".join(lines[-2:])
    assert max(map(len, lines)) <= 260


def test_facts_are_quoted_in_whole_words():
    report = json.loads(run(EXAMPLE, "--format", "json", "--fail-on", "never").stdout)
    quotes = [item["quote"] for fact in report["facts"].values() for item in fact["evidence"]]
    assert "economicamente più vantaggiosa" in quotes
