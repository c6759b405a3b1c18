"""The interview: stopped, resumed, corrected; and the commands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from procurement_engine.cli import main
from procurement_engine.generation import generate, load_described, load_tender, templates
from procurement_engine.generation.answers import understood
from procurement_engine.generation.ask import interview, questions
from procurement_engine.generation.partnership import Partnership
from procurement_engine.inputs import build

from .tenders import PARTNERSHIP, described, starter

NAME = "disciplinare_prezzo_fisso"
ANSWERS: dict[str, str | list[str]] = {
    "social_services": "sì", "dates.published_on": "2/3/2026", "dates.questions": "27/03/2026", "dates.answers": "2026-04-03",
    "dates.offers": "15/4/2026 12:00", "dates.opening": "16/4/2026 ore 10", "dates.start": "1/9/2026", "duration.months": "36",
    "duration.renewal": "0", "duration.extension": "6", "cpv": "85311300-5", "ateco": "88.91.00", "ccnl.cnel": "T151",
    "table.day": "14/6/2024", "rates": ["D1; 22,00", "D2; 24"], "staff": ["educatrici; D1; 18.500", "coordinamento; D2; 1200"],
    "activities": ["assistenza", "lavoro di rete"], "other_costs.safety": "12.000", "other_costs.overheads": "€ 110.000,00",
    "fees": "1.480.000,00 euro", "interference": "0", "has_outgoing": "no", "price_points": "0", "threshold": "60",
    "criteria": ["A; Metodo; 50; D; sono preferite le offerte concrete;", "B; Stabilità; 46; D; si guarda al ricambio; work_quality",
                 "C; Certificazione della parità di genere; 4; T; possesso della certificazione; gender"],
    "tie_break": ["A", "B"], "price_indices": ["indice ISTAT delle retribuzioni contrattuali orarie; 85", "indice FOI; 15"],
    "penalties.hire": "1000", "penalties.report": "500", "penalties.delay_per_mille": "1", "union_protocol": "",
    "has_insertion": "no", "impact": [],
}  # fmt: skip


def script(answers: dict[str, str | list[str]], *, after: str = "", stop: bool = False) -> Iterator[str]:
    """What a person types, from the question after one on."""
    keys = [q["key"] for q in questions(NAME) if not any(q.get("when", {}).values())]
    for key in keys[keys.index(after) + 1 if after else 0 :]:
        given = answers.get(key, f"risposta a {key}")
        yield from ([*given, ""] if isinstance(given, list) else [given])
    yield "basta" if stop else ""


def run(typed: Iterator[str], path: Path) -> list[str]:
    said: list[str] = []
    interview(NAME, path, said.append, lambda question, _: (said.append(question), next(typed))[1])
    return said


def test_an_interview_gives_a_tender_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "gara.yaml"
    said = run(script(ANSWERS), path)
    tender = load_tender(path)
    assert tender.fees == 1_480_000
    assert tender.outgoing is None
    assert tender.dates.opening.hour == 10
    assert any("Riepilogo" in line for line in said)
    assert not (tmp_path / "gara.yaml.risposte").exists()
    assert generate(NAME, tender).paragraphs


def test_stopped_and_resumed(tmp_path: Path) -> None:
    path = tmp_path / "gara.yaml"
    first = iter(["Comune di Prova", "Ufficio", "indietro", "Settore", "basta"])
    assert any("Fermato" in line for line in run(first, path))
    assert not path.exists()
    run(script(ANSWERS, after="body.office"), path)
    body = load_tender(path).body
    assert (body.name, body.office) == ("Comune di Prova", "Settore")


def test_a_wrong_answer_is_asked_again_and_a_sum_is_mended_in_the_review(tmp_path: Path) -> None:
    path = tmp_path / "gara.yaml"
    wrong = {**ANSWERS, "price_points": "5"}
    number = str([q["key"] for q in questions(NAME) if q["key"] != "outgoing.staff"].index("price_points") + 1)
    typed = iter([*script({**wrong, "dates.start": "1/9/2026"}), number, "zero", "0", ""])
    said = run(typed, path)
    assert any("sommano a 105" in line for line in said)
    assert any("«zero» non è un numero" in line for line in said)
    assert load_tender(path).price_points == 0


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [("date", "domani", "non è una data"), ("yes", "forse", "sì o no"), ("number", "x", "non è un numero"), ("text", " ", "serve"),
     ("moment", "1/1/2026 99", "giorno con la sua ora")],
)  # fmt: skip
def test_what_is_not_understood(kind: str, typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        understood({"kind": kind}, typed)


def cli(*arguments: Any) -> Any:
    return CliRunner().invoke(main, ["generate", *map(str, arguments)])


def typed(question: dict[str, Any], data: dict[str, Any]) -> list[str]:
    """What a person who knows a partnership types for a question."""
    value: Any = data
    for step in question["key"].split("."):
        value = value.get(step, "") if isinstance(value, dict) else ""
    if question["kind"] == "rows":
        names = [field.partition(":")[0] for field in question.get("fields", ())]
        return [*("; ".join(str(row.get(name, "")) for name in names) if names else row for row in value or ()), ""]
    if question["kind"] == "moment":
        return [f"{value:%d/%m/%Y} {value:%H:%M}"]
    if question["kind"] == "date":
        return [f"{value:%d/%m/%Y}"]
    if question["kind"] == "yes":
        return ["sì" if value else "no"]
    return [f"{value:,}".replace(",", ".") if question["kind"] == "money" and isinstance(value, int) else str(value)]


@pytest.mark.parametrize("name", sorted(PARTNERSHIP))
def test_an_interview_on_a_partnership(name: str, tmp_path: Path) -> None:
    """Stopped after ten answers and resumed, it gives the same document as the commented file."""
    path, data = tmp_path / "p.yaml", build(Partnership, described(name)).model_dump()
    lines = [line for question in questions(name) for line in typed(question, described(name) | {"tables": data["tables"]})]
    heard = iter([*lines[:10], "basta"])
    interview(name, path, lambda _: None, lambda *_: next(heard))
    assert not path.exists()
    said: list[str] = []
    rest = iter([*lines[10:], ""])
    interview(name, path, said.append, lambda *_: next(rest))
    assert any("Riepilogo" in line for line in said)
    told = [p.text for p in generate(name, load_described(name, path)).paragraphs]
    assert told == [p.text for p in generate(name, described(name)).paragraphs]


def test_an_interview_says_what_the_law_forbids(tmp_path: Path) -> None:
    data = described("convenzione_381")
    data["convention_381"]["educational_or_health"] = True
    said: list[str] = []
    rest = iter([*(line for question in questions("convenzione_381") for line in typed(question, data)), ""])
    interview("convenzione_381", tmp_path / "p.yaml", said.append, lambda *_: next(rest))
    assert "INS-03" in said[-1]


def test_commands(tmp_path: Path) -> None:
    listed = cli("--list").output
    assert all(name in listed for name in templates())
    tender, document = tmp_path / "gara.yaml", tmp_path / "d.docx"
    assert cli("--init", NAME, "-o", tender).exit_code == 0
    assert cli("--init", NAME, "-o", tender).exit_code == 2
    assert cli(NAME, tender, "-o", document).exit_code == 0
    assert document.stat().st_size > 20_000
    assert cli("nessuno", tender).exit_code == 2
    assert cli(NAME, tender, "-o", tmp_path / "d.txt").exit_code == 2
    assert cli().exit_code == 2
    text = tender.read_text(encoding="utf-8").replace("fees: 1480000.00", "fees: 1400000.00")
    tender.write_text(text, encoding="utf-8")
    refused = cli(NAME, tender, "-o", document)
    assert refused.exit_code == 1
    assert "FIX-05" in refused.output
    assert cli(NAME, tender, "--draft", "-o", document).exit_code == 0
    tender.write_text(text.replace("points: 22", "points: 23"), encoding="utf-8")
    wrong = cli(NAME, tender)
    assert wrong.exit_code == 2
    assert "gara.yaml, riga" in wrong.output
    assert "sommano a 101" in wrong.output


def test_the_schema_accepts_the_starter(tmp_path: Path) -> None:
    schema = json.loads(cli("--schema").output)
    from procurement_engine.generation import Tender

    jsonschema.validate(json.loads(build(Tender, starter()).model_dump_json()), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "x"}, schema)


def test_the_python_door() -> None:
    import procurement_engine as pe
    from procurement_engine.data import data_path

    document = pe.generate("elenco_personale", data_path("tender_templates", "gara.yaml"))
    assert document.paragraphs[0].text == "Elenco del personale in servizio (allegato A)"
