"""`check --only`: one rule by itself, with where it is found, and what comes nearest said once."""

import pytest
from click.testing import CliRunner

from procurement_engine.cli import main

PRICE = "All'offerta tecnica 75 punti, all'offerta economica 25 punti."


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "disciplinare.md"
    path.write_text(
        f"# Disciplinare di gara\n\nServizio di pulizia.\n\nLa penale è del 3 per cento.\n\n{PRICE}\n", encoding="utf-8"
    )
    return path


def check(draft, *more):
    return CliRunner().invoke(main, ["check", str(draft), "--as-of", "2026-03-01", "--fail-on", "never", *map(str, more)])


def rule(folder, *relations, percent="0.05"):
    (folder / "ruleset.yaml").write_text("name: x\n", encoding="utf-8")
    (folder / "PRV-01.yaml").write_text(
        f"""
id: PRV-01
title: Quota
summary: quota
confidence: H
judged_in: [disciplinare]
versions: [{{in_force_from: "2024-01-01", citations: [{{label: x, last_checked_on: "2026-01-01"}}], essential: [share]}}]
elements: {{share: {{title: quota, message: "Manca la quota.", percent: {{at_least: {percent}}}, found_when: [{", ".join(relations)}]}}}}
""",
        encoding="utf-8",
    )
    return folder


def test_only_the_rules_asked_for(draft, tmp_path):
    said = check(draft, "--only", "prv-01,FIX-04", "--ruleset", f"italia,{rule(tmp_path, '{does: penalty}', percent=0.02)}").output
    assert "Provate soltanto PRV-01, FIX-04" in said
    assert "SOC-" not in said
    assert "«La penale è del 3 per cento.»" in said.partition("TROVATI")[2]
    none = check(draft, "--only", "FIX-044")
    assert none.exit_code == 2
    assert "forse «FIX-04»?" in none.stderr


def test_the_nearest_passage_is_shown_once_with_the_number_that_fails(draft, tmp_path):
    folder = rule(tmp_path, "{does: penalty}", "{what: penalty, within: pair}")
    said = " ".join(check(draft, "--only", "PRV-01", "--ruleset", folder).output.split())
    assert "Il passo più vicino dice 3%, serve almeno 5%." in said
    assert said.partition("Ciò che ne è più vicino:")[2].count("La penale è del 3 per cento.") == 1
