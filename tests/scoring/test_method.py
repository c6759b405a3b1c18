"""Rules of a tender, one behaviour each."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from procurement_engine.scoring import Evaluation, EvaluationError, load, score
from procurement_engine.scoring.aggregation import electre, undominated

from .builders import codes, discretionary, ranks, technical

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_venice_2017_as_published() -> None:
    report = score(EXAMPLES / "06_venezia_musei_2017" / "come_fu.yaml", sensitive=False)
    shown = {
        row.bid: (row.raw_technical.shown, row.technical and row.technical.shown, row.economic and row.economic.shown)
        for row in report.ranking
    }
    assert shown == {"opera": (32.6, 38.084, 50.0), "cns": (42.8, 50.0, 29.222), "rear": (27.1, None, None)}
    assert [(row.bid, row.rank, row.total and row.total.shown) for row in report.ranking] == [
        ("opera", 1, 88.084), ("cns", 2, 79.222), ("rear", None, None),
    ]  # fmt: skip
    assert "soglia di 32" in (report.ranking[2].excluded_because or "")


def test_venice_2017_at_a_fixed_price_has_another_winner() -> None:
    report = score(EXAMPLES / "06_venezia_musei_2017" / "a_prezzo_fisso.yaml", sensitive=False)
    assert [(row.bid, row.total and row.total.exact) for row in report.ranking] == [
        ("cns", "42.8"),
        ("opera", "32.6"),
        ("rear", None),
    ]


def tree(level: str) -> dict[str, Any]:
    """Two sub-criteria, each with its own best: rescaling the leaves and rescaling the criterion differ."""
    return {
        "method": {"rescaling": {"level_1": level}, "rounding": []},
        "criteria": [
            {
                "id": "A", "weight": 100,
                "sub_criteria": [{"id": "A1", "weight": 60, "kind": "discretionary"}, {"id": "A2", "weight": 40, "kind": "discretionary"}],
            }
        ],
        "commissioners": ["c1"],
        "bids": [{"id": "a", "marks": {"A1": [0.8], "A2": [0.5]}}, {"id": "b", "marks": {"A1": [0.4], "A2": [0.9]}}],
    }  # fmt: skip


def test_level_1_by_criterion_and_by_sub_criterion_differ() -> None:
    assert technical(tree("sub_criterion")) == {"a": str(Fraction(60) + Fraction(40 * 5, 9)), "b": "70"}
    assert technical(tree("criterion")) == {"a": "100", "b": str(Fraction(100 * 60, 68))}


def test_a_table_fixed_by_the_tender_is_not_rescaled() -> None:
    data = discretionary({"A": 90}, {"a": {"A": [0.5]}, "b": {"A": [0.4]}}, rescaling={"level_1": "criterion"}, rounding=[])
    data["criteria"].append({"id": "T", "weight": 10, "kind": "tabular", "levels": [0, 0.5, 1]})
    for bid in data["bids"]:
        bid["marks"]["T"] = 1
    assert technical(data)["a"] == "95"


def test_levels_are_points_if_they_reach_the_weight_else_coefficients() -> None:
    data: dict[str, Any] = {
        "criteria": [
            {"id": "A", "weight": 60, "kind": "tabular", "levels": [0, 20, 60]},
            {"id": "B", "weight": 40, "kind": "tabular", "levels": [0, 0.5, 1]},
        ],
        "bids": [{"id": "a", "marks": {"A": 1, "B": 1}}],
    }
    assert technical(data)["a"] == "40"
    data["criteria"][0]["levels"] = [0, 20, 50]
    with pytest.raises(EvaluationError, match="da 0 al peso"):
        score(data)


def test_a_threshold_on_one_criterion() -> None:
    data = discretionary({"A": 60, "B": 40}, {"a": {"A": [0.9], "B": [0.2]}, "b": {"A": [0.6], "B": [0.5]}})
    data["criteria"][1]["threshold"] = {"points": 20}
    rows = {row.bid: row for row in score(data, sensitive=False).ranking}
    assert rows["a"].rank is None
    assert rows["a"].excluded_because == "criterio B: 8 punti, sotto la soglia di 20"
    assert rows["b"].rank == 1


def test_bids_under_the_threshold_do_not_set_the_best() -> None:
    """They leave, and the rest is rescaled over the survivors."""
    marks = {"a": {"A": [0.7], "B": [0.7]}, "b": {"A": [0.6], "B": [0.65]}, "low": {"A": [0.1], "B": [1.0]}}
    data = discretionary({"A": 60, "B": 40}, marks, threshold={"points": 60}, rescaling={"level_1": "criterion"})
    assert technical(data)["a"] == "100"
    assert technical(data)["low"] is None


def test_excluded_after_the_close_is_frozen_and_out_of_the_ranking() -> None:
    marks = {"a": {"A": [0.8], "B": [0.7]}, "b": {"A": [1.0], "B": [0.4]}, "c": {"A": [0.6], "B": [0.9]}}
    data = discretionary({"A": 66, "B": 34}, marks, rescaling={"level_1": "criterion"})
    assert ranks(data) == {"b": 1, "a": 2, "c": 3}
    data["bids"][2]["excluded_after_close"] = "dichiarazione non veritiera"
    rows = score(data, sensitive=False).ranking
    assert [(row.bid, row.rank) for row in rows] == [("b", 1), ("a", 2), ("c", None)]
    assert rows[2].total is not None
    assert rows[2].excluded_because == "dichiarazione non veritiera"


def tied(**method: Any) -> dict[str, Any]:
    return discretionary({"A": 50, "B": 50}, {"a": {"A": [0.6], "B": [0.8]}, "b": {"A": [0.8], "B": [0.6]}}, **method)


def test_ties_follow_the_ladder() -> None:
    assert ranks(tied(tie_break=["A", "draw"])) == {"b": 1, "a": 2}
    assert ranks(tied(tie_break=["B", "draw"])) == {"a": 1, "b": 2}
    assert ranks(tied(tie_break=["draw"])) == {"a": 1, "b": 1}
    assert ranks({**tied(tie_break=["draw"]), "draw": ["b", "a"]}) == {"b": 1, "a": 2}
    assert "tie_draw" in codes(tied(tie_break=["draw"]), sensitive=False)
    assert "tie_without_rule" in codes(tied(), sensitive=False)


def priced(formula: Any, prices: tuple[Any, ...], **price: Any) -> dict[str, Any]:
    data = discretionary({"A": 80}, {f"b{n}": {"A": [0.5]} for n in range(len(prices))}, rounding=[])
    data["price"] = {"mode": "points", "points": 20, "formula": formula, **price}
    for bid, value in zip(data["bids"], prices, strict=True):
        bid["price"] = value
    return data


@pytest.mark.parametrize(
    ("formula", "prices", "points"),
    [
        ("inverse", (100, 80), ("16", "20")),
        ("direct", (5, 10), ("10", "20")),
        ({"type": "bilinear", "x": 0.8}, (2, 4, 6), ("8", "16", "20")),
        ({"type": "interpolation", "base": 100, "lower_is_better": True}, (100, 90, 80), ("0", "10", "20")),
        ({"type": "power", "alpha": 2}, (5, 10), ("5", "20")),
    ],
)
def test_price_formulas_for_comparison(formula: Any, prices: tuple[int, ...], points: tuple[str, ...]) -> None:
    rows = {row.bid: row for row in score(priced(formula, prices), sensitive=False).ranking}
    assert tuple(rows[f"b{n}"].economic.exact for n in range(len(prices))) == points  # type: ignore[union-attr]


def test_a_price_is_asked_only_of_bids_whose_envelope_is_opened() -> None:
    data = priced("inverse", (100, 80))
    data["method"]["threshold"] = {"points": 30}
    data["bids"][1]["marks"]["A"] = [0.1]
    del data["bids"][1]["price"]
    assert ranks(data) == {"b0": 1, "b1": None}
    del data["bids"][0]["price"]
    with pytest.raises(EvaluationError, match="manca il prezzo"):
        score(data)


def test_declared_costs_are_held_against_the_fixed_price() -> None:
    data = discretionary({"A": 100}, {"a": {"A": [0.9]}, "b": {"A": [0.5]}})
    data["price"] = {"mode": "fixed", "amount": 1000}
    for bid, cost in zip(data["bids"], (900, 990), strict=True):
        bid["economic_declaration"] = {"labour_cost": cost, "safety_cost": 20}
    said = [w.message for w in score(data, sensitive=False).warnings if w.code == "unsustainable"]
    assert said == [
        "Offerta b: i costi dichiarati (1.010,00 euro) superano il prezzo fisso (1.000,00 euro): chiedere spiegazioni (art. 110)."
    ]


def test_lots_say_only_what_is_their_own() -> None:
    data = discretionary({"A": 100}, {"a": {"A": [0.9]}, "b": {"A": [0.5]}}, tie_break=["A", "draw"])
    bids = data.pop("bids")
    data["lots"] = [
        {"id": "L1", "bids": bids},
        {"id": "L2", "bids": [{"id": "b", "marks": {"K": [1]}}], "criteria": [{"id": "K", "weight": 100, "kind": "discretionary"}],
         "method": {"threshold": {"points": 60}}},
    ]  # fmt: skip
    report = score(data)
    assert [(row.lot, row.bid, row.rank) for row in report.ranking] == [("L1", "a", 1), ("L1", "b", 2), ("L2", "b", 1)]
    data["lots"][1]["bids"][0]["marks"]["K"] = [2]
    with pytest.raises(EvaluationError) as error:
        score(data)
    assert error.value.where[:4] == ("lots", 1, "bids", 0)


def column(values: dict[str, Any]) -> dict[str, Fraction]:
    return {bid: Fraction(str(value)) for bid, value in values.items()}


def test_electre_drops_the_dominated_and_keeps_the_identical() -> None:
    columns = {"A": column({"a": 0.9, "b": 0.5, "c": 0.4, "d": 0.9}), "B": column({"a": 0.5, "b": 0.9, "c": 0.4, "d": 0.5})}
    weights = {"A": Fraction(50), "B": Fraction(50)}
    assert undominated(columns, weights, ["a", "b", "c", "d"]) == ["a", "b", "d"]
    first, order = electre(columns, weights, ["a", "b", "c", "d"])
    assert first["c"] == 0
    assert order[-1] == ["c"]
    assert sorted(bid for group in order for bid in group) == ["a", "b", "c", "d"]


def test_ahp_names_its_table_and_says_who_is_inconsistent() -> None:
    data: dict[str, Any] = {
        "method": {"coefficients": "ahp", "ri_table": "saaty_2001"},
        "criteria": [{"id": "A", "weight": 100, "kind": "discretionary"}],
        "commissioners": ["coerente", "distratto", "terzo"],
        "bids": [{"id": b} for b in "xyz"],
        "pairwise": {
            "A": [
                {"x/y": "x 3", "x/z": "x 6", "y/z": "y 2"},
                {"x/y": "x 9", "x/z": "z 9", "y/z": "y 9"},
                {"x/y": "x 3", "x/z": "x 6", "y/z": "y 2"},
            ]
        },
    }
    report = score(data, sensitive=False)
    lines = report.lots[0].consistency
    assert [(line.commissioner, line.acceptable, line.ri_table) for line in lines] == [
        ("coerente", True, "saaty_2001"), ("distratto", False, "saaty_2001"), ("terzo", True, "saaty_2001"),
    ]  # fmt: skip
    assert lines[0].ratio == pytest.approx(0, abs=1e-20)
    assert {"ahp_inconsistent", "irrational_values"} <= {warn.code for warn in report.warnings}


def test_marks_of_all_commissioners_alike_are_to_check() -> None:
    data = discretionary({"A": 50, "B": 50}, {b: {k: [v] * 3 for k in "AB"} for b, v in (("a", 0.8), ("b", 0.6), ("c", 0.4))})
    assert "identical_marks" in codes(data, sensitive=False)
    data["bids"][0]["marks"]["A"] = [0.9, 0.1, 0.8]
    found = {warn.code: warn for warn in score(data, sensitive=False).warnings}
    assert "identical_marks" not in found
    assert found["split_marks"].message.startswith("Da verificare")


def test_the_commission_is_odd_and_at_most_five() -> None:
    assert "commission_size" in codes(discretionary({"A": 100}, {"a": {"A": [0.8, 0.9]}}), sensitive=False)
    assert "commission_size" not in codes(discretionary({"A": 100}, {"a": {"A": [0.8, 0.9, 1]}}), sensitive=False)


def test_fingerprints_tell_rules_from_marks() -> None:
    data = discretionary({"A": 100}, {"a": {"A": [0.8]}})
    first = score(data).fingerprints
    data["bids"][0]["marks"]["A"] = [0.7]
    second = score(data).fingerprints
    assert first.rules == second.rules
    assert first.marks != second.marks


def test_report_is_frozen_and_becomes_a_table() -> None:
    report = score(load(EXAMPLES / "05_punteggi_prezzo_fisso" / "valutazione.yaml"))
    with pytest.raises(ValueError, match="frozen"):
        report.title = "altro"  # type: ignore[misc]
    frame = report.to_frame()
    assert list(frame["bid"]) == ["alba", "betulla", "dafne", "cedro"]
    assert frame["total"].iloc[0] == pytest.approx(80.4)
    assert isinstance(report.evaluation, Evaluation)
