"""The dated thresholds, at their boundaries."""

from datetime import date

import pytest

from procurement_engine.facts.model import FactValue
from procurement_engine.facts.thresholds import threshold_facts


def reached(value, day, **facts):
    known = {key: FactValue(fact, "given") for key, fact in facts.items()}
    return {key: fact.value for key, fact in threshold_facts(known, date.fromisoformat(day), FactValue(value, "given")).items()}


@pytest.mark.parametrize(
    ("day", "facts", "threshold"),
    [
        ("2023-12-31", {"contract_nature": "supplies"}, 215_000),
        ("2024-01-01", {"contract_nature": "supplies"}, 221_000),
        ("2025-12-31", {"contract_nature": "services", "social_services": False}, 221_000),
        ("2026-01-01", {"contract_nature": "services", "social_services": False}, 216_000),
        ("2026-01-01", {"contract_nature": "services", "social_services": False, "public_body": "central"}, 140_000),
        ("2026-01-01", {"contract_nature": "services", "social_services": True}, 750_000),
        ("2026-01-01", {"contract_nature": "works"}, 5_404_000),
        ("2025-01-01", {"contract_nature": "services", "concession": True}, 5_538_000),
    ],
)
def test_the_threshold_of_the_day(day, facts, threshold):
    assert reached(threshold, day, **facts) | {"eu_threshold": threshold, "at_eu_threshold": True} == reached(
        threshold, day, **facts
    )
    assert reached(threshold - 1, day, **facts)["at_eu_threshold"] is False


def test_an_unknown_kind_of_service_leaves_open_only_what_hangs_on_it():
    assert "at_eu_threshold" not in reached(300_000, "2026-01-01", contract_nature="services")
    assert reached(800_000, "2026-01-01", contract_nature="services")["at_eu_threshold"] is True
    assert reached(200_000, "2026-01-01", contract_nature="services")["at_eu_threshold"] is False


def test_no_threshold_beyond_the_table():
    assert "at_eu_threshold" not in reached(300_000, "2028-01-01", contract_nature="supplies")


def test_national_thresholds_do_not_follow_the_european():
    assert reached(140_000, "2026-01-01", contract_nature="services")["at_national_threshold"] is True
    assert reached(149_999, "2026-01-01", contract_nature="works")["at_national_threshold"] is False
