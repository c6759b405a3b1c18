"""Completeness and lint of plans and drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from procurement_engine.impact.checking import check, check_file
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.lint import lint
from procurement_engine.impact.vis import vis

from .builders import indicator, plan


def codes(**fields: Any) -> set[str]:
    lines = fields.pop("indicators", [indicator()])
    return {one.code for one in lint(plan(*lines, **fields))}


def test_a_complete_plan_has_nothing_to_mend() -> None:
    whole = plan(outcomes=[{"id": "E1", "text": "Le persone lavorano", "stakeholder": "persone", "link": "oggetto",
                            "attribution": {"deadweight": 0.2, "others": 0.1, "drop_off": 0.1}}])  # fmt: skip
    report = check(whole)
    assert (report.score, report.has_errors, report.findings) == (100, False, ())


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("output_as_outcome", {"indicators": [indicator(name="n. incontri realizzati")]}),
        ("only_outputs", {"indicators": [indicator(kind="output")]}),
        ("no_indicators", {"indicators": []}),
        ("target_without_baseline", {"indicators": [indicator(baseline={})]}),
        ("target_without_date", {"indicators": [indicator(target={"value": 70})]}),
        ("impossible_target", {"indicators": [indicator(target={"value": 130})]}),
        ("wrong_direction", {"indicators": [indicator(direction="decrease")]}),
        ("no_change", {"indicators": [indicator(target={"value": 40})]}),
        ("maintain_without_tolerance", {"indicators": [indicator(direction="maintain")]}),
        ("unverifiable_source", {"indicators": [indicator(source="autodichiarazione del gestore")]}),
        ("self_verified", {"indicators": [indicator(verification="Tutor")]}),
        ("double_counting", {"indicators": [indicator("I1", name="stesso nome"), indicator("I2", name="Stesso nome")]}),
        ("not_linked", {"indicators": [indicator(name="società benefit con bilancio sociale")]}),
        ("too_rare", {"indicators": [indicator()], "end": "2026-06-30"}),
        ("too_many", {"indicators": [indicator(f"I{n}", name=f"quota {n}") for n in range(6)]}),
        ("orphan", {"activities": [{"id": "A1", "text": "laboratori"}]}),
        ("circle", {"activities": [{"id": "A1", "text": "a", "leads_to": ["A2"]}, {"id": "A2", "text": "b", "leads_to": ["A1"]}]}),
        ("outcome_without_indicator", {"outcomes": [{"id": "E1", "text": "x"}, {"id": "E2", "text": "y"}]}),
        ("link_not_said", {"outcomes": [{"id": "E1", "text": "altro"}]}),
        ("no_risks", {"track": "full", "activities": [{"id": "A1", "text": "a", "leads_to": ["E1"]}]}),
        ("heavy_payment", {"payment": {"fixed_fee": 10, "variable_max": 10, "weights": {"I1": 1}}}),
        ("amendment_unreasoned", {"amendments": [{"on": "2027-01-01", "indicator": "I1", "field": "target", "to": 60}]}),
    ],
)
def test_what_is_wrong_is_found(code: str, fields: dict[str, Any]) -> None:
    lines = fields.pop("indicators", None)
    if lines == []:
        bare = plan(**fields).model_copy(update={"indicators": ()})
        assert code in {one.code for one in lint(bare)}
        return
    assert code in codes(**fields, **({"indicators": lines} if lines else {}))
    assert code not in codes()


def test_the_same_value_given_twice_to_the_same_people() -> None:
    worth = {"quantity": {"value": 5}, "proxy": {"value": 100}, "proxy_source": "tariffa"}
    twice = [{"id": name, "text": name, "stakeholder": "anziani", "valuation": worth} for name in ("E1", "E2")]
    assert "double_valued" in codes(outcomes=twice)


def test_english_sentences() -> None:
    found = lint(plan(indicator(baseline={})), "en")
    assert "no baseline" in found[0].message


def test_gaps_come_with_a_text_to_put_in() -> None:
    report = check(plan(indicator(source="", verification="")))
    assert [(gap.field, gap.blocking) for gap in report.indicators[0].gaps[:2]] == [("data_source", True), ("verification", True)]
    assert all("[" in gap.text for gap in report.indicators[0].gaps)
    assert report.has_errors


@pytest.mark.parametrize(
    ("months", "amount", "scope", "within"),
    [(36, 2e6, "regional", False), (36, 2e6, "national", True), (36, None, "national", None), (12, None, None, False)],
)
def test_guidelines_promote_and_do_not_oblige(months: int, amount: float | None, scope: str | None, within: bool | None) -> None:
    from datetime import date

    made = plan(end=date(2026 + months // 12, 1, 1), amount=amount, scope=scope)
    said = vis(made)
    assert said.within_guidelines is within
    assert "non creano un obbligo" in said.statement


def test_a_draft_without_a_plan_is_said(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Capitolato senza tabelle.")
    document.save(str(tmp_path / "bozza.docx"))
    with pytest.raises(ImpactError, match="nessuna tabella"):
        check_file(tmp_path / "bozza.docx")


@pytest.mark.parametrize(
    ("sentence", "refused"),
    [
        ("Indice SROI dell'offerta: fino a 15 punti al rapporto più alto.", True),
        ("Il punteggio massimo va al ritorno sociale sull'investimento maggiore.", True),
        ("Nessun punto è attribuito all'indice SROI.", False),
        ("Il gestore può calcolare lo SROI. I punti premiano il piano di misura.", False),
    ],
)
def test_points_for_the_ratio_are_refused(sentence: str, refused: bool, tmp_path: Path) -> None:
    document = Document()
    grid = document.add_table(rows=2, cols=3)
    for row, texts in zip(grid.rows, (("Esito", "Indicatore", "Valore atteso"), ("Lavoro", "quota al lavoro", "60%")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(sentence)
    document.save(str(tmp_path / "bozza.docx"))
    report = check_file(tmp_path / "bozza.docx")
    assert ("sroi_ranked" in {one.code for one in report.findings}) == refused
    assert report.indicators[0].place == "tabella 1, riga 2"
