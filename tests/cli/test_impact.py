"""`procurement-engine impact` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from procurement_engine.cli import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "08_dal_bando_al_terzo_anno"
PLAN, MEASURES = str(EXAMPLE / "piano.yaml"), str(EXAMPLE / "misure.csv")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["impact", *arguments])


def test_check_of_a_plan() -> None:
    result = run("check", PLAN)
    assert result.exit_code == 0
    assert "Completezza: 94 su 100" in result.output


def test_monitor_says_what_is_off() -> None:
    result = run("monitor", PLAN, MEASURES, "--as-of", "2029-11-01")
    assert result.exit_code == 1
    assert "▲ 3 in linea, ◇ 1 in ritardo, ▼ 1 fuori strada" in result.output


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("check", [PLAN]),
        ("monitor", [PLAN, MEASURES, "--as-of", "2029-11-01"]),
        ("sroi", [PLAN]),
        ("effect", [str(EXAMPLE / "confronto.csv")]),
    ],
)
def test_every_report_in_every_form(command: str, arguments: list[str], tmp_path: Path) -> None:
    data = json.loads(run(command, *arguments, "--format", "json").output)
    assert data["schema"] == f"procurement-engine/impact-{command}/1"
    page = run(command, *arguments, "--format", "html", "--lang", "en").output
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert '<html lang="en">' in page
    assert "http" not in page.replace("http://www.w3.org", "")
    run(command, *arguments, "--format", "docx", "-o", str(tmp_path / "r.docx"))
    document = Document(str(tmp_path / "r.docx"))
    assert document.inline_shapes
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_one_workbook_for_a_small_body(tmp_path: Path) -> None:
    """Plan and measurements in one file: the sheet «Misure»."""
    from openpyxl import load_workbook

    path = tmp_path / "piano.xlsx"
    assert run("init", str(path), "--from", PLAN).exit_code == 0
    book = load_workbook(path)
    sheet = book["Misure"]
    sheet.append(["I5", 2027, 12])
    book.save(path)
    result = run("monitor", str(path), "--as-of", "2028-06-01", "--format", "json")
    assert json.loads(result.output)["lines"][4]["actual"] == 12


def test_init_check_and_library(tmp_path: Path) -> None:
    path = tmp_path / "piano.xlsx"
    assert run("init", str(path), "--indicators", "INS-02,LAV-01").exit_code == 0
    assert run("check", str(path)).exit_code == 1  # still to be filled
    assert "esiste già" in run("init", str(path)).output
    assert "INS-02" in run("library").output
    assert "insidie" in run("library", "INS-02").output
    wrong = run("library", "ZZZ")
    assert wrong.exit_code == 2
    assert "non è nella libreria" in wrong.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "manca.yaml"], "manca.yaml"),
        (["monitor", PLAN, "manca.csv"], "manca.csv"),
        (["monitor", PLAN, PLAN], ".csv o .xlsx"),
        (["sroi", MEASURES], "file .yaml o .xlsx"),
        (["effect", MEASURES], "non è conosciuta"),
        (["check", PLAN, "--format", "docx"], "-o PERCORSO.docx"),
        (["check", PLAN, "-o", "/non/esiste/r.txt"], "non si può scrivere"),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_draft_without_a_plan_decides_nothing(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Capitolato senza tabelle.")
    document.save(str(tmp_path / "bozza.docx"))
    result = run("check", str(tmp_path / "bozza.docx"))
    assert result.exit_code == 3
    assert "nessuna tabella" in result.output
