"""Findings on the rules before publication."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from procurement_engine.drafts import read
from procurement_engine.scoring import EvaluationError
from procurement_engine.scoring.design import CriterionRow, Finding, design, design_draft, table_findings
from procurement_engine.scoring.design.draft import criteria_table
from procurement_engine.scoring.design.prose import prose_criteria
from procurement_engine.scoring.files import validated
from procurement_engine.scoring.files.sample import SAMPLE

from .builders import discretionary


def found(**changes: Any) -> dict[str, Finding]:
    data = {**SAMPLE, **changes}
    return {finding.code: finding for finding in design(validated(data)).findings}


def method(**changes: Any) -> dict[str, Any]:
    return {**SAMPLE["method"], **changes}


def test_the_sample_has_nothing_to_mend() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"criteria": SAMPLE["criteria"][:3]}, "weights_sum", "error"),
        ({"method": method(threshold={"points": 101})}, "unreachable_threshold", "error"),
        ({"method": method(scale=[0, 0.25, 0.5], threshold={"points": 80})}, "unreachable_threshold", "error"),
        ({"method": method(rescaling={"level_2": True})}, "level_2_pointless", "warning"),
        ({"method": method(rescaling={"level_1": "criterion"})}, "irrelevant_bid", "warning"),
        ({"method": method(tie_break=[])}, "no_tie_break", "warning"),
        ({"method": method(tie_break=["improved_price"])}, "tie_break_price", "error"),
        ({"method": method(threshold=None)}, "no_threshold", "advice"),
        ({"method": method(threshold={"points": 75})}, "high_threshold", "advice"),
        ({"method": method(threshold={"points": 60, "on": "rescaled"})}, "threshold_rescaled", "warning"),
        ({"method": method(rounding=None)}, "rounding_unsaid", "advice"),
        ({"method": method(scale=None)}, "no_scale", "advice"),
        ({"method": method(scale=[0.8])}, "no_spread", "warning"),
        ({"price": {"mode": "fixed"}}, "no_amount", "warning"),
        ({"price": {"mode": "points", "points": 40, "formula": "inverse"}}, "price_cap", "warning"),
        ({"criteria": [{"id": "T", "weight": 100, "kind": "tabular"}], "method": method(tie_break=["T"])}, "all_tabular", "warning"),
        ({"criteria": [{"id": "A", "title": "Sconto sul listino", "weight": 100, "kind": "discretionary"}]}, "hidden_price", "warning"),
        ({"criteria": [{"id": "A", "title": "Esperienza", "weight": 100, "kind": "discretionary"}]}, "bidder_quality", "warning"),
        ({"criteria": [{"id": "A", "title": "Progetto", "weight": 100, "kind": "discretionary"}]}, "broad_criterion", "advice"),
    ],
)  # fmt: skip
def test_findings(changes: dict[str, Any], code: str, severity: str) -> None:
    assert found(**changes)[code].severity == severity


RELATIVE: list[dict[str, Any]] = [
    {"rescaling": {"level_1": "criterion"}},
    {"coefficients": "pairwise", "pairwise_normalisation": "summed"},
    {"coefficients": "ahp"},
    {"aggregation": "topsis"},
    {"aggregation": "electre"},
]


@pytest.mark.parametrize("changes", RELATIVE, ids=str)
def test_the_worked_example_is_true(changes: dict[str, Any]) -> None:
    """A bid that is not first leaves, and the first changes."""
    data = discretionary(
        {"A": 45, "B": 30, "C": 25}, {"a": {"A": [1], "B": [1], "C": [1]}}, rounding=[], tie_break=["A"], **changes
    )
    (finding,) = [f for f in design(validated(data)).findings if f.code == "irrelevant_bid"]
    example = finding.example
    assert example is not None
    first, after = next(iter(example.with_it)), next(iter(example.without_it))
    assert first != after
    assert example.removed not in (first, *example.without_it)
    assert "è prima" in str(example)


def test_min_max_lets_the_worst_bid_decide() -> None:
    criteria = [
        {"id": "A", "weight": 50, "kind": "quantitative", "formula": {"type": "min_max"}},
        {"id": "B", "weight": 50, "kind": "quantitative", "formula": {"type": "min_max", "lower_is_better": True}},
    ]
    finding = found(criteria=criteria, method=method(tie_break=["A"]))["irrelevant_bid"]
    assert finding.example is not None


def test_fixed_thresholds_have_no_such_example() -> None:
    assert "irrelevant_bid" not in found()


def test_a_table_alone() -> None:
    rows = [CriterionRow("Progetto", Fraction(50), "discretionary"), CriterionRow("Ribasso sul canone", Fraction(15), None)]
    codes = {finding.code for finding in table_findings(rows, price=Fraction(35))}
    assert codes == {"price_cap", "hidden_price", "kind_unsaid", "broad_criterion"}
    (known,) = [f for f in table_findings(rows, price=Fraction(35), labour_intensive=True) if f.code == "price_cap"]
    assert known.severity == "error"
    assert "price_cap" not in {f.code for f in table_findings(rows, price=Fraction(35), labour_intensive=False)}


def draft(path: Path, rows: list[tuple[str, ...]], text: str = "") -> Path:
    document = Document()
    document.add_paragraph("Disciplinare di gara. " + text)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    document.save(str(path))
    return path


def test_the_table_of_a_draft(tmp_path: Path) -> None:
    rows = [
        ("n.", "Criterio", "Tipo", "Punti"),
        ("1", "Qualità del progetto", "", "45"),
        ("1.1", "Metodo di lavoro", "D", "25"),
        ("1.2", "Stabilità del personale", "D", "20"),
        ("2", "Sconto sul listino dei materiali", "Q", "20"),
        ("", "Totale offerta tecnica", "", "65"),
        ("", "Offerta economica", "", "35"),
        ("", "Totale", "", "100"),
    ]
    report = design_draft(draft(tmp_path / "gara.docx", rows))
    codes = {finding.code for finding in report.findings}
    assert codes == {"price_cap", "hidden_price", "no_tie_break", "rounding_unsaid"}
    assert not report.has_errors


def test_a_clean_draft(tmp_path: Path) -> None:
    rows = [("Criteri di valutazione", "Punti D max", "Punti T max"), ("Metodo", "25", ""), ("Rete", "25", ""),
            ("Cura", "25", ""), ("Impatto", "20", ""), ("Parità di genere", "", "5")]  # fmt: skip
    text = "A parità di punteggio si procede a sorteggio. I punti si arrotondano alla seconda cifra."
    assert design_draft(draft(tmp_path / "gara.docx", rows, text)).findings == ()


def test_a_draft_without_a_table(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="non si trovano criteri"):
        design_draft(draft(tmp_path / "gara.docx", [("nome", "valore"), ("a", "b")]))


SAID: list[tuple[str, str, dict[str, int], int]] = [
    (
        "a sentence",
        "I punti sono ripartiti così: progetto educativo, fino a 45 punti; personale, fino a 35 punti; misura dell'impatto, 20 punti.",
        {"progetto educativo": 45, "personale": 35, "misura dell'impatto": 20}, 0,
    ),
    (
        "numbers in words",
        "La commissione attribuisce trentacinque punti al progetto, venticinque alla stabilità del personale, quaranta agli esiti.",
        {"commissione attribuisce progetto": 35, "stabilita del personale": 25, "esiti": 40}, 0,
    ),
    ("a list", "Criteri e punti:\n\n- qualità del progetto (D): punti 50\n- personale: punti 25\n- prezzo: punti 25", {"qualità del progetto": 50, "personale": 25}, 25),
    ("parts of a part", "Criteri:\n\n- progetto: 60 punti\n- di cui metodo: 20 punti\n- personale: 40 punti", {"progetto": 60, "personale": 40}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "criteria", "price"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_criteria_that_stand_in_prose(text: str, criteria: dict[str, int], price: int, tmp_path: Path) -> None:
    path = tmp_path / "bozza.md"
    path.write_text(f"# Disciplinare\n\n{text}\n", encoding="utf-8")
    rows, price_points = prose_criteria(read(path))
    assert {row.criterion: row.weight for row in rows} == criteria
    assert price_points == price
    assert "no_tie_break" in {finding.code for finding in design_draft(path).findings}


@pytest.mark.parametrize(
    "text", ["Alla qualità vanno 75 punti, al prezzo 25 punti.", "Servono 3 anni, 2 sedi, 95 ore.", "Nessun punteggio."]
)
def test_prose_without_criteria(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bozza.md"
    path.write_text(f"# Disciplinare\n\n{text}\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="non si trovano criteri"):
        design_draft(path)


def test_a_table_between_bars_without_its_line_of_dashes(tmp_path: Path) -> None:
    path = tmp_path / "bozza.md"
    table = "| n. | Criterio | Punti |\n| A | Progetto **educativo** | 45 |\n| B | Personale | 40 |"
    path.write_text(f"# Criteri\n\nSi valuta così:\n{table}\n\nA parità si sorteggia.\n", encoding="utf-8")
    rows, _ = criteria_table(read(path))
    assert [(row.criterion, row.weight) for row in rows] == [("Progetto educativo", 45), ("Personale", 40)]
    assert "weights_sum" in {finding.code for finding in design_draft(path).findings}
