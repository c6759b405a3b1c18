"""`ruleset test` on a tiny layer whose gaps are known."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from procurement_engine.cli.ruleset import command
from procurement_engine.workbench.testing.bench import open_bench, try_on
from procurement_engine.workbench.testing.disguises import DISGUISES
from procurement_engine.workbench.testing.mutants import mutants

LAYER = Path(__file__).parent / "strato"
RULE = Path("prove") / "ZZZ-01.yaml"
GUARD = "sealed: found_when senza without: prova_drafts"


@pytest.fixture
def layer(tmp_path):
    return Path(shutil.copytree(LAYER, tmp_path / "strato"))


def run(layer, *options):
    return CliRunner().invoke(command, ["test", "--ruleset", str(layer), *options])


def told(layer, *options):
    result = run(layer, "--format", "json", *options)
    return result.exit_code, json.loads(result.stdout)["rules"][0]


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def survivors(rule):
    return {one["statement"] for one in rule["mutation"]["survivors"]}


def test_a_folder_is_tried_alone_and_passes(layer):
    code, rule = told(layer)
    assert (code, rule["id"], rule["tests"], rule["failures"]) == (0, "ZZZ-01", 3, [])


def test_a_failing_test_is_told_with_what_was_seen_and_exits_1(layer):
    edit(layer / RULE, "timbra i moduli", "archivia i moduli")
    result = run(layer, "ZZZ-01")
    assert result.exit_code == 1
    assert "prova «detto»" in result.stdout
    assert "atteso:   compliant" in result.stdout
    assert "ottenuto: non_compliant (manca sealed)" in result.stdout
    assert "sealed (chiesto) manca" in result.stdout
    assert "che fare: sealed: parole non capite" in result.stdout


def test_the_passage_that_counted_wrongly_is_quoted(layer):
    edit(layer / RULE, "timbra le buste", "timbra i formulari")
    _, rule = told(layer)
    (failure,) = rule["failures"]
    assert failure["elements"][0] == {
        "element": "sealed",
        "part": "chiesto",
        "state": "trovato",
        "passage": "L'ufficio timbra i formulari.",
    }


def test_what_no_test_would_miss_is_a_survivor_and_the_rest_is_not(layer):
    code, rule = told(layer, "--kind", "mutation")
    assert survivors(rule) == {GUARD, "applies_when contract_nature in [services]"}
    assert rule["mutation"]["killed"] == 4
    assert code == 1


def test_a_test_for_the_guard_kills_its_mutant(layer):
    with (layer / RULE).open("a", encoding="utf-8") as file:
        file.write(
            "  - name: minuta\n    facts: {contract_nature: services}\n    as_of: '2025-06-01'\n"
            "    text: 'Si timbra la minuta dei moduli.'\n    expect: {outcome: non_compliant, missing: [sealed]}\n"
        )
    code, rule = told(layer, "--kind", "mutation")
    assert GUARD not in survivors(rule)
    assert code == 0  # 5 of 6 is above the floor


def test_an_accepted_survivor_is_listed_apart_and_a_useless_acceptance_told(layer):
    (layer / "tests").mkdir()
    entry = "{{statement: '{}', reason: 'le minute non arrivano mai a questo ufficio', by: RUP, on: 2026-11-26}}"
    text = f"ZZZ-01:\n  - {entry.format(GUARD)}\n  - {entry.format('non esiste')}\n"
    (layer / "tests" / "accepted.yaml").write_text(text, encoding="utf-8")
    result = run(layer, "--kind", "mutation", "-v")
    assert result.exit_code == 0
    assert f"accettata: {GUARD}: le minute" in result.stdout
    assert 'da togliere: "non esiste"' in result.stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ZZZ-01:\n  - {statement: x, by: RUP, on: 2026-11-26}", "ZZZ-01.0.reason"),
        ("ZZZ-01:\n  - {statement: x, reason: breve, by: RUP, on: 2026-11-26}", "almeno 20 caratteri"),
    ],
)
def test_an_acceptance_without_reason_is_refused(layer, text, sentence):
    (layer / "tests").mkdir()
    (layer / "tests" / "accepted.yaml").write_text(text, encoding="utf-8")
    result = run(layer, "--kind", "mutation")
    assert result.exit_code == 2
    assert sentence in result.output


def test_coverage_says_what_is_never_shown(layer):
    _, rule = told(layer)
    assert "nessuna prova prima del 01/01/2024, quando il testo entra in vigore" in rule["gaps"]
    assert "la condizione «natura del contratto è servizi (contract_nature)» non è mai falsa" in rule["gaps"]
    assert "«timbro» (sealed) non è mai negato" in rule["gaps"]
    assert not any("non è mai trovato" in gap for gap in rule["gaps"])


def test_every_disguise_leaves_the_outcome_and_a_negation_does_not(layer):
    code, rule = told(layer, "--kind", "metamorphic")
    assert (code, rule["metamorphic"]["failures"]) == (0, [])
    assert rule["metamorphic"]["tried"] == 3 * len(DISGUISES) + 1


def test_a_negation_that_changes_nothing_is_a_failure(layer):
    relation = "      - {does: prova_seals, what: prova_forms, without: prova_drafts}\n"
    edit(layer / RULE, relation, relation + "      - {does: prova_seals, what: prova_forms, mode: denied}\n")
    code, rule = told(layer, "--kind", "metamorphic")
    (failure,) = rule["metamorphic"]["failures"]
    assert code == 1
    assert failure["text"] == "L'ufficio non timbra i moduli."


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (["NON-99"], "la regola «NON-99» non c'è"),
        (["--ruleset", "nessuna-cartella"], "l'insieme di regole «nessuna-cartella» non c'è"),
    ],
)
def test_what_cannot_be_read_exits_2(layer, what, sentence):
    result = run(layer, *what)
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_a_concept_that_no_vocabulary_has_exits_2(layer):
    edit(layer / RULE, "what: prova_forms", "what: prova_froms")
    result = run(layer)
    assert (result.exit_code, "prova_froms" in result.output) == (2, True)


def test_a_shipped_rule_is_tried_within_its_own_layers():
    bench = open_bench(["anac"])
    assert {layer.name for layer in bench.layers} == {"italia", "anac"}
    assert {layer.name for layer, _ in bench.rules()} == {"anac"}


def test_mutants_have_a_name_each():
    for _, rule in open_bench([]).rules():
        keys = [mutant.key for mutant in mutants(rule)]
        assert len(keys) == len(set(keys)), rule.id


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_keeps_every_letter(disguise):
    text = "L'aggiudicatario assicura l'equivalenza dei trattamenti a quanti già vi lavorano e ne dà prova entro 30 giorni, art. 5."
    draft = DISGUISES[disguise](text, "disciplinare")
    shown = "".join(block.text for block in draft.blocks if block.role == "body" or block.role == "note" or block.cells)
    letters = [c for c in shown.lower().translate(str.maketrans("àè", "ae")) if c.isalnum()]
    wanted = [c for c in text.lower().translate(str.maketrans("àè", "ae")) if c.isalnum()]
    assert "".join(wanted) in "".join(letters)


def test_try_on_judges_only_the_rule_it_is_given():
    bench = open_bench(["italia"])
    layer, rule = next((layer, rule) for layer, rule in bench.rules() if rule.id == "SOC-03")
    tried = try_on(bench.compile(layer, rule, rule.tests[0]), rule.tests[0], bench.prepare(layer, rule, rule.tests[0]))
    assert (tried.judgement.plan.rule.id, tried.outcome) == ("SOC-03", "compliant")


def test_where_a_guard_keeps_the_words_out_the_guard_is_named(layer):
    edit(layer / RULE, "L'ufficio timbra i moduli.", "L'ufficio timbra i moduli nelle minute.")
    assert "una guardia le esclude (prova_drafts)" in run(layer, "ZZZ-01").stdout
