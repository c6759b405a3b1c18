"""The durable evaluator's child may die or hang without taking the others along."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.child import Child, DurableEvaluator, Failure
from procurement_engine.reasoning.ir import Comparison, ElementIR, Guard, RuleIR, Verdict

pytestmark = pytest.mark.skipif(not durable_available(), reason="durable-rules cannot be had here")
SIMPLE = RuleIR("X-01", (), (ElementIR("e"),))
#: Two kinds in one list: a rule the durable evaluator refuses.
UNFIT = RuleIR("X-02", (Guard(Comparison("a", "in", (1, "1")), "no"),), ())


class Deadly:
    """Unpickled in the child, it runs a command there: the test's way to make a case crash or hang."""

    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        return self.call


@pytest.fixture
def child():
    process = Child(patience=2.0, in_all=6.0)
    yield process
    process.stop()


def outcomes(answers):
    return [answer.outcome if isinstance(answer, Verdict) else "failed" for answer in answers]


def test_a_child_killed_between_cases_costs_nothing(child):
    child.answers([(SIMPLE, {}, {})])
    os.kill(child.pid, signal.SIGKILL)
    assert outcomes(child.answers([(SIMPLE, {}, {}), (SIMPLE, {}, {"e": "found"})])) == ["non_compliant", "compliant"]


def test_a_case_that_kills_the_child_costs_itself_alone(child):
    deadly = Deadly(os.abort, ())
    answers = child.answers([(SIMPLE, {}, {}), (SIMPLE, {"a": deadly}, {}), (SIMPLE, {}, {"e": "found"})])
    assert outcomes(answers) == ["non_compliant", "failed", "compliant"]
    assert answers[1] == Failure("il processo è terminato")


def test_a_case_that_hangs_costs_itself_alone_and_its_time(child):
    began = time.monotonic()
    answers = child.answers([(SIMPLE, {}, {}), (SIMPLE, {"a": Deadly(time.sleep, (60,))}, {}), (SIMPLE, {}, {"e": "found"})])
    assert outcomes(answers) == ["non_compliant", "failed", "compliant"]
    assert time.monotonic() - began < 5


def test_a_child_stopped_while_much_is_written_to_it_does_not_block(child):
    child.answers([(SIMPLE, {}, {})])
    os.kill(child.pid, signal.SIGSTOP)
    began = time.monotonic()
    assert outcomes(child.answers([(SIMPLE, {"a": "x" * 1_000_000}, {}), (SIMPLE, {}, {})])) == ["failed", "non_compliant"]
    assert time.monotonic() - began < 5


def test_all_the_cases_together_have_a_time():
    process = Child(patience=0.8, in_all=1.0)
    began = time.monotonic()
    answers = process.answers([(SIMPLE, {"a": Deadly(time.sleep, (60,))}, {})] * 20)
    assert {type(answer) for answer in answers} == {Failure}
    assert time.monotonic() - began < 3
    process.stop()


def test_a_killing_from_another_thread_leaves_the_other_verdicts(child):
    child.answers([(SIMPLE, {}, {})])
    threading.Timer(0.02, os.kill, (child.pid, signal.SIGKILL)).start()
    assert outcomes(child.answers([(SIMPLE, {}, {"e": "found"})] * 200)) == ["compliant"] * 200


def test_a_rule_that_does_not_fit_fails_without_ending_the_child(child):
    answers = DurableEvaluator([SIMPLE, UNFIT], child).evaluate_all([("X-01", {}, {}), ("X-02", {"a": 1}, {})])
    pid = child.pid
    assert outcomes(answers.values()) == ["non_compliant", "failed"]
    assert "UnfitError" in answers["X-02"].reason
    assert outcomes(child.answers([(SIMPLE, {}, {})])) == ["non_compliant"]
    assert child.pid == pid


def test_importing_the_package_leaves_the_library_alone():
    code = "import sys, procurement_engine.reasoning, procurement_engine.reasoning.child; print('durable' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
