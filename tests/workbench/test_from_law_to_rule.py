"""The guide's example, an invented regional law: what docs/regole.md tells of it holds."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from procurement_engine.cli import main

LAYER = Path(__file__).parent / "valdaria"
TERMS = (
    "# Capitolato speciale\n\n## Art. 1 Oggetto\n\nIl contratto di servizi ha per oggetto l'assistenza educativa scolastica "
    "(CPV 85312110-3) e dura 24 mesi dal 1° settembre 2027.\n\n## Art. 2 Personale\n\n{}\n"
)


@pytest.fixture
def layer(tmp_path):
    return Path(shutil.copytree(LAYER, tmp_path / "valdaria"))


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def outcome(layer, tmp_path, sentence, day):
    draft = tmp_path / "capitolato.md"
    draft.write_text(TERMS.format(sentence), encoding="utf-8")
    report = json.loads(run("check", draft, "--ruleset", layer, "--as-of", day, "--format", "json").output)
    (found,) = report["requirements"]
    return found["outcome"], found["severity"]


def test_it_is_tried_linted_signed(layer):
    tried = run("ruleset", "test", "VAL-01", "--ruleset", layer, "--kind", "mutation")
    assert tried.exit_code == 0
    assert "0 non riuscite" in tried.output
    assert "0 errori" in run("ruleset", "lint", "--ruleset", layer).output
    assert run("ruleset", "sign", "VAL-01", "--by", "Ada Giurista", "--ruleset", layer).exit_code == 0
    assert "firmata da Ada Giurista" in run("ruleset", "list", "--ruleset", layer).output


@pytest.mark.parametrize(
    ("sentence", "day", "wanted"),
    [
        ("Gli addetti hanno la qualifica di educatore.", "2027-03-01", "non_compliant"),
        ("A ogni educatrice il gestore paga quattro ore di addestramento al mese.", "2027-03-01", "compliant"),
        ("Il personale si forma in corsi di otto ore mensili, remunerate come lavoro.", "2027-03-01", "compliant"),
        ("I corsi, due ore al mese, sono a spese degli operatori.", "2027-03-01", "non_compliant"),
        ("Gli addetti hanno la qualifica di educatore.", "2026-12-31", "not_applicable"),
    ],
)
def test_it_judges_terms_that_its_tests_never_saw(layer, tmp_path, sentence, day, wanted):
    assert outcome(layer, tmp_path, sentence, day)[0] == wanted


def test_the_guide_shows_the_file_as_it_is():
    guide = (Path(__file__).parents[2] / "docs" / "regole.md").read_text(encoding="utf-8")
    assert (LAYER / "ruleset.yaml").read_text(encoding="utf-8") in guide
