"""One bad file per kind of error: each says, in one sentence a fault, file, line, column, key and what would be right."""

from pathlib import Path

import pytest
import yaml

from procurement_engine.data import data_path
from procurement_engine.detection.load import load_concepts
from procurement_engine.rules.about import RulesetFile
from procurement_engine.rules.across import check_names
from procurement_engine.rules.codelists import CODELISTS, pattern_faults
from procurement_engine.rules.load import Layer, load_layers, load_rule
from procurement_engine.rules.read import read_model
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.wording.translate import translation

BAD = Path(__file__).parent / "bad"
#: file -> the sentences it must be answered with, all of them, in order
EXPECTED = yaml.safe_load((BAD / "expected.yaml").read_text(encoding="utf-8"))


def read(path, tmp):
    """Read a file as what its folder says it is."""
    kind = path.relative_to(BAD).parts[0]
    if kind == "rules":
        layer = Layer("x", "0", "", (load_rule(path),), path.parent)
        check_names([layer], load_concepts([data_path("rulesets", "concepts")]))
    elif kind == "concepts":
        load_concepts([_alone(path, tmp)])
    elif kind == "codelists":
        read_model(path, CODELISTS[path.parent.name], pattern_faults)
    elif kind == "ruleset":
        read_model(path, RulesetFile)
    else:
        translation("en", (_alone(path, tmp, "en.yaml", "locale").parent,))


def answer(path, tmp):
    """What the program says of a bad file."""
    with pytest.raises(RuleFileError) as caught:
        read(path, tmp)
    return str(caught.value).splitlines()


def _alone(path, tmp, name=None, folder="concepts"):
    """A folder that holds a copy of one file."""
    target = tmp / folder
    target.mkdir(exist_ok=True)
    (target / (name or path.name)).write_bytes(path.read_bytes())
    return target


@pytest.mark.parametrize("name", sorted(str(p.relative_to(BAD)) for p in BAD.rglob("*.yaml") if p.name != "expected.yaml"))
def test_says_what_is_wrong(name, tmp_path):
    assert answer(BAD / name, tmp_path) == EXPECTED[name]


def test_every_expectation_has_its_file():
    assert {str(p.relative_to(BAD)) for p in BAD.rglob("*.yaml")} - {"expected.yaml"} == EXPECTED.keys()


def test_all_files_of_a_layer_are_told(tmp_path):
    (tmp_path / "ruleset.yaml").write_text("name: prova\n", encoding="utf-8")
    for name in ("chiave-doppia", "confidenza"):
        (tmp_path / f"{name}.yaml").write_bytes((BAD / "rules" / f"{name}.yaml").read_bytes())
    with pytest.raises(RuleFileError) as caught:
        load_layers([str(tmp_path)])
    assert [problem.file for problem in caught.value.problems] == ["chiave-doppia.yaml", "confidenza.yaml"]


def test_a_folder_without_ruleset_yaml(tmp_path):
    with pytest.raises(RuleFileError, match="manca ruleset.yaml"):
        load_layers([str(tmp_path)])
