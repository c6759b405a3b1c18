"""The meaning of guards, elements and unknown facts."""

from dataclasses import replace

import pytest

from procurement_engine.reasoning.ir import All, AnyOf, Comparison, ElementIR, Guard, IllTypedError, Not, RuleIR, Verdict
from procurement_engine.reasoning.plain import evaluate as explained
from procurement_engine.reasoning.plain import open_facts, truth

A, B = Comparison("a", "equals", True), Comparison("b", "equals", True)


def evaluate(rule, facts, states):
    """The verdict without the steps that led to it."""
    return replace(explained(rule, facts, states), fired=())


@pytest.mark.parametrize(
    ("condition", "facts", "value"),
    [
        (All((A, B)), {"a": False}, False),
        (All((A, B)), {"a": True}, None),
        (AnyOf((A, B)), {"a": True}, True),
        (AnyOf((A, B)), {"a": False}, None),
        (Not(A), {}, None),
        (Not(A), {"a": False}, True),
        (A, {"a": None}, None),
        (Comparison("a", "in", ("x", "y")), {"a": "y"}, True),
        (Comparison("a", "contains", "x"), {"a": ()}, False),
        (Comparison("a", "above", 2), {"a": 2}, False),
        (Comparison("a", "at_most", 2), {"a": 2}, True),
    ],
)
def test_conditions_have_three_values(condition, facts, value):
    assert truth(condition, facts) is value


@pytest.mark.parametrize(
    ("state", "essential", "forbidden"),
    [
        ("found", "compliant", "non_compliant"),
        ("missing", "non_compliant", "compliant"),
        ("negated", "non_compliant", "compliant"),
        ("contradicted", "non_compliant", "non_compliant"),
        ("placeholder", "undetermined", "undetermined"),
        ("unclear", "undetermined", "undetermined"),
    ],
)
def test_states_of_essential_and_forbidden_elements(state, essential, forbidden):
    for is_forbidden, outcome in ((False, essential), (True, forbidden)):
        assert evaluate(RuleIR("X-01", (), (ElementIR("e", is_forbidden),)), {}, {"e": state}).outcome == outcome


def test_a_false_guard_wins_over_an_earlier_unknown_one():
    rule = RuleIR("X-01", (Guard(A, "no a"), Guard(B, "no b")), (ElementIR("e"),))
    assert evaluate(rule, {"b": False}, {}) == Verdict("not_applicable", "no b")


def test_uncertain_applicability_asks_only_where_something_is_wrong():
    rule = RuleIR("X-01", (Guard(A, "no"),), (ElementIR("e"),))
    assert evaluate(rule, {}, {}) == Verdict("undetermined", doubtful=("e",), hangs_on=("a",))
    assert evaluate(rule, {}, {"e": "found"}) == Verdict("compliant")
    assert evaluate(rule, {"a": True}, {}) == Verdict("non_compliant", violated=("e",))


def test_an_element_that_may_not_count_leaves_the_outcome_open():
    rule = RuleIR("X-01", (), (ElementIR("e", when=A), ElementIR("g")))
    assert evaluate(rule, {"a": False}, {"g": "found"}) == Verdict("compliant")
    assert evaluate(rule, {}, {"g": "found"}) == Verdict("undetermined", doubtful=("e",), hangs_on=("a",))
    assert evaluate(rule, {}, {}) == Verdict("non_compliant", violated=("g",), doubtful=("e",))


def test_an_element_decided_by_facts_asks_for_them():
    rule = RuleIR("X-01", (), (ElementIR("e", test=All((A, B))),))
    assert evaluate(rule, {"a": True}, {"e": "found"}) == Verdict("undetermined", doubtful=("e",), hangs_on=("b",))
    assert evaluate(rule, {"a": False}, {"e": "found"}).outcome == "non_compliant"


def test_a_settled_part_of_a_condition_asks_nothing():
    c = Comparison("c", "equals", True)
    assert open_facts(AnyOf((All((A, B)), c)), {"a": False}) == ("c",)


def test_the_steps_tell_how_the_outcome_came_about():
    rule = RuleIR("X-01", (Guard(A, "no"),), (ElementIR("e"), ElementIR("g")))
    steps = explained(rule, {"a": True}, {"g": "found"}).fired
    assert steps == ("guard/0=t", "rule/applicable=t", "e=violated", "g=ok", "rule/outcome=non_compliant")


@pytest.mark.parametrize("kind", [All, AnyOf])
def test_a_condition_without_parts_is_refused_where_it_is_written(kind):
    with pytest.raises(IllTypedError, match="senza parti"):
        kind(())


@pytest.mark.parametrize("value", ["aperta", True, ("a",)])
def test_an_order_asked_of_what_has_none_is_a_clear_error(value):
    rule = RuleIR("X-01", (Guard(Comparison("procedure", "at_least", 3), "no"),), (ElementIR("e"),))
    with pytest.raises(IllTypedError, match="«procedure» vale"):
        evaluate(rule, {"procedure": value}, {})
    assert evaluate(rule, {}, {}).hangs_on == ("procedure",)
