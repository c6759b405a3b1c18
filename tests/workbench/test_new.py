"""From a few answers to a rule that passes lint and its own tests, and to a layer of one's own."""

import pytest
import yaml
from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.rules.load import load_layers
from procurement_engine.workbench.lint.run import lint
from procurement_engine.workbench.start.write import sample

ANSWERS = yaml.safe_load(sample().read_text(encoding="utf-8"))


def run(*arguments, **options):
    return CliRunner().invoke(main, ["ruleset", "new", *map(str, arguments)], **options)


@pytest.fixture
def layer(tmp_path):
    done = run("--layer", tmp_path / "mie")
    assert done.exit_code == 0, done.output
    return tmp_path / "mie"


def answers(tmp_path, **changes):
    path = tmp_path / "risposte.yaml"
    path.write_text(yaml.safe_dump({**ANSWERS, **changes}, allow_unicode=True), encoding="utf-8")
    return path


def test_a_layer_starts_with_a_rule_that_works(layer):
    (loaded,) = load_layers([str(layer)])
    assert [rule.id for rule in loaded.rules] == ["ENTE-01"]
    assert {one.kind.code for one in lint([layer])} == {"R16", "R25"}  # a clause and English: for the team to write
    told = CliRunner().invoke(main, ["ruleset", "test", "ENTE-01", "--ruleset", str(layer)])
    assert told.exit_code == 0, told.output
    assert (layer / "rule.schema.json").is_file()


def test_a_rule_from_a_file_of_answers(layer, tmp_path):
    done = run("VERDE-01", "--in", layer, "--answers", answers(tmp_path, source="art. 57, c. 2, d.lgs. 36/2023", basis="law"))
    assert done.exit_code == 0, done.output
    rule = next(rule for rule in load_layers([str(layer)])[0].rules if rule.id == "VERDE-01")
    (citation,) = rule.versions[0].citations
    assert (citation.urn, citation.comma) == ("urn:nir:stato:decreto.legislativo:2023-03-31;36~art57", ("2",))
    assert rule.status == "draft"


def test_a_concept_that_is_there_is_used(layer, tmp_path):
    run("VERDE-01", "--in", layer, "--answers", answers(tmp_path, what=["staff"]))
    text = (layer / "verde" / "VERDE-01.yaml").read_text(encoding="utf-8")
    assert "what: staff" in text
    assert "verde_01_what" not in (layer / "concepts" / "verde_01.yaml").read_text(encoding="utf-8")


def test_the_questions_asked_one_by_one(layer):
    said = [ANSWERS[key] for key in ("title", "finds", "message")] + [
        "disciplinare; capitolato",
        "2026-01-01",
        ANSWERS["source"],
        "2026-01-01",
    ]
    said += [
        "policy",
        "L",
        "invia*; trasmett*; consegn*",
        "relazion*; rapporto; rendiconto",
        "; ".join(ANSWERS["compliant"]),
        ANSWERS["missing"],
    ]
    done = run("VERDE-02", "--in", layer, input="\n".join(said) + "\n")
    assert done.exit_code == 0, done.output
    assert (layer / "verde" / "VERDE-02.yaml").is_file()


@pytest.mark.parametrize(
    ("rule_id", "changes", "says"),
    [
        ("verde", {}, "non è un id"),
        ("../X-01", {}, "non è un id"),
        ("ENTE-01", {}, "c'è già"),
        ("VERDE-01", {"where": ["capitolati"]}, "forse «capitolato»"),
        ("VERDE-01", {"since": "1/1/2026"}, 'si scrive "2026-01-01"'),
        ("VERDE-01", {"basis": "legge"}, "non è ammesso"),
        ("VERDE-01", {"does": ["*"]}, "troverebbe qualunque parola"),
        ("VERDE-01", {"titolo": "x"}, "forse «title»"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_left(layer, tmp_path, rule_id, changes, says):
    before = sorted(layer.rglob("*"))
    done = run(rule_id, "--in", layer, "--answers", answers(tmp_path, **changes))
    assert done.exit_code == 2
    assert says in done.stderr
    assert [path for path in sorted(layer.rglob("*")) if path.is_file()] == [path for path in before if path.is_file()]


def test_a_place_that_is_no_layer_or_is_taken(layer, tmp_path):
    assert "non è un livello" in run("VERDE-01", "--in", tmp_path, "--answers", answers(tmp_path)).stderr
    assert "c'è già" in run("--layer", layer).stderr
    assert run().exit_code == 2


def test_what_to_rename_and_to_take_away_is_told(tmp_path, layer):
    started = run("--layer", tmp_path / "altre").output
    assert "ENTE-01 è un esempio" in started
    assert "cancellare" in started
    assert "ruleset schema --ruleset" in started
    done = run("VERDE-01", "--in", layer, "--answers", answers(tmp_path)).output
    assert "verde_01_does e verde_01_what" in done
    concepts = yaml.safe_load((layer / "concepts" / "verde_01.yaml").read_text(encoding="utf-8"))
    assert len({concept["about"] for concept in concepts.values()}) == 2
