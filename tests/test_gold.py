"""The labelled drafts: what was reached stays reached. docs/accuracy.md says how the halves were used."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from accuracy import GOLD, gold_files, measure, summary

#: Half -> least share of right outcomes, recall and precision of non_compliant, right facts.
FLOORS = {
    "odd": (0.98, 0.97, 0.97, 0.96),
    "even": (0.95, 0.91, 0.90, 0.97),
    "fresh": (0.95, 0.92, 0.91, 0.95),
    "third": (0.96, 0.96, 0.94, 0.96),
    "fifth": (0.97, 0.95, 0.97, 0.95),
    "sixth": (0.97, 0.95, 0.95, 0.97),
    "seventh": (0.92, 0.89, 0.88, 0.98),
    "eighth": (0.95, 0.92, 0.91, 0.98),
    "ninth": (0.96, 0.91, 0.96, 0.98),
    "tenth": (0.93, 0.90, 0.83, 0.95),
    "eleventh": (0.96, 0.93, 0.94, 0.97),
    "twelfth": (0.94, 0.92, 0.90, 0.97),
    "thirteenth": (0.95, 0.93, 0.89, 0.97),
    "fourteenth": (0.94, 0.91, 0.89, 0.96),
    "fifteenth": (0.91, 0.87, 0.84, 0.93),
}


@pytest.mark.parametrize("half", FLOORS)
def test_no_worse_than_reached(half):
    files = gold_files(GOLD / half, None) if half not in ("odd", "even") else gold_files(GOLD, half)
    tally = measure(files, frozenset())
    got = summary(tally.total())
    shares = (*(got[key][0] / got[key][1] for key in ("right", "recall", "precision")), tally.facts_right / tally.facts_all)
    assert all(share >= floor for share, floor in zip(shares, FLOORS[half], strict=True)), shares


def test_nothing_is_labelled_twice_or_unknown():
    for path in gold_files(GOLD, None):
        assert path.with_suffix(".md").exists()
