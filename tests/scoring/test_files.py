"""YAML and workbook: nothing lost on the way, and errors that name the place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from procurement_engine.scoring import Evaluation, EvaluationError, load, save, score
from procurement_engine.scoring.files import validated
from procurement_engine.scoring.files.sample import SAMPLE

EXAMPLES = Path(__file__).parents[2] / "examples"
ALL = sorted(EXAMPLES.glob("0[56]_*/*.yaml"))

NAME = st.text("abcdefghilmn", min_size=1, max_size=6)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBER = st.one_of(
    st.integers(0, 1000),
    st.integers(0, 10**7).map(lambda n: n / 10**4),
    st.fractions(0, 1).filter(lambda f: f.denominator > 1).map(str),
)
MARK = st.one_of(st.integers(0, 100).map(lambda n: n / 100), st.sampled_from(["1/3", "2/7"]))


@st.composite
def parts(draw: st.DrawFn, lot: bool = False) -> dict[str, Any]:
    """Any criteria, marks and comparisons: the files must carry them, right or wrong."""
    leaves = draw(st.lists(NAME, min_size=3, max_size=5, unique=True))
    bids = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    members = [f"commissario {n}" for n in range(draw(st.sampled_from([1, 3])))]
    kinds = [draw(st.sampled_from(["discretionary", "quantitative", "tabular"])) for _ in leaves]
    criteria = [criterion(draw, k, kind) for k, kind in zip(leaves, kinds, strict=True)]
    if draw(st.booleans()):
        criteria = [{"id": "ramo", "title": draw(WORDS), "weight": 30, "sub_criteria": criteria[:2]}, *criteria[2:]]
    by_kind = dict(zip(leaves, kinds, strict=True))
    marks = {
        "discretionary": st.lists(MARK, min_size=len(members), max_size=len(members)), "quantitative": NUMBER,
        "tabular": st.one_of(st.booleans(), st.integers(0, 3)),
    }  # fmt: skip
    rows = [{"id": bid, "name": f"Ditta {bid}", "marks": {k: draw(marks[kind]) for k, kind in by_kind.items()}} for bid in bids]
    rows[0] |= {"excluded_after_close": draw(WORDS), "economic_declaration": {"labour_cost": draw(NUMBER), "ccnl": "T151"}}
    return {
        "title": draw(WORDS),
        "price": draw(
            st.sampled_from([{"mode": "fixed", "amount": 1000.5}, {"mode": "points", "points": 20, "formula": {"type": "inverse"}}])
        ),
        "method": draw(methods()),
        "criteria": criteria,
        "commissioners": members,
        "bids": rows,
        "reasons": {leaves[0]: {bids[0]: draw(WORDS)}},
        **({"id": draw(NAME)} if lot else {"published_on": draw(st.dates(date(2023, 7, 1)))}),
    }


def criterion(draw: st.DrawFn, name: str, kind: str) -> dict[str, Any]:
    own: dict[str, Any] = {"id": name, "title": draw(WORDS), "weight": draw(st.integers(1, 50)), "kind": kind}
    if kind == "quantitative":
        formulas = [
            {"type": "thresholds", "min": 10, "max": 25}, {"type": "bands", "bands": [[10, 0.2], [20.5, "1/3"], [None, 1]]},
            {"type": "interpolation", "base": 3, "lower_is_better": True}, {"type": "power", "alpha": 0.5},
        ]  # fmt: skip
        own["formula"] = draw(st.sampled_from(formulas))
    if kind == "tabular":
        own |= draw(st.sampled_from([{}, {"levels": [0, 0.5, 1]}, {"levels": [0, "1/3", 1]}]))
    if kind == "discretionary":
        own |= draw(st.sampled_from([{}, {"scale": [0, 0.5, 1]}, {"threshold": {"points": 3, "on": "rescaled"}}]))
    return own


def methods() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"aggregation": st.sampled_from(["weighted_sum", "topsis"])},
        optional={
            "rescaling": st.fixed_dictionaries({"level_1": st.sampled_from(["none", "criterion"]), "level_2": st.booleans()}),
            "threshold": st.fixed_dictionaries({"points": NUMBER}),
            "rounding": st.sampled_from(
                [[], [{"stage": "mean", "decimals": 3, "mode": "truncate"}, {"stage": "total", "decimals": 2}]]
            ),
            "tie_break": st.sampled_from([["technical", "draw"], ["draw"]]),
        },
    )


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    """With or without lots, with or without what the minutes need."""
    data = draw(parts())
    if draw(st.booleans()):
        data["lots"] = [draw(parts(lot=True)) for _ in range(2)]
    if draw(st.booleans()):
        data["commission"] = {"members": ["Anna Ferri", "= Rossi"], "roles": {"= Rossi": "presidente"}, "appointment": draw(WORDS)}
        data["sessions"] = [{"date": date(2026, 5, 2), "place": draw(WORDS)}]
    return validated(data)


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
@given(evaluation=evaluations())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, suffix: str, evaluation: Evaluation) -> None:
    path = tmp_path_factory.mktemp("giro") / f"valutazione{suffix}"
    save(evaluation, path)
    assert load(path) == evaluation


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
@pytest.mark.parametrize("source", ALL, ids=lambda p: f"{p.parent.name[:2]}/{p.stem}")
def test_examples_score_the_same_after_a_round_trip(source: Path, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"copia{suffix}"
    save(load(source), path)
    assert score(path, sensitive=False) == score(source, sensitive=False)


def test_pairwise_round_trip(tmp_path: Path) -> None:
    data = {
        "method": {"coefficients": "pairwise", "pairwise_normalisation": "summed"},
        "criteria": [{"id": "A", "weight": 100, "kind": "discretionary"}],
        "commissioners": ["c1", "c2", "c3"],
        "bids": [{"id": b} for b in "xyz"],
        "pairwise": {"A": [{"x/y": "x 2.5", "x/z": "=", "y/z": "z 6"}] * 3},
    }
    for suffix in (".yaml", ".xlsx"):
        path = tmp_path / f"coppie{suffix}"
        save(validated(data), path)
        assert load(path) == validated(data)


def test_the_workbook_guides_the_commission(tmp_path: Path) -> None:
    path = tmp_path / "commissione.xlsx"
    save(validated({**SAMPLE, "title": "=SOMMA(A1)"}), path)
    book = load_workbook(path)
    assert {
        "Gara",
        "Criteri",
        "Offerte",
        "Valori",
        "Commissario 1",
        "Commissario 3",
        "Motivazioni",
        "Commissione",
        "Sedute",
    } <= set(book.sheetnames)
    assert book["Elenchi"].sheet_state == "hidden"
    kinds = {v.type for v in book["Commissario 1"].data_validations.dataValidation}
    assert kinds == {"list"}
    title = next(row[1] for row in book["Gara"].iter_rows() if row[0].value == "title")
    assert (title.value, title.data_type) == ("=SOMMA(A1)", "s")


def test_an_empty_workbook_says_which_mark_is_missing_first(tmp_path: Path) -> None:
    path = tmp_path / "commissione.xlsx"
    save(validated(SAMPLE), path)
    with pytest.raises(EvaluationError):
        score(path)


def test_errors_name_sheet_and_cell(tmp_path: Path) -> None:
    path = tmp_path / "commissione.xlsx"
    save(load(EXAMPLES / "05_punteggi_prezzo_fisso" / "valutazione.yaml"), path)
    for sheet, cell, value, words in (
        ("Commissario 2", "C3", "ottimo", "foglio «Commissario 2», cella C3: A1: voto 2: «ottimo» è testo"),
        ("Commissario 2", "D4", None, "foglio «Commissario 2», cella D4: A2: voto 2: manca il numero"),
        (
            "Commissario 3",
            "C3",
            0.7,
            "foglio «Commissario 3», cella C3: offerta «alba», criterio «A1»: il voto 0,7 di Lucia Neri non è",
        ),
        (
            "Commissario 3",
            "C3",
            7,
            "foglio «Commissario 3», cella C3: offerta «alba», criterio «A1»: il voto 7 di Lucia Neri è fuori",
        ),
        ("Criteri", "D3", "molto", "foglio «Criteri», cella D3: weight: «molto» è testo"),
        ("Offerte", "B3", "Cooperativa Alba", "due offerte hanno lo stesso nome"),
        ("Valori", "C3", "forse", "foglio «Valori», cella C3"),
    ):
        book = load_workbook(path)
        book[sheet][cell] = value
        wrong = tmp_path / "sbagliata.xlsx"
        book.save(wrong)
        from procurement_engine.scoring.files import with_file

        with pytest.raises(EvaluationError) as error:
            with_file(wrong, score)
        assert words in str(error.value)
        assert str(error.value).startswith("sbagliata.xlsx")


def test_hostile_workbooks_are_refused(tmp_path: Path) -> None:
    for name, content in (("vuota.xlsx", b""), ("testo.xlsx", b"non sono uno zip")):
        (tmp_path / name).write_bytes(content)
    with ZipFile(tmp_path / "fuga.xlsx", "w") as package:
        package.writestr("../fuori.xml", "<a/>")
    with ZipFile(tmp_path / "povera.xlsx", "w") as package:
        package.writestr("[Content_Types].xml", "<a/>")
    for name in ("vuota.xlsx", "testo.xlsx", "fuga.xlsx", "povera.xlsx", "assente.xlsx", "gara.ods"):
        with pytest.raises(EvaluationError, match=name):
            load(tmp_path / name)
