"""The same thing as different offices would write it, element by element."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from wordings import understood, wordings

CASES = [
    pytest.param(
        w,
        id=f"{w.requirement} {w.element} {'+' if w.found else '-'} {w.text[:50]}",
        marks=[pytest.mark.xfail(strict=True, reason="not yet understood")] if w.open else [],
    )
    for w in wordings()
]


@pytest.mark.parametrize("wording", CASES)
def test_wording(wording):
    assert understood(wording)
