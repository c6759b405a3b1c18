"""The laws of scoring, on tenders made up by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.scoring.aggregation import topsis
from procurement_engine.scoring.coefficients import coefficients
from procurement_engine.scoring.formulas import Bands, Direct, Interpolation, Inverse, MinMax, Power, Thresholds
from procurement_engine.scoring.marks_check import check
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.rounding import Mode, round_exact
from procurement_engine.scoring.sensitivity.leave_out import without_bid
from procurement_engine.scoring.standing import Standing, stand

from .builders import discretionary, part

MARK = st.integers(0, 20).map(lambda n: n / 20)


@st.composite
def tenders(draw: st.DrawFn, min_bids: int = 2, rescaling: Any = None) -> dict[str, Any]:
    """Two to five criteria, up to five bids, one or three commissioners, no rounding."""
    criteria = [f"k{n}" for n in range(draw(st.integers(2, 5)))]
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=len(criteria) - 1, max_size=len(criteria) - 1, unique=True)))
    weights = dict(zip(criteria, (b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)), strict=True))
    members = draw(st.sampled_from([1, 3]))
    bids = [f"b{n}" for n in range(draw(st.integers(min_bids, 5)))]
    row = st.lists(MARK, min_size=members, max_size=members)
    marks = {bid: {k: draw(row) for k in criteria} for bid in bids}
    level_1 = draw(st.sampled_from(["none", "criterion", "sub_criterion"]))
    return discretionary(weights, marks, rounding=[], rescaling=rescaling or {"level_1": level_1})


def standing(data: dict[str, Any]) -> Standing:
    own = part(data)
    check(own)
    return stand(own, coefficients(own).columns)


def again(own: Part) -> Standing:
    return stand(own, coefficients(own).columns)


@given(tenders())
def test_level_2_never_changes_the_order_at_a_fixed_price(data: dict[str, Any]) -> None:
    before = standing(data)
    data["method"]["rescaling"]["level_2"] = True
    after = standing(data)
    assert after.rank == before.rank
    best = max(before.technical.values())
    if best:
        assert {b: v * 100 / best for b, v in before.technical.items()} == after.technical


@given(tenders(), st.integers(2, 9))
def test_weights_scale(data: dict[str, Any], factor: int) -> None:
    before = standing(data)
    for criterion in data["criteria"]:
        criterion["weight"] *= factor
    data["method"]["total_points"] = 100 * factor
    after = standing(data)
    assert after.technical == {bid: value * factor for bid, value in before.technical.items()}
    assert after.rank == before.rank


@given(tenders())
def test_who_is_better_everywhere_is_never_behind(data: dict[str, Any]) -> None:
    own = part(data)
    result = again(own)
    columns = coefficients(own).columns
    for a in result.rank:
        for b in result.rank:
            if all(column[a] >= column[b] for column in columns.values()):
                assert result.rank[a] <= result.rank[b]


@given(tenders(), st.randoms(use_true_random=False))
def test_the_order_of_bids_and_commissioners_says_nothing(data: dict[str, Any], dice: Any) -> None:
    before = standing(data)
    dice.shuffle(data["bids"])
    order = list(range(len(data["commissioners"])))
    dice.shuffle(order)
    for bid in data["bids"]:
        bid["marks"] = {k: [marks[n] for n in order] for k, marks in bid["marks"].items()}
    after = standing(data)
    assert after.rank == before.rank
    assert after.exact == before.exact


@given(tenders(), st.integers(0, 100))
def test_a_raw_threshold_does_not_see_the_rescaling(data: dict[str, Any], points: int) -> None:
    data["method"]["threshold"] = {"points": points, "on": "raw"}
    failed = set(standing(data).failed)
    data["method"]["rescaling"] = {"level_1": "none", "level_2": False}
    plain = standing(data)
    assert set(plain.failed) == failed == {bid for bid, value in plain.raw.items() if value < points}


@given(tenders(min_bids=3))
def test_after_the_close_the_others_keep_their_points_and_order(data: dict[str, Any]) -> None:
    before = standing(data)
    gone = next(bid for bid in before.rank if before.rank[bid] == 1)
    next(bid for bid in data["bids"] if bid["id"] == gone)["excluded_after_close"] = "rinuncia"
    after = standing(data)
    assert after.exact == before.exact
    assert gone not in after.rank
    left = [bid for bid in before.rank if bid != gone]
    assert sorted(left, key=lambda b: (before.rank[b], b)) == sorted(left, key=lambda b: (after.rank[b], b))


@given(tenders(min_bids=3, rescaling={"level_1": "none"}))
def test_without_relative_rules_a_bid_that_leaves_changes_nobody_else(data: dict[str, Any]) -> None:
    own = part(data)
    before = again(own)
    after = again(without_bid(own, "b0"))
    assert after.exact == {bid: value for bid, value in before.exact.items() if bid != "b0"}


@given(tenders(), st.sampled_from(["electre", "topsis"]))
def test_other_methods_rank_everybody_whatever_the_order_of_bids(data: dict[str, Any], aggregation: str) -> None:
    data["method"] |= {"aggregation": aggregation}
    own = part(data)
    before = again(own)
    after = again(replace(own, bids=own.bids[::-1]))
    assert set(before.rank) == {bid.id for bid in own.bids}
    assert after.exact == before.exact


@given(st.lists(st.lists(MARK, min_size=3, max_size=3), min_size=2, max_size=5))
def test_topsis_stays_between_0_and_1(rows: list[list[float]]) -> None:
    bids = [f"b{n}" for n in range(len(rows))]
    columns = {f"k{k}": {bid: Fraction(repr(row[k])) for bid, row in zip(bids, rows, strict=True)} for k in range(3)}
    assert all(0 <= v <= 1 for v in topsis(columns, dict.fromkeys(columns, Fraction(1)), bids).values())


FORMULAS = [
    Direct(type="direct"), Inverse(type="inverse"), Interpolation(type="interpolation", base=Fraction(3)), MinMax(type="min_max"),
    Thresholds(type="thresholds", min=Fraction(2), max=Fraction(30)), Power(type="power", alpha=Fraction(1, 3)),
    Bands(type="bands", bands=((Fraction(10), Fraction(1, 5)), (None, Fraction(1)))),
]  # fmt: skip


@given(st.sampled_from(FORMULAS), st.lists(st.integers(1, 50).map(Fraction), min_size=1, max_size=6))
def test_coefficients_stay_between_0_and_1_and_follow_the_values(formula: Direct, values: list[Fraction]) -> None:
    found = formula.coefficients(values)
    assert all(0 <= v <= 1 for v in found)
    sign = -1 if formula.type == "inverse" else 1  # type: ignore[comparison-overlap]
    pairs = sorted(zip((v * sign for v in values), found, strict=True))
    assert [c for _, c in pairs] == sorted(found)


@given(st.fractions(), st.integers(0, 6), st.sampled_from(["half_up", "half_even", "truncate"]))
@settings(max_examples=200)
def test_rounding_is_near_and_rounds_once(value: Fraction, decimals: int, mode: Mode) -> None:
    rounded = round_exact(value, decimals, mode)
    assert abs(rounded - value) <= Fraction(1, 10**decimals) / (1 if mode == "truncate" else 2)
    assert round_exact(rounded, decimals, mode) == rounded
    assert round_exact(-value, decimals, mode) == -rounded
