"""`check --format docx` from the command line."""

import ugly
from click.testing import CliRunner
from helpers import ours

from procurement_engine.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_beside_the_draft_and_with_proposals(tmp_path):
    path = ugly.write(tmp_path / "bozza.docx", comments=False)
    result = run(path, "--format", "docx", "--propose", "--as-of", "2026-03-09")
    assert result.exit_code == 1
    assert result.output.startswith(f"{tmp_path / 'bozza-annotato.docx'}: scritto, con ")
    assert "revision" in result.output
    assert ours((tmp_path / "bozza-annotato.docx").read_bytes())


def test_in_english(tmp_path):
    path = ugly.write(tmp_path / "bozza.docx", comments=False)
    result = run(path, "--format", "docx", "--lang", "en", "--fail-on", "never", "--as-of", "2026-03-09")
    assert (result.exit_code, "bozza-annotated.docx: written, with" in result.output) == (0, True)
    first = next(iter(ours((tmp_path / "bozza-annotated.docx").read_bytes()).values()))
    assert first[0].startswith("Check of this draft")


def test_wrong_use_is_told(tmp_path):
    path = ugly.write(tmp_path / "bozza.docx")
    before = path.read_bytes()
    assert "--propose vale con --format docx" in run(path, "--propose").output
    same = run(path, "--format", "docx", "-o", path)
    assert (same.exit_code, "non si sovrascrive" in same.output, path.read_bytes()) == (2, True, before)
    (tmp_path / "file").write_text("x")
    nowhere = run(path, "--format", "docx", "-o", tmp_path / "file" / "x.docx")
    assert (nowhere.exit_code, "non si può scrivere" in nowhere.output) == (2, True)
