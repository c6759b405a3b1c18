"""Formatting changes the look and nothing else: values, comments, anchors; twice is as once."""

import random
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.cli import main
from procurement_engine.data import data_path
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import load_yaml, parse_yaml
from procurement_engine.workbench.layout.tidy import kind_of, tidied, tidy

RULE = (Path(__file__).parent / "lint" / "ZZZ-01.yaml").read_text(encoding="utf-8")
SHIPPED = [path for path in sorted(data_path("rulesets").rglob("*.yaml")) if kind_of(path) != "other"]


def comments(text):
    return sorted(line.strip() for line in text.splitlines() if line.strip().startswith("#"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_says_the_same_and_is_stable(path):
    before, after = tidied(path)
    new = parse_yaml(after, path.name)
    if kind_of(path) == "rule":
        assert RuleFile.model_validate(new) == RuleFile.model_validate(load_yaml(path))
    else:
        assert {**new, "published_on": str(new.get("published_on"))} == {
            **load_yaml(path),
            "published_on": str(load_yaml(path).get("published_on")),
        }
    assert comments(after) == comments(before)
    assert tidy(after, kind_of(path), path.name) == after


def test_a_tidy_file_is_left_alone():
    assert tidy(RULE, "rule", "ZZZ-01.yaml") == RULE


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('comma: ["1"]', 'comma: ["1"]'),
        ("comma: [3.10, 010, 1, 2-bis]", 'comma: ["3.10", "010", "1", 2-bis]'),
        ("in_force_from: 2023-07-01", 'in_force_from: "2023-07-01"'),
        ("last_checked_on: 2026-11-22", 'last_checked_on: "2026-11-22"'),
    ],
)
def test_articles_and_days_are_quoted_as_written(was, becomes):
    key = was.partition(":")[0]
    old = next(line for line in RULE.splitlines() if f"{key}:" in line)
    start = old.index(f"{key}:")
    end = old.index("]", start) + 1 if "[" in was else start + len(f'{key}: "2023-07-01"')
    text = RULE.replace(old, old[:start] + was + old[end:], 1)
    assert becomes in tidy(text, "rule", "ZZZ-01.yaml")


def test_keys_move_with_their_comments():
    text = "# in cima\nid: ZZZ-01\n# della confidenza\nconfidence: M\ntitle: Penale\nsummary: x\nelements:\n  penalty:\n    found_when:\n      - {does: a}\n    # del messaggio\n    message: m\n"
    assert tidy(text, "rule", "x") == (
        "# in cima\nid: ZZZ-01\ntitle: Penale\nsummary: x\n# della confidenza\nconfidence: M\nelements:\n  penalty:\n"
        "    # del messaggio\n    message: m\n    found_when:\n      - {does: a}\n"
    )


def test_long_lists_stand_a_term_a_line():
    terms = ", ".join(f'"termine numero {n}"' for n in range(12))
    out = tidy(f"a:\n  about: x\n  terms: [{terms}]\nb: {{about: y, terms: [{terms}]}}\n", "concepts", "x")
    assert out.count('    - "termine numero') == 24
    assert max(map(len, out.splitlines())) < 60


def test_what_cannot_be_moved_safely_stays():
    text = "tests:\n  - name: a\n    facts: &f {contract_nature: services}\n    text: x\n  - name: b\n    facts: *f\n    text: y\n"
    assert tidy(text, "rule", "x") == text


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_comes_to_the_same(rnd: random.Random):
    data = parse_yaml(RULE, "")
    for part in (data, *data["versions"], *data["elements"].values(), *data["tests"]):
        items = list(part.items())
        rnd.shuffle(items)
        part.clear()
        part.update(items)
    text = yaml.safe_dump(
        data, sort_keys=False, allow_unicode=True, width=rnd.choice([60, 100, 1000]), default_flow_style=rnd.choice([False, None])
    )
    out = tidy(text, "rule", "ZZZ-01.yaml")
    assert RuleFile.model_validate(parse_yaml(out, "")) == RuleFile.model_validate(parse_yaml(RULE, ""))
    assert list(parse_yaml(out, "")) == [key for key in RuleFile.model_fields if key in data]
    assert tidy(out, "rule", "ZZZ-01.yaml") == out


def test_the_command(tmp_path):
    file = tmp_path / "ZZZ-01.yaml"
    file.write_text(RULE.replace('"2023-07-01"', "2023-07-01"), encoding="utf-8")
    run = lambda *options: CliRunner().invoke(main, ["ruleset", "format", str(tmp_path), *options])  # noqa: E731
    assert run("--check").exit_code == 1
    assert "2023-07-01\n" in file.read_text(encoding="utf-8")
    assert run().exit_code == 0
    assert file.read_text(encoding="utf-8") == RULE
    assert run("--check").exit_code == 0
    (tmp_path / "ZZZ-02.yaml").write_text("a: [", encoding="utf-8")
    broken = run()
    assert broken.exit_code == 2
    assert "ZZZ-02.yaml, riga" in broken.stderr
