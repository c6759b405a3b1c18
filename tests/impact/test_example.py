"""From notice to third year: every command of the example's README, in its order, in a copy of its folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from procurement_engine.cli import main

from .builders import EXAMPLE

COMMANDS = re.findall(r"^ {7}procurement-engine (.+)$", (EXAMPLE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
#: What the third year has to say is that something is off.
ENDS_WITH = {"impact monitor": 1}


def test_every_step_is_there() -> None:
    steps = [" ".join(command.split()[: 2 if command.startswith("impact") else 1]) for command in COMMANDS]
    assert steps == [
        "generate", "check", "impact check", "impact check", "impact criteria", "score", "impact monitor", "impact sroi", "impact effect",
        "impact rollup",
    ]  # fmt: skip


def test_every_step_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "caso"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.docx", "*.html"))
    monkeypatch.chdir(folder)
    for command in COMMANDS:
        result = CliRunner().invoke(main, command.split())
        wanted = next((code for start, code in ENDS_WITH.items() if command.startswith(start)), 0)
        assert result.exit_code == wanted, f"{command}\n{result.output}"
    assert {"disciplinare.docx", "terzo_anno.html", "territorio.html"} <= {path.name for path in folder.iterdir()}


def test_plan_and_tender_say_the_same(tmp_path: Path) -> None:
    """The targets that the notice publishes are those of the plan that is measured."""
    from procurement_engine.impact.plan.files import load_plan
    from procurement_engine.rules.yaml_file import load_yaml

    plan, tender = load_plan(EXAMPLE / "piano.yaml"), load_yaml(EXAMPLE / "gara.yaml")
    figures = [(line.baseline.value, line.target.value) for line in plan.indicators if line.id in ("I1", "I4", "I5")]
    published = [tuple(float(str(one[part]).split()[0]) for part in ("baseline", "target")) for one in tender["impact"]]
    assert figures == published
    scores = {one["id"]: float(one["weight"]) for one in load_yaml(EXAMPLE / "valutazione.yaml")["criteria"]}
    assert scores == {one["id"]: float(one["points"]) for one in tender["criteria"]}
