"""Each hostile file is refused with one sentence that names it, or read as what it is, in bounded time."""

import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest
from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.drafts import read
from procurement_engine.drafts.model import NoTextError, UnreadableError

_spec = util.spec_from_file_location("make_hostile", Path(__file__).with_name("make.py"))
make = util.module_from_spec(_spec)
_spec.loader.exec_module(make)


def written(folder, attack):
    name, made, *_ = {**make.REFUSED, **make.READ}[attack]
    path = folder / name
    path.write_bytes(made())
    return path


@pytest.mark.parametrize("attack", make.REFUSED)
def test_refused(tmp_path, attack):
    path = written(tmp_path, attack)
    with pytest.raises(UnreadableError, match=make.REFUSED[attack][2]) as caught:
        read(path)
    assert path.name in str(caught.value)
    done = CliRunner().invoke(main, ["check", str(path)])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert path.name in done.output


def test_directory_and_missing_file(tmp_path):
    with pytest.raises(UnreadableError, match="cartella"):
        read(tmp_path)
    with pytest.raises(UnreadableError, match="non esiste"):
        read(tmp_path / "nulla.docx")


def test_macros_are_told_and_not_run(tmp_path):
    assert ("macros", "") in read(written(tmp_path, "macros")).notices


def test_no_text_is_not_a_pass(tmp_path):
    path = written(tmp_path, "no text")
    with pytest.raises(NoTextError, match="OCR"):
        read(path)
    assert CliRunner().invoke(main, ["check", str(path)]).exit_code == 3


def test_control_characters_and_markup_are_text(tmp_path):
    assert read(written(tmp_path, "control characters and markup")).blocks[0].text == "importo <script> & {{7*7}}"


def test_patterns_that_backtrack_end(tmp_path):
    path = written(tmp_path, "patterns that backtrack")
    command = [sys.executable, "-m", "procurement_engine", "check", str(path), "--format", "json"]
    # The limit only tells an end from none: the run takes about two seconds alone.
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1, 3), done.stderr


@pytest.mark.parametrize("attack", make.FACTS)
def test_bad_facts(tmp_path, attack):
    text, says = make.FACTS[attack]
    draft = tmp_path / "bozza.txt"
    draft.write_text("Appalto di servizi di pulizia.", encoding="utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(draft), "--facts", str(facts)])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    assert "facts.yaml" in done.output
    assert says in done.output
