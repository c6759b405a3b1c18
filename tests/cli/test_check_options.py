"""Formats, defaults, waivers, progress and interruption, as a user meets them."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.cli.progress import pages
from procurement_engine.data import data_path
from procurement_engine.drafts.model import Block, Draft, Source

DRAFT = """Disciplinare di gara

Art. 9 Personale
L'aggiudicatario assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche.
"""
FACTS = "contract_nature: services\nintellectual_services: false\noutgoing_contractor: true\npublished_on: 2026-03-01\n"
PROGRAM = [sys.executable, "-c", "from procurement_engine.cli import main; main()", "check"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "disciplinare.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "fatti.yaml").write_text(FACTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["check", "disciplinare.txt", "--facts", "fatti.yaml", *map(str, arguments)])


def test_every_format_goes_to_a_file(folder):
    for style, sign in (("html", b"<!doctype html>"), ("xlsx", b"PK"), ("sarif", b'{\n  "$schema"'), ("json", b'{\n  "schema"')):
        result = run("--format", style, "-o", f"rapporto.{style}", "--fail-on", "never")
        assert (result.exit_code, result.output) == (0, "")
        assert (folder / f"rapporto.{style}").read_bytes().startswith(sign)
    assert zipfile.is_zipfile(folder / "rapporto.xlsx")
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith(".")) == []


def test_a_hostile_file_name_does_not_act_on_the_terminal(folder):
    name = "bozza\x1b[2J\u202e.txt"
    missing = CliRunner().invoke(main, ["check", name])
    (folder / name).write_text(DRAFT, encoding="utf-8")
    read = CliRunner().invoke(main, ["check", name])
    assert (missing.exit_code, read.exit_code in (0, 1, 3)) == (2, True)
    assert not {"\x1b", "\u202e"} & {*missing.stderr, *read.stdout}


def test_the_old_regime_is_no_pass_even_where_an_older_law_is_met(folder):
    clause = "Ai soci lavoratori della cooperativa spetta un trattamento non inferiore a quello del contratto collettivo nazionale."
    (folder / "vecchio.txt").write_text(f"Disciplinare di gara\n\nArt. 3 Soci\n{clause}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "vecchio.txt", "--as-of", "2019-03-01"])
    lines = result.stdout.splitlines()
    assert result.exit_code == 3
    assert lines[0].startswith("Procedura del 01/03/2019, anteriore al 1° luglio 2023")
    assert any(line.startswith("Bozza del vecchio codice: ") for line in lines)
    assert "Nulla da correggere" not in result.stdout
    assert re.search(r"CCNL-01\b[^:]*:\s+Vecchio\s+regime:\s+la\s+procedura\s+è\s+anteriore", result.stdout)


def test_a_workbook_wants_a_file(folder):
    result = run("--format", "xlsx")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "--format xlsx vuole -o PERCORSO.xlsx\n")


def test_a_place_that_cannot_be_written_is_one_sentence_and_the_old_report_stays(folder):
    (folder / "vecchio.json").write_text("prima", encoding="utf-8")
    assert run("--format", "json", "-o", "non-ce/rapporto.json").exit_code == 2
    assert run("-o", ".").exit_code == 2
    assert (folder / "vecchio.json").read_text(encoding="utf-8") == "prima"


def test_waivers_keep_the_exit_code_down(folder):
    act = {
        "requirement": "SOC-03",
        "justification": "x" * 40,
        "approved_by": "dirigente",
        "act": "n. 1",
        "expires_on": "2099-01-01",
    }
    (folder / "waivers.yaml").write_text(json.dumps({"waivers": [act]}), encoding="utf-8")
    report = json.loads(run("--format", "json", "--waivers", "waivers.yaml").stdout)
    assert {r["id"]: r["outcome"] for r in report["requirements"]}["SOC-03"] == "waived"
    assert report["summary"]["waived"] == 1
    (folder / "waivers.yaml").write_text("waivers: [{requirement: SOC-03, fino: mai}]", encoding="utf-8")
    result = run("--waivers", "waivers.yaml")
    assert result.exit_code == 2
    assert "waivers.yaml, riga 1: «fino»" in result.stderr


def test_against_is_told_in_the_text(folder):
    run("--format", "json", "-o", "prima.json")
    assert "Ancora aperti: " in run("--against", "prima.json").stdout


def test_defaults_beside_the_draft_hold_unless_the_command_line_says_otherwise(folder):
    (folder / "procurement-engine.toml").write_text(
        '[check]\nlang = "en"\nfail-on = "never"\nfacts = "fatti.yaml"\n', encoding="utf-8"
    )
    plain = CliRunner().invoke(main, ["check", "disciplinare.txt"])
    assert plain.exit_code == 0
    assert "Warning: values taken from procurement-engine.toml: lang = en, fail-on = never" in plain.stdout
    assert "given by the user" in plain.stdout
    assert "Attenzione" in run("--lang", "it").stdout


def test_paths_in_the_defaults_are_meant_from_their_folder(folder, monkeypatch):
    (folder / "procurement-engine.toml").write_text('[check]\nfacts = "fatti.yaml"\nformat = "json"\n', encoding="utf-8")
    monkeypatch.chdir("/")
    result = CliRunner().invoke(main, ["check", str(folder / "disciplinare.txt")])
    assert json.loads(result.stdout)["facts"]["outgoing_contractor"]["origin"] == "given"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[check]\nlangs = "en"', "la chiave «langs» non esiste; forse «lang»?"),
        ('[check]\nlang = "fr"', "«lang» vuole uno fra it, en, non «fr»"),
        ("[check]\nlang = 3", "«lang» vuole un testo fra virgolette"),
        ('lang = "en"', "«lang» non si può impostare; i valori stanno sotto [check]"),
        ("check = 1", "«check» è una tabella"),
        ("[check", "non è TOML valido"),
        ('[check]\nas-of = "ieri"', "--as-of vuole una data"),
        ('[check]\nfacts = "non-ce.yaml"', "non-ce.yaml: il file non si può leggere"),
        ("\xff", "non è"),
    ],
)
def test_bad_defaults_are_one_sentence(folder, text, says):
    (folder / "procurement-engine.toml").write_bytes(text.encode("latin-1"))
    result = CliRunner().invoke(main, ["check", "disciplinare.txt"])
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_nothing_of_progress_is_said_when_piped(folder):
    done = subprocess.run([*PROGRAM, "disciplinare.txt", "--fail-on", "never"], capture_output=True, check=False)
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout


def test_on_a_terminal_progress_names_files_pages_and_time(folder):
    ours, theirs = pty.openpty()
    with (folder / "rapporto.txt").open("wb") as out:
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
        process = subprocess.Popen([*PROGRAM, "disciplinare.txt", "disciplinare.txt"], stdout=out, stderr=theirs, env=environment)
        os.close(theirs)
        seen = _all_of(ours)
        process.wait()
    assert b"Leggo disciplinare.txt" in seen
    assert b"0:00:" in seen
    assert b"circa 2 pagine" in seen
    assert b"\x1b" not in (folder / "rapporto.txt").read_bytes()


def _all_of(descriptor):
    seen = b""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # the other side closed
            return seen
        if not part:
            return seen
        seen += part


def test_an_interruption_ends_in_one_line_and_leaves_the_old_report(folder):
    (folder / "rapporto.json").write_text("prima", encoding="utf-8")
    (folder / "lungo.txt").write_text(DRAFT * 6000, encoding="utf-8")
    command = [*PROGRAM, "lungo.txt", "--format", "json", "-o", "rapporto.json"]
    ours, theirs = pty.openpty()
    # A shell that starts the tests in the background has them ignore SIGINT; the program is started as from a terminal.
    process = subprocess.Popen(
        command, stderr=theirs, stdout=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    )
    os.close(theirs)
    seen = b""
    while b"Leggo" not in seen:
        seen += os.read(ours, 65536)
    process.send_signal(signal.SIGINT)
    seen += _all_of(ours)
    assert process.wait() == 130
    assert seen.decode().rstrip().endswith("Interrotto: non è stato scritto nulla.")
    assert "Traceback" not in seen.decode()
    assert (folder / "rapporto.json").read_text(encoding="utf-8") == "prima"


def test_pages_are_counted_or_estimated():
    pdf = Draft("a.pdf", "pdf", "", (Block("x", source=Source(page=1)), Block("y", source=Source(page=7))))
    text = Draft("a.txt", "txt", "", (Block("x" * 6000),))
    assert (pages([pdf]), pages([text]), pages([pdf, text])) == (7, 3, 10)


def test_the_example_of_waivers_waives():
    example = data_path("examples", "02_deroghe_e_confronto", "deroghe.yaml")
    draft = data_path("examples", "01_controlla_una_bozza", "disciplinare.docx")
    result = CliRunner().invoke(main, ["check", str(draft), "--waivers", str(example), "--format", "json"])
    report = json.loads(result.stdout)
    assert [r["id"] for r in report["requirements"] if r["outcome"] == "waived"] == ["SOC-13"]
    assert [w for w in report["warnings"] if w["code"].startswith("waiver")] == []
