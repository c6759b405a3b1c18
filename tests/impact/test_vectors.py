"""Every impact case of the vectors, against the hand-computed numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from procurement_engine.impact.monitoring.achievement import achievement
from procurement_engine.impact.monitoring.payment import Result, payment
from procurement_engine.impact.plan.model import ImpactPlan, Payment
from procurement_engine.impact.rubric import completeness
from procurement_engine.impact.social_return.engine import sroi

CASES: dict[str, Any] = {
    case["id"]: case for case in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
}


def valued(given: dict[str, Any]) -> ImpactPlan:
    outcomes = [
        {"id": f"E{n}", "text": f"cambiamento {n}",
         "attribution": {"deadweight": one["deadweight"], "displacement": one["displacement"], "others": one["attribution"],
                         "drop_off": one["dropoff"], "duration": one["years"]},
         "valuation": {"quantity": {"value": one["quantity"]}, "proxy": {"value": one["proxy"]}}}
        for n, one in enumerate(given["outcomes"], 1)
    ]  # fmt: skip
    settings = {
        "discount": given["discount"],
        "first_year_discounted": given.get("first_year_discounted", True),
        "investment": given["inputs"],
    }
    return ImpactPlan.model_validate({"title": "Prova", "outcomes": outcomes, "sroi": {**settings, "draws": 1000}})


def test_every_case_is_used() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in CASES if f'"{name}"' not in source] == []


def test_social_return() -> None:
    case = CASES["sroi_two_outcomes_end"]
    report, wanted = sroi(valued(case["inputs"])), case["expected"]
    assert [list(row.flow) for row in report.rows] == [pytest.approx(row["flow"]) for row in wanted["rows"]]
    assert [row.present_value for row in report.rows] == pytest.approx([row["pv"] for row in wanted["rows"]])
    found = (report.present_value, report.net_value, report.ratio, report.net_ratio)
    assert found == pytest.approx((wanted["total_pv"], wanted["npv"], wanted["ratio"], wanted["net_ratio"]), rel=1e-12)


def test_social_return_from_the_start_of_the_year() -> None:
    given = {**CASES["sroi_two_outcomes_end"]["inputs"], "first_year_discounted": False}
    assert sroi(valued(given)).ratio == pytest.approx(2.2652, abs=5e-5)


def test_tornado_ends() -> None:
    """Both deadweights at 0 and at 0.4, as the notes give them."""
    given = CASES["sroi_two_outcomes_end"]["inputs"]
    for share, ratio in ((0.0, 2.76), (0.4, 1.66)):
        moved = {**given, "outcomes": [{**one, "deadweight": share} for one in given["outcomes"]]}
        assert sroi(valued(moved)).ratio == pytest.approx(ratio, abs=5e-3)


def test_social_return_without_discount() -> None:
    case = CASES["sroi_zero_discount"]
    report = sroi(valued(case["inputs"]))
    assert (report.present_value, report.ratio) == pytest.approx(
        (case["expected"]["total_pv"], case["expected"]["ratio"]), rel=1e-12
    )


def test_plan_against_actual() -> None:
    case = CASES["plan_vs_actual"]
    for way in ("up", "down"):
        found = [achievement(**one) for one in case["inputs"][f"direction_{way}"]]
        assert found == pytest.approx(case["expected"][f"achievement_{way}"])


def test_payment_by_results() -> None:
    given, wanted = CASES["pay_by_results"]["inputs"], CASES["pay_by_results"]["expected"]
    terms = Payment(**{k: v for k, v in given.items() if k != "achievement"}, weights={"I1": 1})
    reports = [payment(terms, {"I1": Result(achievement=one, verified=True)}) for one in given["achievement"]]
    assert [report.variable for report in reports] == pytest.approx(wanted["variable"])
    assert [report.total for report in reports] == pytest.approx(wanted["total"])


def test_completeness() -> None:
    given, wanted = CASES["completeness_rubric"]["inputs"], CASES["completeness_rubric"]["expected"]
    assert completeness(given["fields_present"], given["weights"]) == (wanted["score"], wanted["blocking_missing"])
    assert completeness(given["fields_present"])[0] == wanted["score"]  # the published rubric has the same weights
