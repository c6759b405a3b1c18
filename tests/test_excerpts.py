"""Labelled excerpts that were read by those who mend the rules: no worse than reached (docs/accuracy.md)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from accuracy import summary
from excerpts import FOLDER, measured

#: The share judged as labelled, a little below what was reached.
FLOORS = {"ccnl_a_dev": 0.75, "ccnl_b_dev": 0.70, "cop_dev": 0.68, "fix_dev": 0.52, "soc_dev": 0.93}


@pytest.mark.parametrize("name", FLOORS)
def test_no_worse_than_reached(name):
    right, labelled = summary(measured(FOLDER / f"{name}.yaml").total())["right"]
    assert right >= FLOORS[name] * labelled
