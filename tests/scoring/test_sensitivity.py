"""Could the winner change? Each answer against a second way of finding it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from procurement_engine.scoring import score
from procurement_engine.scoring.coefficients import coefficients
from procurement_engine.scoring.sensitivity import moved
from procurement_engine.scoring.sensitivity.weights import (
    Linear,
    effective_weights,
    linear,
    smallest_change,
    switch_weight,
    switches,
)
from procurement_engine.scoring.standing import stand

from .builders import codes, discretionary, part

VALUE = st.integers(0, 10).map(lambda n: Fraction(n, 10))


@st.composite
def forms(draw: st.DrawFn) -> Linear:
    """A ranking of two to four bids on three criteria."""
    weights = {k: Fraction(draw(st.integers(1, 60))) for k in "ABC"}
    values = {f"b{n}": {k: draw(VALUE) for k in "ABC"} for n in range(draw(st.integers(2, 4)))}
    winner = max(values, key=lambda bid: sum(weights[k] * values[bid][k] for k in weights))
    return Linear(weights, dict.fromkeys("ABC", ""), values, winner)


def total(form: Linear, bid: str, weights: dict[str, Fraction]) -> Fraction:
    return sum((weights[k] * form.values[bid][k] for k in weights), Fraction(0))


@given(forms(), st.sampled_from("ABC"))
def test_at_the_switch_weight_the_two_are_equal(form: Linear, k: str) -> None:
    for rival in form.rivals:
        at = switch_weight(form, k, rival)
        if at is None:
            continue
        whole = sum(form.weights.values())
        scale = (whole - at) / (whole - form.weights[k])
        weights = {j: at if j == k else w * scale for j, w in form.weights.items()}
        assert total(form, rival, weights) == total(form, form.winner, weights)
        assert sum(weights.values()) == whole


@given(forms())
@settings(max_examples=60, deadline=None)
def test_the_smallest_change_is_what_a_linear_programme_finds(form: Linear) -> None:
    found = smallest_change(form)
    best = min((b for rival in form.rivals if (b := programme(form, rival)) is not None), default=None)
    assert (found is None) == (best is None)
    if found is not None:
        assert best is not None
        assert float(Fraction(found.moved.exact)) == pytest.approx(best, abs=1e-7)
        weights = {k: Fraction(v.exact) for k, v in found.weights.items()}
        assert total(form, found.to, weights) >= total(form, form.winner, weights)


def programme(form: Linear, rival: str) -> float | None:
    """min sum(up + down) with sum(up) = sum(down), weights not negative, the rival not behind."""
    gaps, weights = form.gaps(rival), form.weights
    behind = -float(sum(weights[k] * gaps[k] for k in weights))
    row = [-float(gaps[k]) for k in weights] + [float(gaps[k]) for k in weights]
    bounds = [(0, None)] * 3 + [(0, float(w)) for w in weights.values()]
    answer = linprog([1] * 6, A_ub=[row], b_ub=[-behind], A_eq=[[1, 1, 1, -1, -1, -1]], b_eq=[0], bounds=bounds)
    return float(answer.fun) if answer.success else None


@given(forms())
def test_effective_weights_are_shares(form: Linear) -> None:
    shares = effective_weights(form).values()
    assert all(share >= 0 for share in shares)
    assert sum(shares) == pytest.approx(1) or sum(shares) == 0


CLOSE = {
    "a": {"A": [0.8, 0.8, 0.4], "B": [0.5, 0.5, 0.5]},
    "b": {"A": [0.6, 0.6, 0.9], "B": [0.5, 0.5, 0.5]},
    "c": {"A": [0.1, 0.1, 0.1], "B": [0.5, 0.5, 0.5]},
}


def test_one_commissioner_decides() -> None:
    data = discretionary({"A": 60, "B": 40}, CLOSE)
    answers = score(data).lots[0].sensitivity
    assert answers is not None
    assert answers.winners == ("b",)
    assert {case.case: case.winners for case in answers.without_commissioner if case.winner_changes} == {"c3": ("a",)}
    assert "pivotal_commissioner" in codes(data)
    assert answers.grade_steps
    assert all(step.winners != ("b",) for step in answers.grade_steps)


def test_a_bid_that_cannot_win_decides_under_level_1() -> None:
    marks = {"a": {"A": [0.8], "B": [0.7]}, "b": {"A": [1.0], "B": [0.4]}, "c": {"A": [0.6], "B": [0.9]}}
    data = discretionary({"A": 66, "B": 34}, marks, rescaling={"level_1": "criterion"})
    answers = score(data).lots[0].sensitivity
    assert answers is not None
    assert [(case.case, case.winners) for case in answers.without_bid if case.winner_changes] == [("c", ("a",))]
    assert "irrelevant_bid" in codes(data)


def test_rounding_that_decides_is_said() -> None:
    marks = {"a": {"A": [0.44, 0.45, 0.44]}, "b": {"A": [0.4, 0.5, 0.42]}}
    data = discretionary({"A": 100}, marks, rounding=[{"stage": "mean", "decimals": 1, "mode": "half_up"}])
    assert "rounding_decides" in codes(data, sensitive=False)
    data["method"]["rounding"] = []
    assert "rounding_decides" not in codes(data, sensitive=False)


def test_pairwise_is_moved_cell_by_cell() -> None:
    data: dict[str, Any] = {
        "method": {"coefficients": "pairwise", "pairwise_normalisation": "per_commissioner"},
        "criteria": [{"id": "A", "weight": 100, "kind": "discretionary"}],
        "commissioners": ["c1"],
        "bids": [{"id": b} for b in "xyz"],
        "pairwise": {"A": [{"x/y": "x 2", "x/z": "=", "y/z": "y 2"}]},
    }
    answers = score(data).lots[0].sensitivity
    assert answers is not None
    assert {(step.given, step.instead) for step in answers.grade_steps} >= {("x 2", "=")}
    assert answers.without_bid == ()
    assert any("confronto a coppie" in note for note in answers.not_computed)


MARKS = {
    "a": {"A": [0.9], "B": [0.5], "C": [0.6]},
    "b": {"A": [0.6], "B": [0.8], "C": [0.7]},
    "c": {"A": [0.5], "B": [0.6], "C": [0.9]},
}


def priced(**method: Any) -> dict[str, Any]:
    data = discretionary({"A": 40, "B": 25, "C": 15}, MARKS, rounding=[], **method)
    data["price"] = {"mode": "points", "points": 20, "formula": "inverse"}
    for bid, price in zip(data["bids"], (100, 90, 97), strict=True):
        bid["price"] = price
    return data


@pytest.mark.parametrize(
    "method", [{"rescaling": {"level_2": True}}, {"aggregation": "topsis"}, {"aggregation": "electre"}], ids=str
)
def test_methods_that_are_not_linear_answer_by_trying(method: dict[str, Any]) -> None:
    """At the weight found the first changes, a little before it does not; the least change is left out, saying so."""
    data = priced(**method)
    answers = score(data).lots[0].sensitivity
    assert answers is not None
    assert answers.approximate
    assert answers.smallest_change is None
    assert any("variazione minima" in note for note in answers.not_computed)
    assert answers.acceptability is not None
    assert all(abs(sum(shares) - 1) < 1e-9 for shares in answers.acceptability.near_weights.values())
    found = [(line, switch) for line in answers.switch_weights for switch in line.switches]
    assert found
    for line, switch in found:
        step = Fraction(1, 10) if switch.change.shown > 0 else Fraction(-1, 10)
        at = Fraction(switch.weight.exact)
        assert first_with(data, line.criterion, at + step) != answers.winners[0]
        assert first_with(data, line.criterion, at - step) == answers.winners[0]


def first_with(data: dict[str, Any], criterion: str, weight: Fraction) -> str:
    """The winner when one weight is this and the others keep their proportions."""
    weights = {"A": Fraction(40), "B": Fraction(25), "C": Fraction(15), "price": Fraction(20)}
    ratio = (100 - weight) / (100 - weights[criterion])
    moved = {k: str(weight if k == criterion else w * ratio) for k, w in weights.items()}
    changed = {
        **data,
        "criteria": [{**c, "weight": moved[c["id"]]} for c in data["criteria"]],
        "price": {**data["price"], "points": moved["price"]},
    }
    return score(changed, sensitive=False).ranking[0].bid


def test_trying_agrees_with_the_exact_answer_where_there_is_one() -> None:
    whole = part(priced())
    found = coefficients(whole)
    result = stand(whole, found.columns)
    form = linear(whole, result)
    near = moved.switches(moved.Movable.of(whole, found, result, form))
    for exact_line, near_line in zip(switches(form), near, strict=True):
        exact_weights = {s.weight.shown for s in exact_line.switches}
        assert all(min(abs(s.weight.shown - w) for w in exact_weights) < 0.02 for s in near_line.switches)
        inside = [
            w
            for w in exact_weights
            if abs(w - exact_line.weight.shown) < 15 / 16 * max(exact_line.weight.shown, 100 - exact_line.weight.shown)
        ]
        assert len(near_line.switches) >= (1 if inside else 0)
