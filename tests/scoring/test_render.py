"""Terminal, JSON, HTML, spreadsheet and minutes, through the command people type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook

from procurement_engine.cli import main
from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.scoring import load, save, score
from procurement_engine.scoring.files import validated
from procurement_engine.scoring.render import html, minutes

EXAMPLE = Path(__file__).parents[2] / "examples" / "05_punteggi_prezzo_fisso" / "valutazione.yaml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, arguments)])


def changed(**changes: Any) -> Any:
    return validated({**load_yaml(EXAMPLE), **changes})


def test_text() -> None:
    result = run(EXAMPLE)
    assert result.exit_code == 0
    for words in (
        "Cooperativa Alba",
        "80,40",
        "1192/15",
        "inferiore alla soglia di 60",
        "potrebbe cambiare?",
        "4 offerte: indicativo",
    ):
        assert words in result.output


def test_json_keeps_the_contract() -> None:
    data = json.loads(run(EXAMPLE, "--format", "json").output)
    assert data["schema"] == "procurement-engine/score/1"
    fields = ["bid", "rank", "raw_technical", "technical", "economic", "total", "passed_threshold", "excluded_because"]
    assert all(set(fields) <= set(row) for row in data["ranking"])
    assert [(row["bid"], row["rank"]) for row in data["ranking"]] == [("alba", 1), ("betulla", 2), ("dafne", 3), ("cedro", None)]
    assert data["ranking"][1]["total"] == {"exact": "1192/15", "shown": 79.47}
    assert data["sensitivity"]["switch_weights"]
    assert {"code", "message"} <= set(data["warnings"][0])
    assert len(data["criteria"]) == 4 * 6


def test_html_has_its_pictures_and_nothing_from_outside() -> None:
    hostile = changed(title="<script>alert(1)</script>", method={"rescaling": {"level_1": "criterion"}, "tie_break": ["A"]})
    page = html.render(score(hostile))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    labels = [ET.fromstring(svg.split("</svg>")[0].join(("<svg", "</svg>"))).get("aria-label") for svg in page.split("<svg")[2:]]
    assert labels == [
        "Punti per criterio e offerta", "Coefficienti per criterio e offerta", "Coefficienti dei commissari",
        "Punteggio tecnico prima e dopo la riparametrazione", "Pesi di cambio per criterio",
    ]  # fmt: skip
    assert "http" not in page


def test_spreadsheet_holds_text_as_text(tmp_path: Path) -> None:
    source, target = tmp_path / "gara.yaml", tmp_path / "punti.xlsx"
    data = load_yaml(EXAMPLE)
    data["bids"][0]["name"] = "=1+1"
    save(validated(data), source)
    assert run(source, "--format", "xlsx", "-o", target).exit_code == 0
    book = load_workbook(target)
    assert book.sheetnames == ["Graduatoria", "Punti", "Da sapere", "Se cambiasse", "Impronte"]
    cell = book["Graduatoria"]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def words(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_minutes_of_a_complete_evaluation(tmp_path: Path) -> None:
    target = tmp_path / "verbale.docx"
    assert run(EXAMPLE, "--format", "docx", "-o", target).exit_code == 0
    text = words(target)
    report = score(EXAMPLE, sensitive=False)
    assert "BOZZA" not in text
    for part in (
        "presidente", "determinazione n. 118", "art. 93 c. 5", "28/04/2026", "Patti educativi", "0,8667", "80,40",
        "propone per l'aggiudicazione: Cooperativa Alba", report.fingerprints.rules, report.fingerprints.marks,
    ):  # fmt: skip
        assert part in text


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"commission": {"members": ["Anna Ferri", "Marco Dalla", "Lucia Neri"], "declarations": "rese"}}, "l'atto di nomina"),
        ({"commission": {"members": ["Anna Ferri", "Marco Dalla", "Lucia Neri"], "appointment": "atto"}}, "incompatibilità"),
        ({"commission": {"members": ["Anna Ferri"], "appointment": "atto", "declarations": "rese"}}, "tanti componenti"),
        ({"sessions": []}, "le sedute"),
        ({"reasons": {}}, "la motivazione dei voti"),
        ({"cig": ""}, "il CIG"),
    ],
)
def test_minutes_are_a_draft_while_something_is_missing(tmp_path: Path, changes: dict[str, Any], gap: str) -> None:
    evaluation = changed(**changes)
    assert any(gap in line for line in minutes.missing(evaluation))
    minutes.write(score(evaluation, sensitive=False), tmp_path / "verbale.docx")
    text = words(tmp_path / "verbale.docx")
    assert "BOZZA" in text
    assert gap in text


def test_minutes_of_comparisons_and_lots(tmp_path: Path) -> None:
    lot = {
        "id": "L1", "title": "Zona nord",
        "method": {"coefficients": "ahp"},
        "criteria": [{"id": "A", "weight": 100, "kind": "discretionary"}],
        "bids": [{"id": b} for b in "xyz"],
        "pairwise": {"A": [{"x/y": "x 3", "x/z": "x 6", "y/z": "="}]},
    }  # fmt: skip
    evaluation = validated({"title": "Due lotti", "commissioners": ["c1"], "lots": [lot, {**lot, "id": "L2", "title": "Zona sud"}]})
    minutes.write(score(evaluation), tmp_path / "verbale.docx")
    text = words(tmp_path / "verbale.docx")
    for part in ("Lotto L1 Zona nord", "Lotto L2 Zona sud", "x / y", "x 3", "parità", "tavola saaty_1980"):
        assert part in text


def test_init_then_fill_then_score(tmp_path: Path) -> None:
    for name in ("gara.yaml", "gara.xlsx"):
        path = tmp_path / name
        assert run("--init", path).exit_code == 0
        result = run(path)
        assert result.exit_code == 2
        assert "«alfa», criterio «A1»: manca il voto" in result.output
        assert run("--init", path).exit_code == 2
    assert "Commissario 1" in run(tmp_path / "gara.xlsx").output


def test_init_from_a_file_makes_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "commissione.xlsx"
    assert run(EXAMPLE, "--init", path).exit_code == 0
    assert load(path) == load(EXAMPLE)


def test_design_exit_codes(tmp_path: Path) -> None:
    assert run(EXAMPLE, "--design").exit_code == 0
    broken = tmp_path / "gara.yaml"
    save(changed(method={"threshold": {"points": 101}, "tie_break": ["A"]}), broken)
    result = run(broken, "--design", "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.output)
    assert data["schema"] == "procurement-engine/score-design/1"
    assert "unreachable_threshold" in {finding["code"] for finding in data["findings"]}


@pytest.mark.parametrize(
    "arguments",
    [(), ("assente.yaml",), ("assente.docx", "--design"), (EXAMPLE, "--format", "docx"), (EXAMPLE, "--design", "--format", "html"),
     (EXAMPLE, "-o", "/cartella/che/manca.txt")],
)  # fmt: skip
def test_wrong_usage_is_exit_2_without_traceback(arguments: tuple[object, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
