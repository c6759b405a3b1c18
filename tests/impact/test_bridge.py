"""From plan to award criteria, and what an offered plan is worth on them."""

from __future__ import annotations

from typing import Any

import pytest

import procurement_engine as pe
from procurement_engine.impact.bridge import PLAN, criteria, marks
from procurement_engine.impact.errors import ImpactError
from procurement_engine.scoring import score

from .builders import EXAMPLE, indicator, plan

ATTRIBUTED = [{"id": "E1", "text": "x", "link": "oggetto", "attribution": {"deadweight": 0.2, "others": 0.1, "drop_off": 0.1}}]


def evaluation(bids: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "Prova", "price": {"mode": "fixed", "amount": 1000}, "commissioners": ["c1"],
        "method": {"coefficients": "commissioner_mean", "aggregation": "weighted_sum", "rescaling": {"level_1": "none", "level_2": False}},
        "criteria": criteria(plan(), 100)["criteria"],
        "bids": [{"id": name, "marks": {PLAN: [given[PLAN]], **{k: v for k, v in given.items() if k != PLAN}}} for name, given in bids.items()],
    }  # fmt: skip


def test_score_reads_the_criteria_and_the_marks() -> None:
    full = marks(plan(), plan(outcomes=ATTRIBUTED))["marks"]
    half = marks(plan(), plan(indicator(target={"value": 55, "on": "2028-12-31"})))["marks"]
    bare = marks(plan(), plan(indicator(source="", verification="", target={"value": 99})))["marks"]
    report = score(evaluation({"piena": full, "media": half, "promessa": bare}))
    assert {row.bid: row.total.shown for row in report.ranking} == {"piena": 100, "media": 65, "promessa": 20}


def test_a_promise_that_cannot_be_verified_is_worth_nothing() -> None:
    given = marks(plan(), plan(indicator(verification="", target={"value": 99})))
    assert given["marks"]["I1"] == 40
    assert given["marks"][PLAN] <= 0.4
    assert "verificato" in given["reasons"]["I1"]


def test_what_is_not_offered_or_in_another_unit_is_worth_nothing() -> None:
    for other in (indicator("I9"), indicator(unit="persone", measure="count")):
        assert marks(plan(), plan(other))["marks"]["I1"] == 40


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"kind": "output", "name": "corsi"}, "prodotto"), ({"source": ""}, "fonte"), ({"direction": "maintain"}, "strada"),
     ({"name": "n. incontri"}, "non quel che cambia"), ({"name": "società benefit"}, "qualità dell'impresa")],
)  # fmt: skip
def test_what_gets_no_points_says_why(fields: dict[str, Any], reason: str) -> None:
    made = criteria(plan(indicator("I1"), indicator("I2", **{"name": "altro", **fields})), 30)
    assert [one["id"] for one in made["criteria"]] == [PLAN, "I1"]
    assert reason in made["left_out"][0]["reason"]


@pytest.mark.parametrize("points", [1, 20, 33.33, 100])
def test_points_add_up(points: float) -> None:
    lines = [indicator(f"I{n}", name=f"quota di persone {n}") for n in range(7)]
    for number in (0, 1, 3, 7):
        made = criteria(plan(*lines[: number or 1], **({"outcomes": [{"id": "E1", "text": ""}]} if not number else {})), points)
        assert sum(one["weight"] for one in made["criteria"]) == pytest.approx(points)


def test_no_points_no_criteria() -> None:
    with pytest.raises(ImpactError):
        criteria(plan(), 0)


def test_the_public_names() -> None:
    from datetime import date

    piano = EXAMPLE / "piano.yaml"
    assert pe.impact.check(piano).score == pytest.approx(94)
    assert pe.impact.check(pe.impact.load_plan(piano)).score == pytest.approx(94)
    assert len(pe.impact.monitor(piano, [EXAMPLE / "misure.csv"], date(2029, 11, 1)).lines) == 5
    assert pe.impact.sroi(str(piano)).ratio > 1
    assert pe.impact.effect([EXAMPLE / "confronto.csv"]).attributable
    assert pe.impact.rollup([EXAMPLE / "territorio.csv"]).cells
    assert pe.impact.criteria(piano, 20)["criteria"]
    assert pe.impact.marks(piano, piano)["marks"]["I1"] == 70
