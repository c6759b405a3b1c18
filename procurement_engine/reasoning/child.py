"""The parent's side of the durable evaluator: a child process started once, reused, and killed when it hangs."""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from procurement_engine.reasoning.ir import RuleIR, Verdict

Case = tuple[RuleIR, Mapping[str, Any], Mapping[str, str]]
#: Seconds for one case (the first pays for start-up), and how many crashes or hangs a run bears.
PATIENCE, CRASHES = 10.0, 3


@dataclass(frozen=True, slots=True)
class Failure:
    """No verdict, and why."""

    reason: str


class Child:
    """A child process that evaluates cases one at a time, so that a crash costs one case."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def answers(self, cases: Sequence[Case]) -> list[Verdict | Failure]:
        """A verdict or a failure for each case, in order, within a bounded time."""
        with self._lock:
            found: list[Verdict | Failure] = []
            crashes = 0
            for case in cases:
                if crashes >= CRASHES:
                    found.append(Failure("il motore si è fermato troppe volte"))
                    continue
                answer = self._ask(case)
                crashes += isinstance(answer, Failure)
                found.append(answer)
            return found

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process else None

    def stop(self) -> None:
        """End the child; the next question starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def _ask(self, case: Case) -> Verdict | Failure:
        process = self._started()
        assert process.stdin is not None and process.stdout is not None  # noqa: PT018
        source, sink = Connection(process.stdout.fileno()), Connection(process.stdin.fileno())
        # The descriptors belong to the process object: these wrappers must not close them.
        try:
            sink.send((case[0], dict(case[1]), dict(case[2])))
            deadline = time.monotonic() + self._patience
            if not source.poll(max(0.0, deadline - time.monotonic())):
                self.stop()
                return Failure(f"nessuna risposta in {self._patience:g} secondi")
            answer = source.recv()
        except (EOFError, OSError):
            self.stop()
            return Failure("il processo è terminato")
        finally:
            source._handle = sink._handle = None  # type: ignore[attr-defined]  # noqa: SLF001
        return answer if isinstance(answer, Verdict) else Failure(str(answer))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            command = [sys.executable, "-m", "procurement_engine.reasoning.host"]
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
            atexit.register(self.stop)
        return self._process


_CHILD = Child()


def durable_answers(cases: Sequence[Case]) -> list[Verdict | Failure]:
    """The durable evaluator's answers, from the one child of this process."""
    return _CHILD.answers(cases)
