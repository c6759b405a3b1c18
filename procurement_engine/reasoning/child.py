"""The parent's side of the durable evaluator: a child process started once, reused, and killed when it hangs."""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procurement_engine.reasoning.ir import RuleIR, Verdict

Case = tuple[RuleIR, Mapping[str, Any], Mapping[str, str]]
#: Seconds for one case (the first pays for start-up), seconds for all the cases of one call.
PATIENCE, IN_ALL = 10.0, 60.0
#: So many failed processes in a row are not the cases' fault: the engine cannot run here.
CRASHES = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """No verdict, and why."""

    reason: str


class ProcessLost(Exception):  # noqa: N818  an event, which the caller turns into a failure or a second try
    """The child ended, or had to be ended, without an answer."""


class Child:
    """A child process that evaluates cases one at a time, so that a crash costs one case."""

    def __init__(self, patience: float = PATIENCE, in_all: float = IN_ALL) -> None:
        self._patience, self._in_all = patience, in_all
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self.stop)

    def answers(self, cases: Sequence[Case]) -> list[Verdict | Failure]:
        """A verdict or a failure for each case, in order, within a bounded time."""
        found: list[Verdict | Failure] = []
        with self._lock:
            end, lost = time.monotonic() + self._in_all, 0
            for case in cases:
                if lost >= CRASHES or time.monotonic() >= end:
                    found.append(Failure("il motore si è fermato troppe volte" if lost else "tempo esaurito"))
                    continue
                try:
                    found.append(self._tried_twice(case, end))
                    lost = 0
                except ProcessLost as loss:
                    found.append(Failure(str(loss)))
                    lost += 1
        return found

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process else None

    def stop(self) -> None:
        """End the child; the next question starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _tried_twice(self, case: Case, end: float) -> Verdict | Failure:
        """A second try after a crash, which may have come from outside; none after a hang, which costs its full time."""
        began = time.monotonic()
        try:
            return self._ask(case, end)
        except ProcessLost:
            if time.monotonic() - began >= self._patience or time.monotonic() >= end:
                raise
            return self._ask(case, end)

    def _ask(self, case: Case, end: float) -> Verdict | Failure:
        process = self._started()
        assert process.stdin is not None and process.stdout is not None  # noqa: PT018
        began = time.monotonic()
        seconds = max(0.0, min(self._patience, end - began))
        # Whatever blocks, writing or reading, ends when the process does.
        alarm = threading.Timer(seconds, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            process.stdin.write(pickle.dumps((case[0], dict(case[1]), dict(case[2]))))
            process.stdin.flush()
            answer = pickle.load(process.stdout)  # noqa: S301  from the child we started
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.stop()
            late = time.monotonic() - began >= seconds
            raise ProcessLost(f"nessuna risposta in {seconds:g} secondi" if late else "il processo è terminato") from error
        finally:
            alarm.cancel()
        return answer if isinstance(answer, Verdict) else Failure(str(answer))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            command = [sys.executable, "-m", "procurement_engine.reasoning.host"]
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process


class DurableEvaluator:
    """The durable evaluator for a set of rules, cases told by rule id."""

    def __init__(self, rules: Iterable[RuleIR], child: Child | None = None) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._child = child or _CHILD

    def evaluate_all(
        self, cases: Iterable[tuple[str, Mapping[str, Any], Mapping[str, str]]], keys: Sequence[Hashable] = ()
    ) -> dict[Hashable, Verdict | Failure]:
        """The answers by rule id, or by the keys given (needed where a rule is judged on several lots)."""
        asked = list(cases)
        names = list(keys) or [rule_id for rule_id, _, _ in asked]
        if len(set(names)) != len(asked):
            raise ValueError("each case needs a key of its own")
        answers = self._child.answers([(self._rules[rule_id], facts, states) for rule_id, facts, states in asked])
        return dict(zip(names, answers, strict=True))


_CHILD = Child()


def durable_answers(cases: Sequence[Case]) -> list[Verdict | Failure]:
    """The durable evaluator's answers, from the one child of this process."""
    return _CHILD.answers(cases)
