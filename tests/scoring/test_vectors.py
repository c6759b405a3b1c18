"""Every scoring case of the vectors, each against its published or hand-computed numbers."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from procurement_engine.numbers import exact
from procurement_engine.scoring import EvaluationError, score
from procurement_engine.scoring.aggregation import electre_index, topsis, undominated
from procurement_engine.scoring.agreement import icc, kendall_w, krippendorff_alpha
from procurement_engine.scoring.comparison import RANDOM_INDEX, pairwise, priorities
from procurement_engine.scoring.formulas import Direct, Interpolation, Inverse, MinMax, Power, Thresholds
from procurement_engine.scoring.rounding import Platform, RoundingPolicy, RoundingRule, round_exact
from procurement_engine.scoring.sensitivity.montecarlo import acceptability
from procurement_engine.scoring.sensitivity.weights import Linear

from .builders import codes, discretionary, part, ranks, technical

CASES = {case["id"]: case for case in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))}
NOTHING = RoundingPolicy(())


def case(name: str) -> tuple[Any, Any]:
    return CASES[name]["inputs"], CASES[name]["expected"]


def fractions(values: list[Any]) -> list[Fraction]:
    return [exact(value) for value in values]


def letters(values: list[Any]) -> dict[str, Any]:
    return dict(zip("ABCDEFGH", values, strict=False))


def close(found: Any, wanted: Any, tolerance: float = 1e-9) -> bool:
    return bool(np.allclose([float(v) for v in found], [float(v) for v in wanted], rtol=0, atol=tolerance))


def test_every_case_is_used() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in CASES if f'"{name}"' not in source] == []


@pytest.mark.parametrize(
    ("rounding", "key"),
    [
        ([], "mean_exact"),
        ([{"stage": "mean", "decimals": 2, "mode": "truncate"}], "trunc2"),
        ([{"stage": "mean", "decimals": 2, "mode": "half_up"}], "half_up2"),
    ],
)
def test_mean_of_coefficients(rounding: list[Any], key: str) -> None:
    given, wanted = case("coef_mean_teme")
    marks = {bid: {"K": row} for bid, row in letters(given["rows_bids_cols_commissioners"]).items()}
    report = score(discretionary({"K": 100}, marks, rounding=rounding), sensitive=False)
    found = {row.bid: Fraction(row.coefficient.exact) for row in report.criteria}
    assert list(found.values()) == [Fraction(v) if isinstance(v, str) else exact(v) for v in wanted[key]]
    assert wanted["published_mean_2dec"] == wanted["trunc2"]


def test_level_1_on_the_mean() -> None:
    given, wanted = case("coef_mean_teme")
    marks = {bid: {"K": row} for bid, row in letters(given["rows_bids_cols_commissioners"]).items()}
    found = technical(discretionary({"K": 100}, marks, rounding=[], rescaling={"level_1": "criterion"}))
    assert close([Fraction(found[bid] or 0) / 100 for bid in marks], wanted["reparam_level1"])


@pytest.mark.parametrize("name", ["tabular_legality_rating", "onoff"])
def test_tabular(name: str) -> None:
    given, wanted = case(name)
    marks, top = given.get("stars") or given["has"], given.get("max_points") or given["points"]
    levels = {"levels": given["stars"]} if "stars" in given else {}
    data = {
        "method": {"total_points": top},
        "criteria": [{"id": "T", "weight": top, "kind": "tabular", **levels}],
        "bids": [{"id": bid, "marks": {"T": mark}} for bid, mark in letters(marks).items()],
    }
    found = technical(data)
    assert [Fraction(found[bid] or -1) for bid in letters(marks)] == wanted["points"]


def test_the_best_is_brought_to_the_whole_weight() -> None:
    given, wanted = case("reparam_level1_15_325")
    marks = {"A": {"K": given["scores"]}, "B": {"K": [10]}}
    data = discretionary({"K": 20}, marks, marks="points", total_points=20, rounding=[], rescaling={"level_1": "criterion"})
    found = technical(data)
    assert float(Fraction(found["A"] or 0)) == wanted["scores"][0]
    assert float(Fraction(found["B"] or 0) / 10) == pytest.approx(wanted["factor"], abs=1e-12)


def tables(given: Any) -> list[dict[str, str]]:
    return [
        {f"{pair[0]}/{pair[1]}": cell if cell == "=" else f"{cell[0]} {cell[1:]}" for pair, cell in table.items()}
        for table in given["commissioners"]
    ]


def test_pairwise_both_normalisations() -> None:
    given, wanted = case("pairwise_4x3")
    each, one = pairwise(tables(given), given["bids"], "per_commissioner", NOTHING)
    assert close([v for column in each for v in column.values()], [v for row in wanted["per_commissioner_0_1"] for v in row])
    mode_1, mode_2 = wanted["mode1_normalise_each_then_mean_then_normalise"], wanted["mode2_sum_all_then_normalise"]
    assert [str(v) for v in one.values()] == mode_1["coef_exact"]
    _, two = pairwise(tables(given), given["bids"], "summed", NOTHING)
    assert [str(v) for v in two.values()] == mode_2["coef_exact"]


def test_pairwise_as_tuttogare_truncates() -> None:
    given, wanted = case("pairwise_4x3")
    expected = wanted["mode1_platform_style_trunc2_of_each_commissioner"]
    each, one = pairwise(tables(given), given["bids"], "per_commissioner", RoundingPolicy(Platform(name="tuttogare").rules()))
    assert [[float(v) for v in column.values()] for column in each] == expected["per"]
    assert close(one.values(), expected["coef"])


def pairwise_tender(given: Any, bids: int = 4) -> dict[str, Any]:
    names = list("ABCD")[:bids]
    own = [{pair: cell for pair, cell in table.items() if set(pair.split("/")) <= set(names)} for table in tables(given)]
    return {
        "method": {"coefficients": "pairwise", "pairwise_normalisation": "summed"},
        "criteria": [{"id": "K", "weight": 100, "kind": "discretionary"}],
        "commissioners": ["c1", "c2", "c3"],
        "bids": [{"id": name} for name in names],
        "pairwise": {"K": own} if bids >= 3 else {},
    }


def test_pairwise_asks_for_enough_bids() -> None:
    given, wanted = case("pairwise_min_bids")
    data = [pairwise_tender(case("pairwise_4x3")[0], bids) for bids in given["n_bids"]]
    assert [part(tender).by_comparison() for tender in data] == wanted["allowed"]
    with pytest.raises(EvaluationError, match="servono i coefficienti"):
        score(data[1])


def test_identical_tables_are_to_check() -> None:
    given, wanted = case("pairwise_identical_flag")
    tender = pairwise_tender(given)
    found = [w for w in score(tender, sensitive=False).warnings if w.code == "identical_tables"]
    assert wanted["identical_tables"]
    assert found
    assert all("16/2022" in w.message and "2804/2023" in w.message and w.to_check for w in found)
    assert "identical_tables" not in codes(pairwise_tender(case("pairwise_4x3")[0]), sensitive=False)


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("quant_direct", Direct(type="direct")),
        ("quant_inverse", Inverse(type="inverse")),
        ("quant_interp_best", Interpolation(type="interpolation", base=Fraction(0))),
        ("quant_interp_minmax", MinMax(type="min_max")),
        ("quant_thresholds_fixed", Thresholds(type="thresholds", min=Fraction(10), max=Fraction(25))),
        ("quant_all_equal", MinMax(type="min_max")),
        ("quant_all_equal", Direct(type="direct")),
        ("quant_all_equal", Interpolation(type="interpolation", base=Fraction(2))),
        ("quant_alpha", Power(type="power", alpha=Fraction(1, 2))),
    ],
)
def test_quantitative(name: str, formula: Direct) -> None:
    given, wanted = case(name)
    found = formula.coefficients(fractions(given["x"]))
    assert close(found, wanted["coef"], 1e-15)
    if "points" in wanted:
        assert [float(v * given["max_points"]) for v in found] == wanted["points"]


@pytest.mark.parametrize(
    ("key", "rescaling"),
    [("reparam1", {"level_1": "criterion"}), ("reparam2", {"level_1": "criterion", "level_2": True})],
)
def test_threshold_before_and_after_rescaling(key: str, rescaling: dict[str, Any]) -> None:
    given, wanted = case("barrier_before_vs_after")
    marks = {bid: {k: [float(v)] for k, v in zip("xyz", row, strict=True)} for bid, row in given["coefficients"].items()}
    weights = dict(zip("xyz", given["weights"], strict=True))
    free = discretionary(weights, marks, rescaling=rescaling, rounding=[])
    report = score(free, sensitive=False)
    assert {r.bid: float(Fraction(r.raw_technical.exact)) for r in report.ranking} == wanted["raw"]
    assert close([Fraction(technical(free)[bid] or 0) for bid in marks], [wanted[key][bid] for bid in marks])
    for basis, answer in (("raw", "pass_raw"), ("rescaled", f"pass_{key}")):
        free["method"]["threshold"] = {"points": given["barrier"], "on": basis}
        assert {r.bid: r.passed_threshold for r in score(free, sensitive=False).ranking} == wanted[answer]
    assert part(discretionary(weights, marks, threshold={"points": 60})).method.threshold.on == wanted["correct_default"]  # type: ignore[union-attr]


def test_equality_passes_the_threshold() -> None:
    given, wanted = case("barrier_edge_equal")
    data = discretionary(
        {"K": 100}, {b: {"K": [v]} for b, v in letters(given["raw"]).items()}, marks="points", threshold={"points": 60}
    )
    found = {row.bid: row.passed_threshold for row in score(data, sensitive=False).ranking}
    assert [found[bid] for bid in "ABC"] == wanted["pass"]


def test_a_single_bid_is_not_rescaled() -> None:
    given, wanted = case("single_bid")
    marks = {"A": {k: [float(v)] for k, v in zip("xyz", given["coefficients"]["A"], strict=True)}}
    rules: dict[str, Any] = {"rescaling": {"level_1": "criterion", "level_2": True}}
    data = discretionary(dict(zip("xyz", given["weights"], strict=True)), marks, **rules)
    assert float(Fraction(technical(data)["A"] or 0)) == wanted["raw"]
    data["method"]["threshold"] = {"points": given["barrier"], "on": "rescaled"}
    (row,) = score(data, sensitive=False).ranking
    assert row.passed_threshold is wanted["pass"]


def test_weights_must_sum_exactly() -> None:
    given, wanted = case("weights_sum")
    data = discretionary(letters(given["weights"]), {"a": {k: [0.5] for k in "ABC"}})
    with pytest.raises(EvaluationError, match="sommano a 99,99 e non a 100"):
        score(data)
    assert not wanted["valid"]


@pytest.mark.parametrize(("mode", "key"), [("half_up", "half_up"), ("half_even", "half_even"), ("truncate", "trunc")])
def test_rounding_modes(mode: Any, key: str) -> None:
    given, wanted = case("rounding_mode")
    assert [float(round_exact(Fraction(v), given["decimals"], mode)) for v in given["values"]] == wanted[key]


def test_equal_totals_rank_1_1_3() -> None:
    given, wanted = case("ex_aequo")
    marks = {bid: {"K": [float(v)]} for bid, v in given["totals"].items()}
    data = discretionary({"K": 100}, marks, marks="points", tie_break=["draw"])
    assert ranks(data) == wanted["rank"]
    assert "tie_draw" in codes(data, sensitive=False)


def table_of(rows: list[list[float]]) -> dict[str, dict[str, Fraction]]:
    return {f"k{n}": {bid: exact(row[n]) for bid, row in letters(rows).items()} for n in range(len(rows[0]))}


@pytest.mark.parametrize(("index", "key"), [("q", "P"), ("q_star", "P_star")])
def test_electre_of_the_regulation(index: str, key: str) -> None:
    given, wanted = case("electre_allegato_g")
    weights = {f"k{n}": exact(w) for n, w in enumerate(given["w"])}
    assert close(electre_index(table_of(given["A"]), weights, list("ABCD"), index).values(), wanted[key])
    assert undominated(table_of(given["A"]), weights, list("ABCD")) == list("ABCD")
    assert wanted["dominated_pairs"] == []


def test_topsis() -> None:
    given, wanted = case("topsis_lg2")
    weights = {f"k{n}": exact(w) for n, w in enumerate(given["w"])}
    assert close(topsis(table_of(given["A"]), weights, list("ABCD")).values(), wanted["closeness"], 1e-15)


@pytest.mark.parametrize("vector", ["eigenvector", "geometric"])
def test_ahp(vector: str) -> None:
    given, wanted = case("ahp_3x3")
    rows = [[Fraction(v).limit_denominator(20) for v in row] for row in given["A"]]
    for table, key in (("saaty_1980", "CR_RI0.58"), ("saaty_2001", "CR_RI0.52")):
        found = priorities(rows, vector, table)
        assert close(found.weights, wanted[vector])
        assert close(
            [found.lambda_max, found.consistency_index, found.ratio or 0], [wanted["lambda_max"], wanted["CI"], wanted[key]]
        )
        assert RANDOM_INDEX[table][0] in key
    assert close([w / max(found.weights) for w in found.weights], wanted["coef_best_1"])


def test_icc() -> None:
    given, wanted = case("icc_shrout_fleiss")
    found = icc(np.array(given["ratings_targets_x_judges"], dtype=float))
    assert close(found.values(), [wanted["values"][key] for key in found])
    assert {key: round(value or 0, 2) for key, value in found.items()} == wanted["published"]


def test_kendall() -> None:
    given, wanted = case("kendall_w_perfect")
    assert kendall_w(np.array(given["raters_x_items"]).T) == pytest.approx(wanted["W"])


def test_krippendorff() -> None:
    given, wanted = case("kripp_alpha_shrout")
    assert krippendorff_alpha(np.array(given["raters_x_items"]).T) == pytest.approx(wanted["alpha"], abs=1e-9)


def test_acceptability() -> None:
    given, wanted = case("smaa_uniform")
    values = {bid: letters(fractions(row)) for bid, row in given["coefficients"].items()}
    form = Linear(dict.fromkeys("ABC", Fraction(100, 3)), dict.fromkeys("ABC", ""), values, "B")
    found = acceptability(form, given["n"], given["seed"]).any_weights
    for bid in "AB":
        assert found[bid][0] == pytest.approx(wanted[f"exact_share_{bid}"], abs=wanted["tolerance"])
        assert found[bid][0] == pytest.approx(wanted["first_rank_share"][bid], abs=1e-6)


def test_platform_with_nine_decimals() -> None:
    given, wanted = case("platform_marche_reparam2")
    policy = RoundingPolicy(Platform(name="appalti_contratti", decimals=given["points_round"]).rules())
    best = max(fractions(given["totals"]))
    ratios = [policy("rescaling", v / best) for v in fractions(given["totals"])]
    assert [float(r) for r in ratios] == wanted["coef9"]
    marks = {bid: {"K": [v]} for bid, v in letters(given["totals"]).items()}
    platform = {"name": "appalti_contratti", "decimals": given["points_round"]}
    data = discretionary({"K": 50}, marks, marks="points", total_points=50, rescaling={"level_2": True}, platform=platform)
    assert [row.total.shown for row in score(data, sensitive=False).ranking if row.total] == wanted["points"]


def test_fixed_price_leaves_no_economic_leg() -> None:
    """With no points to the price the four-fifths test is empty: declared costs are held against the price instead."""
    given, wanted = case("anomaly_4_5")
    data = discretionary({"K": given["max_tech"]}, {bid: {"K": [0.9]} for bid in "ABC"})
    assert part(data).price_points == given["max_econ"] == wanted["econ_threshold"]
    assert "economic_declaration_missing" in codes(data, sensitive=False)


def test_policy_stages_are_separate() -> None:
    policy = RoundingPolicy([RoundingRule(stage="mean", decimals=1)])
    assert policy("mean", Fraction("0.45")) == Fraction("0.5")
    assert policy("total", Fraction("0.45")) == Fraction("0.45")
