"""Documents drawn, written, read back and checked. Run: python benchmarks/closed_loop.py [EXAMPLES] [TEMPLATE...]

Draws EXAMPLES (20) descriptions for every template, with the strategies of tests/generation, writes each document, reads it
back from its Word file and checks it: says how many were drawn and every requirement that is not met or not decided.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

sys.path.insert(0, str(Path(__file__).parents[1]))
from procurement_engine.checking import check_drafts
from procurement_engine.drafts import read
from procurement_engine.generation import generate, templates
from tests.generation.partnerships import partnerships
from tests.generation.tenders import PARTNERSHIP, tenders

warnings.simplefilter("ignore", HypothesisWarning)


def drawn(name: str, examples: int) -> tuple[int, int, Counter[str]]:
    """How many documents, how many requirements judged compliant in them, and the faults."""
    count: Counter[str] = Counter()
    faults: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, derandomize=True, phases=[Phase.generate], database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(data=st.data())
    def one(data: Any) -> None:
        described = data.draw(partnerships(name) if name in PARTNERSHIP else tenders(name))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "bozza.docx")
            generate(name, described).save(str(path))
            report = check_drafts([read(path)], evaluators=("plain",))
        count["documents"] += 1
        count["compliant"] += sum(r.outcome == "compliant" for r in report.requirements)
        failed = [r for r in report.requirements if r.outcome in ("non_compliant", "undetermined")]
        faults.update(f"{r.id} {r.outcome}: {r.reason}" for r in failed)

    one()
    return count["documents"], count["compliant"], faults


def main(arguments: list[str]) -> int:
    """A line for each template; 1 if anything failed."""
    examples = next((int(word) for word in arguments if word.isdigit()), 20)
    wrong = 0
    for name in [word for word in arguments if word in templates()] or templates():
        documents, compliant, faults = drawn(name, examples)
        wrong += sum(faults.values())
        print(f"{name:28} {documents:4} documents, {compliant:6} requirements compliant, {sum(faults.values())} faults", flush=True)
        for fault, times in faults.most_common():
            print(f"    {times} x {fault}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
