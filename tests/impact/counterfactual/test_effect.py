"""Difference in differences, held against statsmodels; and when nothing can be attributed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from procurement_engine.impact.counterfactual.engine import effect
from procurement_engine.impact.counterfactual.observations import COLUMNS, read_observations
from procurement_engine.impact.counterfactual.student import p_value, quantile
from procurement_engine.impact.errors import ImpactError

from ..builders import csv


def frame(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": float, "treated": bool, "after": bool})


def made_up(seed: int, size: int = 40, clusters: int = 0, lift: float = 4.0, panel: bool = False) -> pd.DataFrame:
    """Two groups before and after; with clusters each body shifts its own people."""
    draw = np.random.default_rng(seed)
    shifts = draw.normal(0, 2, max(clusters, 1))
    rows = []
    for treated in (True, False):
        for person in range(size):
            body = (person * 2 + treated) % clusters if clusters else 0
            own = draw.normal(20, 2)
            for after in (False, True):
                value = own + 1.5 * after + lift * (treated and after) + shifts[body] + draw.normal(0, 1)
                name = f"{treated}{person}" if panel else ""
                rows.append((name, treated, "after" if after else "before", after, value, f"c{body}" if clusters else ""))
    return frame(rows)


def second(data: pd.DataFrame, groups: str | None) -> tuple[float, float, float, float, float]:
    """The same by statsmodels."""
    numbers = data.assign(t=data["treated"].astype(int), a=data["after"].astype(int))
    how: dict[str, Any] = (
        {"cov_type": "cluster", "cov_kwds": {"groups": pd.factorize(data[groups])[0]}, "use_t": True} if groups else {}
    )
    found = smf.ols("value ~ t * a", numbers).fit(**how)
    low, high = found.conf_int().loc["t:a"]
    return float(found.params["t:a"]), float(found.bse["t:a"]), float(low), float(high), float(found.pvalues["t:a"])


@pytest.mark.parametrize(
    ("data", "groups"),
    [(made_up(1), None), (made_up(2, clusters=8), "cluster"), (made_up(3, panel=True), "unit"), (made_up(4, size=7), None), (made_up(5, clusters=40), "cluster")],
)  # fmt: skip
def test_it_agrees_with_statsmodels(data: pd.DataFrame, groups: str | None) -> None:
    report = effect(data)
    assert (report.estimate, report.error, report.low, report.high) == pytest.approx(second(data, groups)[:4], rel=1e-9)
    assert report.p == pytest.approx(second(data, groups)[4], rel=1e-6, abs=1e-12)


def test_two_by_two_of_the_notes() -> None:
    """Four cells of three: 4.0, standard error 1.1547, eight degrees of freedom."""
    cells = {(True, False): (9, 10, 11), (True, True): (15, 16, 17), (False, False): (9, 10, 11), (False, True): (11, 12, 13)}
    report = effect(frame([("", t, str(a), a, v, "") for (t, a), values in cells.items() for v in values]))
    assert (report.estimate, report.error, report.freedom) == (pytest.approx(4), pytest.approx(1.1547, abs=1e-4), 8)
    assert report.verdict == "not_attributable"  # three a group are too few to say more


@settings(deadline=None)
@given(st.floats(0.01, 20), st.integers(1, 300))
def test_student_agrees_with_scipy(t: float, freedom: int) -> None:
    assert p_value(t, freedom) == pytest.approx(2 * stats.t.sf(t, freedom), rel=1e-6, abs=1e-12)


@settings(deadline=None)
@given(st.floats(0.5, 0.999), st.integers(1, 300))
def test_quantiles_agree_with_scipy(confidence: float, freedom: int) -> None:
    assert quantile(confidence, freedom) == pytest.approx(stats.t.ppf((1 + confidence) / 2, freedom), rel=1e-8)


@settings(max_examples=25, deadline=None)
@given(st.floats(-50, 50), st.floats(-50, 50))
def test_what_moves_everybody_is_no_effect(by_group: float, by_time: float) -> None:
    data = made_up(6, size=6)
    moved = data.assign(value=data["value"] + by_group * data["treated"] + by_time * data["after"])
    assert effect(moved).estimate == pytest.approx(effect(data).estimate, abs=1e-9)


def test_an_effect_is_found_and_its_condition_said() -> None:
    report = effect(made_up(7, size=60))
    assert report.verdict == "effect_found"
    assert "Se senza il servizio i due gruppi si fossero mossi allo stesso modo" in report.statement
    assert any("Una sola misura prima" in one for one in report.warnings)


def test_no_difference_is_not_attributable_and_no_proof_of_nothing() -> None:
    report = effect(made_up(8, size=12, lift=0.0))
    assert report.verdict == "not_distinguishable"
    assert report.statement.startswith("Non attribuibile")
    assert any("Meno di 30" in one for one in report.warnings)


def test_without_a_comparison_nothing_is_attributed() -> None:
    data = made_up(9)
    report = effect(data[data["treated"]])
    assert (report.design, report.verdict) == ("before_after", "not_attributable")
    assert report.reasons == ("non c'è un gruppo di confronto",)
    after = effect(data[data["after"]])
    assert (after.design, after.verdict) == ("after_only", "not_attributable")


def test_one_body_a_side_is_not_enough() -> None:
    data = made_up(10).assign(cluster=lambda d: d["treated"].map({True: "A", False: "B"}))
    report = effect(data)
    assert report.verdict == "not_attributable"
    assert "1 con il servizio e 1 di confronto" in report.reasons[0]


def test_groups_that_already_moved_apart() -> None:
    draw = np.random.default_rng(11)
    rows = [
        ("", t, str(year), year >= 3, 10 + 2 * year * t + draw.normal(0, 0.5), "")
        for t in (True, False)
        for year in range(5)
        for _ in range(15)
    ]
    report = effect(frame(rows))
    assert report.verdict == "not_attributable"
    assert "già prima del servizio" in report.reasons[0]


def test_who_is_lost_on_the_way_is_said() -> None:
    data = made_up(12, panel=True)
    gone = data["after"] & data["unit"].isin(["True0", "True1", "False0"])
    report = effect(data[~gone])
    assert any("2 unità con il servizio e 1 di confronto" in one for one in report.warnings)
    empty = effect(data.assign(value=data["value"].mask(gone)))
    assert any("3 righe senza valore (2 di chi ha avuto" in one for one in empty.warnings)


def test_tables_long_and_wide(tmp_path: Path) -> None:
    long = csv(
        tmp_path / "l.csv",
        "id;gruppo;quando;valore;ente",
        "a;servizio;prima;3,5;X",
        "a;servizio;dopo;5;X",
        "b;confronto;prima;3;Y",
        "b;confronto;dopo;3;Y",
    )
    wide = csv(tmp_path / "w.csv", "id;trattato;prima;dopo;comune", "a;sì;3,5;5;X", "b;no;3;3;Y")
    assert read_observations([long])["value"].tolist() == read_observations([wide])["value"].tolist() == [3.5, 5, 3, 3]
    years = csv(tmp_path / "y.csv", "trattato;anno;valore", "sì;2025;3", "sì;2027;5")
    assert read_observations([years], since="2026")["after"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["trattato;anno;valore", "sì;2025;3"], "riga 2, colonna «anno»"),
        (["trattato;prima;dopo", "forse;2;3"], "«forse»: scrivere sì"),
        (["trattato;prima;dopo", "sì;poco;3"], "riga 2, colonna «prima»"),
        (["trattato;valore", "sì;3"], "servono le colonne"),
        (["trattato;prima;dopo"], "nessuna osservazione"),
        (["trattato;dopo", "sì;3"], "non c'è nulla da confrontare"),
        (["trattato;prima;dopo", "sì;3;4", "no;3;"], "manca uno dei quattro gruppi"),
        (["trattato;prima;dopo", "no;3;4"], "mancano le misure di chi ha avuto il servizio"),
    ],
)
def test_what_cannot_be_compared(lines: list[str], words: str, tmp_path: Path) -> None:
    with pytest.raises(ImpactError) as error:
        effect([csv(tmp_path / "o.csv", *lines)])
    assert words in str(error.value)
