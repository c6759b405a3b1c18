"""Plan against actual."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.achievement import achievement, expected, light, progress
from procurement_engine.impact.monitoring.engine import monitor
from procurement_engine.impact.monitoring.payment import Result, payment
from procurement_engine.impact.monitoring.report import MonitorReport
from procurement_engine.impact.plan.files import load_plan
from procurement_engine.impact.plan.indicator import Indicator
from procurement_engine.impact.plan.model import ImpactPlan, Payment

from ..builders import EXAMPLE, csv, indicator, plan

FIGURE = st.integers(-1000, 1000).map(float)
END = date(2029, 3, 31)


def report(tmp_path: Path, *rows: str, made: ImpactPlan | None = None, on: date = END) -> MonitorReport:
    head = "indicatore;periodo;valore;numeratore;denominatore;evidenza;verificato da;consegnato il;gruppo;lotto"
    return monitor(made or plan(), [csv(tmp_path / "m.csv", head, *rows)], on)


@settings(deadline=None)
@given(FIGURE, FIGURE, FIGURE)
def test_direction_symmetry(start: float, end: float, now: float) -> None:
    """Turned round zero, a fall is a rise: the achievement is the same."""
    assume(start != end)
    assert achievement(start, end, now) == achievement(-start, -end, -now)
    assert achievement(start, end, start) == 0
    assert achievement(start, end, end) == 1


@settings(deadline=None)
@given(FIGURE, FIGURE, FIGURE, st.floats(0.1, 100), FIGURE)
def test_achievement_does_not_hang_on_the_unit(start: float, end: float, now: float, scale: float, shift: float) -> None:
    assume(start != end)
    moved = achievement(*(scale * value + shift for value in (start, end, now)))
    assert moved == pytest.approx(achievement(start, end, now), rel=1e-6, abs=1e-6)


def line(**fields: object) -> Indicator:
    return Indicator.model_validate(indicator(**fields))


@pytest.mark.parametrize(
    ("fields", "value", "wanted"),
    [
        ({"direction": "maintain", "target": {"value": 90}, "tolerance": 3}, 87.5, 1),
        ({"direction": "maintain", "target": {"value": 90}, "tolerance": 3}, 86, 0),
        ({"direction": "maintain", "target": {}, "tolerance": 1}, 40.5, 1),
        ({"target": {"value": 40}}, 45, 1),
        ({"target": {"value": 40}}, 39, 0),
        ({"target": {"value": 40}, "direction": "decrease"}, 39, 1),
        ({"baseline": {}}, 60, None),
        ({"target": {}}, 60, None),
    ],
)
def test_maintenance_and_what_cannot_be_told(fields: dict[str, object], value: float, wanted: float | None) -> None:
    assert progress(line(**fields), value) == wanted


def test_the_way_goes_through_the_milestones() -> None:
    stone = line(milestones=[{"value": 50, "on": date(2027, 1, 1)}], target={"value": 70, "on": date(2028, 1, 1)})
    days = [date(2025, 1, 1), date(2026, 1, 1), date(2026, 7, 2), date(2027, 1, 1), date(2028, 1, 1), date(2030, 1, 1)]
    found = [expected(stone, None, day) for day in days]
    assert found == pytest.approx([40, 40, 45, 50, 70, 70], abs=0.05)


@settings(deadline=None)
@given(FIGURE, FIGURE, st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_the_way_stays_between_its_ends(start: float, end: float, day: date) -> None:
    way = expected(
        line(baseline={"value": start, "on": date(2026, 1, 1)}, target={"value": end, "on": date(2028, 12, 31)}), None, day
    )
    assert way is not None
    assert min(start, end) - 1e-9 <= way <= max(start, end) + 1e-9


@pytest.mark.parametrize(
    ("value", "on", "wanted"),
    [(70, END, "on_track"), (60, date(2027, 12, 31), "on_track"), (56, date(2027, 12, 31), "behind"), (45, date(2027, 12, 31), "off"),
     (39, date(2026, 1, 1), "off"), (68, date(2028, 12, 31), "behind")],
)  # fmt: skip
def test_lights(value: float, on: date, wanted: str) -> None:
    assert light(line(), date(2026, 1, 1), value, on) == wanted


def test_under_the_minimum_at_the_end_is_off() -> None:
    assert light(line(minimum=69), date(2026, 1, 1), 68.9, date(2028, 12, 31)) == "off"


def test_missing_is_not_zero(tmp_path: Path) -> None:
    found = report(tmp_path, "I1;2026;50;;;a.pdf;RUP", "I1;2027;;;;;", "I1;2028;70;;;a.pdf;RUP").lines[0]
    assert [point.value for point in found.points] == [50, None, 70]
    assert found.missing == ("01/01/2027 - 31/12/2027",)
    assert (found.actual, found.achievement, found.light) == (70, 1, "on_track")


def test_nothing_measured_and_nothing_due() -> None:
    def state(on: date) -> str:
        import pandas as pd

        from procurement_engine.impact.monitoring.measures import COLUMNS

        return monitor(plan(), pd.DataFrame(columns=COLUMNS), on).lines[0].light

    assert state(date(2026, 6, 1)) == "not_due"
    assert state(END) == "missing"


def test_counts_accrue(tmp_path: Path) -> None:
    made = plan(
        indicator(measure="count", accrues=True, unit="persone", baseline={}, target={"value": 12, "on": date(2028, 12, 31)})
    )
    found = report(tmp_path, "I1;2026;5;;;;", "I1;2027;4;;;;", "I1;2028;;;;;", made=made)
    assert [point.to_date for point in found.lines[0].points] == [5, 9, None]
    assert found.lines[0].achievement == 0.75
    assert {"partial_sum", "missing_period"} <= {one.code for one in found.findings}


def test_late_evidence_and_few_cases(tmp_path: Path) -> None:
    found = report(tmp_path, "I1;2026;;5;9;;;15/03/2027", "I1;2027;;6;9;a.pdf;RUP;31/01/2028", "I1;2028;;6;9;a.pdf;RUP;")
    assert found.lines[0].points[0].days_late == 14
    assert {"late", "no_evidence", "unverified", "few_cases"} == {one.code for one in found.findings}


def test_figures_not_yet_known_on_the_day_do_not_count(tmp_path: Path) -> None:
    rows = ("I1;2026;50;;;;;15/03/2027", "I1;2027;60;;;;;15/03/2028")
    assert report(tmp_path, *rows, on=date(2028, 1, 1)).lines[0].actual == 50


def test_lots_are_put_together_from_their_parts(tmp_path: Path) -> None:
    rows = ("I1;2026;;1;2;;;;;A", "I1;2026;;3;8;;;;;B")
    assert report(tmp_path, *rows).lines[0].points[0].value == 40
    with pytest.raises(ImpactError, match="le medie non si mediano"):
        report(tmp_path, "I1;2026;50;;;;;;;A", "I1;2026;37,5;;;;;;;B")


def test_a_value_against_its_own_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImpactError, match="non è numeratore su denominatore"):
        report(tmp_path, "I1;2026;80;6;8;;")


def test_groups_stand_apart(tmp_path: Path) -> None:
    found = report(tmp_path, "I1;2026;50;;;;;;;", "I1;2026;44;;;;;;donne;").lines[0]
    assert [point.value for point in found.points] == [50]
    assert [(one.name, one.value) for one in found.groups] == [("donne", 44)]


def test_a_target_brought_nearer_afterwards_is_said(tmp_path: Path) -> None:
    made = plan(
        indicator(),
        amendments=[{"on": date(2028, 6, 1), "indicator": "I1", "field": "target", "to": 50, "reason": "x", "act": "y"}],
    )
    found = report(tmp_path, "I1;2026;45;;;a;b", "I1;2027;46;;;a;b", "I1;2028;50;;;a;b", made=made)
    assert (found.lines[0].achievement, found.lines[0].achievement_on_first_plan) == (1, pytest.approx(1 / 3))
    assert "eased_after_measure" in {one.code for one in found.findings}


TERMS = Payment(fixed_fee=100, variable_max=60, floor=0.5, cap=1, weights={"I1": 1, "I2": 2})


def test_each_indicator_earns_its_own_share() -> None:
    due = payment(TERMS, {"I1": Result(achievement=2, verified=True), "I2": Result(achievement=0.75, verified=True)})
    assert [one.amount for one in due.lines] == [20, 20]
    assert (due.total, due.lines[0].reason) == (140, "capped")


@pytest.mark.parametrize(
    ("result", "reason"),
    [(None, "missing"), (Result(achievement=1, verified=False), "unverified"), (Result(achievement=1, verified=True, below_minimum=True), "below_minimum"),
     (Result(achievement=0.4, verified=True), "below_floor")],
)  # fmt: skip
def test_what_is_not_paid_says_why(result: Result | None, reason: str) -> None:
    due = payment(TERMS, {"I1": result} if result else {})
    assert (due.lines[0].amount, due.lines[0].reason) == (0, reason)


@settings(deadline=None)
@given(st.floats(-2, 3), st.floats(-2, 3))
def test_payment_never_falls_with_the_result(a: float, b: float) -> None:
    low, high = sorted((a, b))
    paid = [payment(TERMS, {"I1": Result(achievement=one, verified=True)}).variable for one in (low, high)]
    assert 0 <= paid[0] <= paid[1] <= 20


def test_the_example_in_its_third_year() -> None:
    found = monitor(load_plan(EXAMPLE / "piano.yaml"), [EXAMPLE / "misure.csv"], date(2029, 11, 1))
    assert [one.light for one in found.lines] == ["on_track", "on_track", "on_track", "behind", "off"]
    assert found.payment is not None
    assert found.payment.variable == 24_000
    assert len(found.to_frame()) == 14
