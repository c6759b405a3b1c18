"""Inside the child process: durable_rules, fenced. Takes cases from a pipe and gives back verdicts."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from procurement_engine.reasoning.durable import Compiled, base_facts, verdict
from procurement_engine.reasoning.ir import RuleIR, Verdict


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
        self._derived: dict[str, str] = {}
        self._fired: list[str] = []

    def evaluate(self, rule: RuleIR, facts: dict[str, Any], states: dict[str, str]) -> Verdict:
        """The verdict of one case. Any fault of the library comes out as an exception."""
        name, compiled = self._registered(rule)
        self._cases += 1
        sid = f"s{self._cases}"
        self._derived, self._fired = {}, []
        pending = base_facts(compiled, facts, states)
        try:
            while pending:
                fact = pending.pop(0)
                self._derived[fact["n"]] = fact["v"]
                before = set(self._derived)
                if compiled.has_rules:
                    self._assert(name, sid, fact)
                pending += [{"n": n, "v": v} for n, v in self._derived.items() if n not in before]
        finally:
            if compiled.has_rules and self._cases:
                with contextlib.suppress(Exception):  # a session that no fact opened has no state to delete
                    self._host.delete_state(name, sid)
        return verdict(compiled, self._derived, facts, self._fired)

    def _assert(self, name: str, sid: str, fact: dict[str, str]) -> None:
        message = {**fact, "sid": sid}
        try:
            self._host.assert_fact(name, dict(message))
        except self._unhandled:
            return  # a fact no rule waits for yet: the library keeps it, as wanted
        except self._observed:  # its 32-bit identities collide now and then
            self._host.assert_fact(name, {**message, "nonce": time.monotonic_ns() % 1_000_003})
        state = self._host.get_state(name, sid)
        if state.get("exception"):
            raise RuntimeError(state["exception"])

    def _registered(self, rule: RuleIR) -> tuple[str, Compiled]:
        if rule not in self._known:
            compiled = Compiled(rule)
            name = f"r{len(self._known)}"
            if compiled.has_rules:
                self._host.set_rulesets({name: compiled.definition(self._action)})
            self._known[rule] = (name, compiled)
        return self._known[rule]

    def _action(self, rule_name: str, node: str, value: str) -> Callable[[Any], None]:
        def act(_context: Any) -> None:
            self._derived.setdefault(node, value)
            self._fired.append(rule_name)

        return act


def main() -> None:
    """Serve until the pipe closes. An exception is an answer too: its text."""
    # What the library prints must not end up in the pipe: the pipe takes over descriptor 1, prints go to stderr.
    source, sink = Connection(os.dup(0)), Connection(os.dup(1))
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    session = Session()
    while True:
        try:
            case = source.recv()
        except EOFError:
            return
        try:
            sink.send(session.evaluate(*case))
        except Exception as error:  # noqa: BLE001  whatever went wrong, the parent must hear of it
            sink.send(f"{type(error).__name__}: {getattr(error, 'message', error)}")


if __name__ == "__main__":
    main()
