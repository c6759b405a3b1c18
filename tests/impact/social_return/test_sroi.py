"""Social return: laws, ranges, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.files import load_plan
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.social_return.engine import sroi
from procurement_engine.impact.social_return.value import Terms, flow, present

from ..builders import EXAMPLE

SHARE = st.floats(0, 1)


def plan(**fields: Any) -> ImpactPlan:
    worth = {
        "quantity": {"value": 10, "low": 8, "high": 12},
        "proxy": {"value": 100, "low": 50, "high": 200},
        **fields.pop("valuation", {}),
    }
    outcome = {"id": "E1", "text": "x", "valuation": worth, "attribution": fields.pop("attribution", {"duration": 2})}
    return ImpactPlan.model_validate(
        {"title": "Prova", "outcomes": [outcome], "sroi": {"investment": 500, "draws": 2000, **fields}}
    )


def worth(shares: tuple[float, float, float, float], rate: float = 0.03) -> float:
    return float(present(Terms(10, 100, *shares, years=3), rate, first_year_discounted=True))


@settings(deadline=None)
@given(st.tuples(SHARE, SHARE, SHARE, SHARE), st.integers(0, 3), SHARE)
def test_it_never_grows_with_what_is_taken_away(shares: tuple[float, float, float, float], which: int, other: float) -> None:
    low, high = sorted((shares[which], other))
    values = [worth((*shares[:which], one, *shares[which + 1 :])) for one in (low, high)]  # type: ignore[arg-type]
    assert values[0] >= values[1] >= 0


@settings(deadline=None)
@given(st.tuples(SHARE, SHARE, SHARE, SHARE), st.floats(0, 0.5), st.floats(0, 0.5))
def test_it_never_grows_with_the_discount(shares: tuple[float, float, float, float], a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert worth(shares, low) >= worth(shares, high)


@settings(deadline=None)
@given(st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0.1, 10))
def test_it_is_linear_in_persons_and_value(quantity: float, proxy: float, scale: float) -> None:
    def value(q: float, p: float) -> float:
        return float(present(Terms(q, p, 0.1, 0.1, 0.1, 0.2, 3), 0.03, first_year_discounted=True))

    assert value(scale * quantity, proxy) == pytest.approx(value(quantity, scale * proxy), rel=1e-9)


def test_the_flow_stops_when_the_effect_does() -> None:
    assert flow(Terms(1, 100, 0, 0, 0, 1, 3)) == [100, 0, 0]


def test_break_even_is_where_the_ratio_is_one() -> None:
    report = sroi(plan())
    needed = report.rows[0].break_even_proxy
    assert needed is not None
    assert sroi(plan(valuation={"proxy": {"value": needed}})).ratio == pytest.approx(1)
    assert report.break_even is not None
    assert report.break_even * report.ratio == pytest.approx(1)


def test_the_range_holds_the_ratio_and_the_draws() -> None:
    report = sroi(plan())
    assert report.cautious < report.draws.p5 < report.draws.p50 < report.draws.p95 < report.optimistic
    assert report.cautious < report.ratio < report.optimistic
    assert all(
        report.cautious <= end <= report.optimistic for one in report.tornado for end in (one.ratio_at_low, one.ratio_at_high)
    )
    assert report.tornado[0].name == "proxy"
    assert sum(count for _, count in report.draws.histogram) == 2000


def test_the_same_seed_gives_the_same_draws() -> None:
    assert sroi(plan()).draws == sroi(plan()).draws
    assert sroi(plan(seed=1)).draws != sroi(plan()).draws


def test_what_the_plan_does_not_say_is_said() -> None:
    report = sroi(plan(attribution={"duration": 2, "deadweight": 0.2}))
    said = " ".join(report.statements)
    assert "non stima E1 (spostato da altrove), E1 (merito di altri), E1 (calo annuo)" in said
    assert "Per E1 il piano non dà tutti gli estremi" in said
    assert "non ha fonte" in said
    assert "Non confronta offerte" in said


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (ImpactPlan(title="x"), "manca l'investimento"),
        (ImpactPlan.model_validate({"title": "x", "sroi": {"investment": 5}}), "nessun esito"),
        (plan(valuation={"proxy": {"value": 5, "low": 6, "high": 7}}), "sta fuori da"),
        (plan(valuation={"deadweight": {"value": 0.5, "low": 0, "high": 1.5}}), "una quota sta tra 0 e 1"),
        (plan(valuation={"quantity": {"value": 1, "low": -2, "high": 2}}), "minore di zero"),
    ],
)
def test_what_cannot_be_reckoned(made: ImpactPlan, words: str) -> None:
    with pytest.raises(ImpactError, match=words):
        sroi(made)


def test_a_worthless_change_never_breaks_even() -> None:
    from procurement_engine.impact.render import html, json_
    from procurement_engine.impact.render.pages import sroi as page

    report = sroi(plan(valuation={"proxy": {"value": 0, "low": 0, "high": 0}}))
    assert '"break_even": null' in json_.render("sroi", report)
    assert "il valore stimato è zero" in html.render(page.page(report))
    assert (report.ratio, report.break_even, report.rows[0].break_even_proxy) == (0, None, None)


def test_the_example() -> None:
    report = sroi(load_plan(EXAMPLE / "piano.yaml"))
    assert report.ratio == pytest.approx(1.5517, abs=1e-4)
