"""Inside the child process: durable_rules, fenced. Takes cases from a pipe and gives back verdicts."""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any

from procurement_engine.reasoning.durable import Compiled, verdict
from procurement_engine.reasoning.ir import RuleIR, Verdict
from procurement_engine.reasoning.leaves import Message


class Session:
    """One host; each rule's set is registered once, and each case gets a session id of its own."""

    def __init__(self) -> None:
        from durable import engine

        class QuietHost(engine.Host):  # type: ignore[misc]
            """A host without timer threads, which would run actions at their own time."""

            def _run(self) -> None:
                return

        self._observed = engine.MessageObservedException
        self._unhandled = engine.MessageNotHandledException
        self._host = QuietHost()
        self._known: dict[RuleIR, tuple[str, Compiled]] = {}
        self._cases = 0
        self._derived: list[tuple[str, str]] = []

    def evaluate(self, rule: RuleIR, facts: dict[str, Any], states: dict[str, str]) -> Verdict:
        """The verdict of one case. Any fault of the library comes out as an exception."""
        ruleset, compiled = self._registered(rule)
        self._cases += 1
        sid = f"s{self._cases}"
        base = compiled.base(facts, states)
        values = {str(message["n"]): str(message["v"]) for message in base if "n" in message}
        fired: list[str] = []
        self._derived = []
        try:
            for message in base:
                self._assert(ruleset, sid, message)
            # What a rule derived is a fact for the next rules. Several rules may derive the same; it is said once.
            for node, value in self._derived:
                if values.setdefault(node, value) != value:
                    raise RuntimeError(f"{node} was derived both {values[node]} and {value}")
                step = f"{node}={value}"
                if step not in fired:
                    fired.append(step)
                    self._assert(ruleset, sid, {"n": node, "v": value})
        finally:
            with contextlib.suppress(Exception):  # a session that no fact opened has no state to delete
                self._host.delete_state(ruleset, sid)
        return verdict(rule, values, fired)

    def _assert(self, ruleset: str, sid: str, message: Message) -> None:
        try:
            self._host.assert_fact(ruleset, {**message, "sid": sid})
        except self._unhandled:
            return  # a fact no rule waits for yet: the library keeps it, as wanted
        except self._observed:  # its 32-bit identities collide now and then
            self._host.assert_fact(ruleset, {**message, "sid": sid, "nonce": 1})
        state = self._host.get_state(ruleset, sid)
        if state.get("exception"):
            raise RuntimeError(state["exception"])

    def _registered(self, rule: RuleIR) -> tuple[str, Compiled]:
        if rule not in self._known:
            compiled = Compiled(rule)
            name = f"r{len(self._known)}"
            self._host.set_rulesets({name: compiled.definition(self._action)})
            self._known[rule] = (name, compiled)
        return self._known[rule]

    def _action(self, node: str, value: str) -> Callable[[Any], None]:
        def act(_context: Any) -> None:
            self._derived.append((node, value))

        return act


def main() -> None:
    """Serve until the pipe closes. An exception is an answer too: its text."""
    # What the library prints must not end up in the pipe: the pipe takes over descriptor 1, prints go to stderr.
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    session = Session()
    while True:
        try:
            case = pickle.load(source)  # noqa: S301  from the parent that started us
        except EOFError:
            return
        try:
            answer: Verdict | str = session.evaluate(*case)
        except Exception as error:  # noqa: BLE001  whatever went wrong, the parent must hear of it
            answer = f"{type(error).__name__}: {getattr(error, 'message', error)}"
        pickle.dump(answer, sink)
        sink.flush()


if __name__ == "__main__":
    main()
