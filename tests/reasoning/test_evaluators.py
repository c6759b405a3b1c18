"""The two evaluators agree, and a fault put into the durable one is seen."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.child import Child, DurableEvaluator, Failure
from procurement_engine.reasoning.compare import both
from procurement_engine.reasoning.durable import Compiled
from procurement_engine.reasoning.ir import All, AnyOf, Comparison, ElementIR, Guard, Not, RuleIR
from procurement_engine.reasoning.leaves import UnfitError
from procurement_engine.reasoning.plain import evaluate

needs_durable = pytest.mark.skipif(not durable_available(), reason="durable-rules cannot be had here")
STATES = ["found", "missing", "negated", "contradicted", "placeholder", "unclear"]
VALUES = {
    "yes": st.booleans(),
    "n": st.integers(-2, 3) | st.sampled_from([0.5, 1 / 3, 140000, 5538000.01]),
    "day": st.dates(date(2023, 6, 29), date(2023, 7, 2)),
    "word": st.sampled_from(["", "1", "true", "à", "z", "x" * 2000]),
    "words": st.lists(st.sampled_from(["1", "true", "à"]), max_size=3).map(tuple),
}
CONSTANTS = VALUES | {"n": st.integers(-2, 3) | st.sampled_from([0.5, 140000, 5538000.01])}
ORDERS = ["at_least", "at_most", "above", "below"]
comparisons = st.one_of(
    *(st.builds(Comparison, st.just(fact), st.just("equals"), CONSTANTS[fact]) for fact in VALUES),
    *(st.builds(Comparison, st.just(fact), st.sampled_from(ORDERS), CONSTANTS[fact]) for fact in ("n", "day", "word")),
    *(
        st.builds(Comparison, st.just(fact), st.just("in"), st.lists(CONSTANTS[fact], max_size=3).map(tuple))
        for fact in ("n", "word")
    ),
    st.builds(Comparison, st.just("words"), st.just("contains"), st.sampled_from(["1", "true", "z"])),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=4,
)
maybe = st.none() | conditions
elements = st.lists(st.tuples(st.booleans(), maybe, maybe), max_size=3).map(
    lambda rows: tuple(ElementIR(f"e{n}", forbidden, test, when) for n, (forbidden, test, when) in enumerate(rows))
)
guards = st.lists(st.builds(Guard, conditions, st.sampled_from(["no", "neither"])), max_size=3).map(tuple)
rules = st.builds(RuleIR, st.just("X-01"), guards, elements)
facts = st.fixed_dictionaries({}, optional={name: st.none() | values for name, values in VALUES.items()})
states = st.dictionaries(st.sampled_from(["e0", "e1", "e2", "e3"]), st.sampled_from(STATES))


def fits(rule):
    """Small enough for the library; what is not is refused, which has a test of its own."""
    try:
        Compiled(rule)
    except UnfitError:
        return False
    return True


@pytest.fixture(scope="module")
def child():
    process = Child()
    yield process
    process.stop()


@needs_durable
@settings(max_examples=150, deadline=None)
@given(rule=rules, known=facts, found=states)
def test_both_evaluators_agree(child, rule, known, found):
    assume(fits(rule))
    durable = DurableEvaluator([rule], child).evaluate_all([(rule.id, known, found)])
    assert both({rule.id: evaluate(rule, known, found)}, durable) == {}


RULE = RuleIR("X-02", (Guard(Comparison("n", "at_least", 140000), "sotto soglia"),), (ElementIR("clausola"),))


@needs_durable
def test_the_fired_rules_lead_from_facts_to_the_outcome(child):
    (answer,) = child.answers([(RULE, {"n": 140000}, {"clausola": "negated"})])
    steps = {"guard/0=t", "rule/applicable=t", "clausola=violated", "rule/elements=violated", "rule/outcome=non_compliant"}
    assert (set(answer.fired), answer.fired[-1]) == (steps, "rule/outcome=non_compliant")


@needs_durable
def test_a_rule_taken_from_the_durable_side_is_seen(monkeypatch):
    from procurement_engine.reasoning.host import Session

    whole = Compiled.definition
    cases = [({"n": 1}, {}), ({"n": 140000}, {}), ({"n": 140000}, {"clausola": "found"}), ({}, {}), ({}, {"clausola": "unclear"})]
    cases += [({"n": 140000}, {"clausola": state}) for state in STATES] + [({}, {"clausola": "found"})]
    plain = {n: evaluate(RULE, *case) for n, case in enumerate(cases)}

    def seen_without(index):
        def part(self, act):
            rules = whole(self, act)
            if index >= 0:
                del rules[f"r{index}"]
            return rules

        monkeypatch.setattr(Compiled, "definition", part)
        session = Session()

        def answer(case):
            try:
                return session.evaluate(RULE, *case)
            except KeyError as gap:
                return Failure(str(gap))

        return both(plain, {n: answer(case) for n, case in enumerate(cases)})

    count = len(whole(Compiled(RULE), lambda node, value: lambda context: None))
    assert seen_without(-1) == {}
    assert [index for index in range(count) if not seen_without(index)] == []


@needs_durable
def test_a_rule_too_large_for_the_library_is_refused_not_misjudged(child):
    many = AnyOf(tuple(Comparison("n", "above", n) for n in range(40)))
    (answer,) = child.answers([(RuleIR("X-03", (Guard(many, "no"),), (ElementIR("e"),)), {"n": 50}, {})])
    assert answer == Failure("UnfitError: X-03 has too many rules")


def test_a_failure_or_a_silence_is_a_disagreement():
    plain = {"a": evaluate(RULE, {}, {}), "b": evaluate(RULE, {}, {}), "c": evaluate(RULE, {}, {})}
    assert set(both(plain, {"a": plain["a"], "b": Failure("caduto")})) == {"b", "c"}


@needs_durable
def test_an_order_asked_of_what_has_none_is_told_by_the_durable_side_too(child):
    (answer,) = child.answers([(RULE, {"n": "tante"}, {})])
    assert answer == Failure("IllTypedError: il fatto «n» vale «tante», che non si può confrontare con 140000 (at_least)")
