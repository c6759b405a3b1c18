"""The two evaluators agree, and the durable one's child may die or hang without taking the others along."""

import os
import signal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.child import Child, Failure
from procurement_engine.reasoning.ir import All, AnyOf, Comparison, ElementIR, Guard, Not, RuleIR, Verdict
from procurement_engine.reasoning.plain import evaluate

FACTS = ("a", "b", "n")
needs_durable = pytest.mark.skipif(not durable_available(), reason="durable-rules cannot be had here")
tests = st.one_of(
    st.builds(Comparison, st.sampled_from(FACTS[:2]), st.just("equals"), st.booleans()),
    st.builds(Comparison, st.just("n"), st.sampled_from(["at_least", "at_most", "above", "below"]), st.integers(0, 3)),
)
conditions = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=4,
)
maybe = st.none() | conditions
elements = st.lists(st.tuples(st.booleans(), maybe, maybe), max_size=2).map(
    lambda rows: tuple(ElementIR(f"e{n}", forbidden, test, when) for n, (forbidden, test, when) in enumerate(rows))
)
rules = st.builds(RuleIR, st.just("X-01"), st.lists(st.builds(Guard, conditions, st.just("no")), max_size=2).map(tuple), elements)
facts = st.fixed_dictionaries({}, optional={"a": st.booleans(), "b": st.booleans(), "n": st.integers(0, 4)})
states = st.dictionaries(
    st.sampled_from(["e0", "e1", "e2"]),
    st.sampled_from(["found", "missing", "negated", "contradicted", "placeholder", "unclear"]),
)


@pytest.fixture(scope="module")
def child():
    process = Child()
    yield process
    process.stop()


@needs_durable
@settings(max_examples=200, deadline=None)
@given(rule=rules, known=facts, found=states)
def test_both_evaluators_agree(child, rule, known, found):
    (answer,) = child.answers([(rule, known, found)])
    plain = evaluate(rule, known, found)
    assert isinstance(answer, Verdict), answer
    assert (answer.outcome, answer.reason, set(answer.violated)) == (plain.outcome, plain.reason, set(plain.violated))


SIMPLE = RuleIR("X-02", (), (ElementIR("e"),))


@needs_durable
def test_a_killed_child_is_started_again():
    process = Child()
    assert process.answers([(SIMPLE, {}, {"e": "found"})]) == [Verdict("compliant", fired=("e0=ok/0",))]
    os.kill(process.pid, signal.SIGKILL)
    first, second = process.answers([(SIMPLE, {}, {}), (SIMPLE, {}, {"e": "found"})])
    outcomes = [answer.outcome if isinstance(answer, Verdict) else "failed" for answer in (first, second)]
    assert outcomes in (["failed", "compliant"], ["non_compliant", "compliant"])
    process.stop()


@needs_durable
def test_a_hanging_child_costs_one_case():
    process = Child(patience=1.0)
    process.answers([(SIMPLE, {}, {})])
    os.kill(process.pid, signal.SIGSTOP)
    first, second = process.answers([(SIMPLE, {}, {}), (SIMPLE, {}, {"e": "found"})])
    assert isinstance(first, Failure)
    assert isinstance(second, Verdict)
    process.stop()


def test_unknown_facts_are_asked_back():
    rule = RuleIR("X-03", (Guard(Comparison("a", "equals", True), "no"),), (ElementIR("e"),))
    assert evaluate(rule, {}, {}).hangs_on == ("a",)
    assert evaluate(rule, {}, {"e": "found"}).outcome == "compliant"
    assert evaluate(rule, {"a": False}, {}) == Verdict("not_applicable", "no")
