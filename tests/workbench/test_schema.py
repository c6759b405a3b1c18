"""The schemas take every shipped file and refuse the bad ones; the editor finds them and can explain every key."""

import datetime as dt
import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.data import data_path
from procurement_engine.rules.codelists import CODELISTS
from procurement_engine.rules.known_facts import FACTS
from procurement_engine.rules.load import SHIPPED
from procurement_engine.rules.yaml_file import RuleFileError, load_yaml
from procurement_engine.workbench.schema.build import schemas, undescribed
from procurement_engine.workbench.schema.write import concepts_known

RULESETS = data_path("rulesets")
BAD = Path(__file__).parents[1] / "rules" / "bad"
SCHEMAS = schemas(concepts_known([RULESETS / name for name in SHIPPED]))
CHECKERS = {name: jsonschema.Draft7Validator(schema) for name, schema in SCHEMAS.items()}


def plain(value):
    """Days as an editor sees them."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def faults(path, schema):
    return [
        f"{path.name}: {error.json_path}: {error.message[:200]}" for error in CHECKERS[schema].iter_errors(plain(load_yaml(path)))
    ]


def kind_of(path):
    if path.name == "ruleset.yaml":
        return "ruleset.schema.json"
    if path.parent.name == "concepts":
        return "concepts.schema.json"
    if path.parent.name == "locale":
        return "locale.schema.json"
    if path.parent.name == "codelists":
        return f"codelist.{path.stem}.schema.json" if path.stem in CODELISTS else None
    return "rule.schema.json" if re.fullmatch(r"[A-Z]+-\d+", path.stem) else None


def test_every_shipped_file_is_valid():
    paths = [path for path in RULESETS.rglob("*.yaml") if kind_of(path)]
    assert len(paths) > 90
    assert [fault for path in paths for fault in faults(path, kind_of(path))] == []


#: What only the program can see: names defined in the same file, days that do not exist, numbers meant otherwise.
BEYOND = {"elemento-non-definito", "data-come-testo", "fine-prima-dell-inizio", "id-diverso-dal-file", "due-confronti", "infinito",
          "fatto-no", "valore-del-fatto", "confronto-sbagliato", "tipo-in-condizione", "relazione-senza-ruoli", "clausola-altrove",
          "data-fra-virgolette-inesistente", "data-italiana"}  # fmt: skip


@pytest.mark.parametrize("path", sorted((BAD / "rules").glob("*.yaml")), ids=lambda path: path.stem)
def test_bad_rules_are_not(path):
    try:
        found = faults(path, "rule.schema.json")
    except RuleFileError:  # what is no YAML never comes to the schema
        return
    assert bool(found) != (path.stem in BEYOND)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas_and_explain_their_keys(name):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    if name in ("rule.schema.json", "concepts.schema.json", "ruleset.schema.json"):
        assert list(undescribed(SCHEMAS[name])) == []


def test_the_comments_of_shipped_files_point_to_a_schema():
    named = 0
    for path in RULESETS.rglob("*.yaml"):
        comment = re.search(r"^# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if comment:
            named += 1
            assert (path.parent / comment.group(1)).is_file(), path
    assert named > 80


def test_facts_with_a_name_are_facts_a_rule_may_ask_about():
    named = load_yaml(data_path("procurement_engine", "wording", "facts.yaml"))
    assert named.keys() - set(FACTS) == set()


def test_the_command_completes_the_concepts_of_a_layer(tmp_path):
    layer = tmp_path / "mie"
    (layer / "concepts").mkdir(parents=True)
    (layer / "ruleset.yaml").write_text("name: mie\n", encoding="utf-8")
    (layer / "concepts" / "a.yaml").write_text("orto_urbano: {about: orti, terms: [ort*]}\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["ruleset", "schema", "--ruleset", str(layer)])
    assert done.exit_code == 0
    schema = json.loads((layer / "rule.schema.json").read_text(encoding="utf-8"))
    assert "orto_urbano" in schema["definitions"]["concetto"]["enum"]
    assert "take_on" in schema["definitions"]["concetto"]["enum"]
