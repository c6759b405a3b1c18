"""Scores beside scikit-criteria, pymcdm and pyDecision on the same random cases: agreement and time.

The peers are no dependency of this project. In an environment of their own:

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install -e . scikit-criteria==0.10 pymcdm==1.4.0 pyDecision==5.1.8
    /tmp/bench/bin/python benchmarks/scoring.py

What the comparison means: peers compute with floats, we with exact fractions, and say so in time. pymcdm's TOPSIS and
weighted sum normalise by default in another way; here each is asked for the vector norm, and for plain sums.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from procurement_engine.scoring import score
from procurement_engine.scoring.aggregation import topsis
from procurement_engine.scoring.comparison import priorities
from procurement_engine.scoring.model import Bid, Criterion, Evaluation, Part
from procurement_engine.scoring.standing import stand

Column = dict[str, dict[str, Fraction]]
SIZES = ((10, 20), (2000, 50))
SEED = 20261126


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and the best of three times, in milliseconds; once alone where a run takes seconds."""
    best, answer = float("inf"), None
    for _ in range(3):
        start = time.perf_counter()
        answer = run()
        best = min(best, 1000 * (time.perf_counter() - start))
        if best > 3000:
            break
    return answer, best


def case(bids: int, criteria: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], Column, dict[str, Fraction]]:
    """Coefficients on two decimals and weights summing to 100, as floats and as fractions."""
    dice = np.random.default_rng(SEED)
    marks = dice.integers(5, 101, (bids, criteria))
    weights = dice.multinomial(100 * criteria, np.ones(criteria) / criteria)
    columns = {f"k{k}": {f"b{b}": Fraction(int(marks[b, k]), 100) for b in range(bids)} for k in range(criteria)}
    return (
        marks / 100,
        weights / weights.sum(),
        columns,
        {f"k{k}": Fraction(int(w), int(weights.sum())) for k, w in enumerate(weights)},
    )


def tender(bids: list[str], weights: dict[str, Fraction]) -> Part:
    """The same case as a tender: our weighted sum comes with raw points, thresholds, totals and ranks."""
    criteria = tuple(Criterion(id=name, weight=weight, kind="discretionary") for name, weight in weights.items())
    return Evaluation(criteria=criteria, bids=tuple(Bid(id=bid) for bid in bids)).parts()[0]


def topsis_peers(x: Any, w: Any) -> dict[str, Callable[[], Any]]:
    """TOPSIS with vector norm."""
    import pymcdm
    import skcriteria
    from pyDecision.algorithm import topsis_method
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.scalers import VectorScaler

    types = np.ones(x.shape[1])
    matrix = skcriteria.mkdm(x, [1] * x.shape[1], weights=w)
    scale, decide = VectorScaler(target="matrix"), TOPSIS()
    method = pymcdm.methods.TOPSIS(pymcdm.normalizations.vector_normalization)
    return {
        "scikit-criteria": lambda: decide.evaluate(scale.transform(matrix)).e_.similarity,
        "pymcdm": lambda: method(x, w, types, validation=False),
        "pyDecision": lambda: topsis_method(x, list(w), ["max"] * x.shape[1], graph=False, verbose=False),
    }


def sum_peers(x: Any, w: Any) -> dict[str, Callable[[], Any]]:
    """Plain weighted sums. pyDecision's SAW always divides by the column maximum, so it is asked for the same columns."""
    import pymcdm
    import skcriteria
    from pyDecision.algorithm import saw_method
    from skcriteria.agg.simple import WeightedSumModel

    matrix, model = skcriteria.mkdm(x, [1] * x.shape[1], weights=w), WeightedSumModel()
    method = pymcdm.methods.WSM(lambda column, cost=False: column)  # noqa: ARG005  (pymcdm passes it by name)
    best = x.max(axis=0)

    def saw() -> Any:
        found = np.asarray(saw_method(x, ["max"] * x.shape[1], w * best / (w * best).sum(), graph=False, verbose=False))
        return found[np.argsort(found[:, 0])][:, 1] * (w * best).sum() if found.ndim == 2 else found * (w * best).sum()

    return {
        "scikit-criteria": lambda: model.evaluate(matrix).e_.score,
        "pymcdm": lambda: method(x, w, np.ones(x.shape[1]), validation=False),
        "pyDecision": saw,
    }


def ahp_peers(table: Any) -> dict[str, Callable[[], Any]]:
    """Eigenvector priorities. scikit-criteria has no AHP; pymcdm's takes a matrix."""
    from pyDecision.algorithm import ahp_method
    from pymcdm.weights.subjective import AHP

    return {"pyDecision": lambda: ahp_method(table, wd="max_eigen")[0], "pymcdm": lambda: AHP(matrix=table)()}


def compare(name: str, own: Callable[[], Any], peers: dict[str, Callable[[], Any]]) -> None:
    """One line per peer: greatest difference, both times, their ratio."""
    answer, mine = timed(own)
    ours = np.array([float(v) for v in answer])
    for peer, run in peers.items():
        try:
            found, theirs = timed(run)
            gap = float(np.abs(np.asarray(found, dtype=float).reshape(-1) - ours).max())
        except Exception as error:  # noqa: BLE001  (a peer that fails is a result too)
            print(f"{name:26} {peer:16} failed: {type(error).__name__}: {error}"[:150])
            continue
        verdict = "agree" if gap < 1e-9 else "DIFFER"
        times = f"ours {mine:10.2f} ms   theirs {theirs:9.2f} ms   ours/theirs {mine / theirs:8.1f}"
        print(f"{name:26} {peer:16} {verdict} {gap:8.1e}   {times}")


def could_the_winner_change(bids: int = 12, criteria: int = 20, commissioners: int = 5) -> None:
    """Question 4 on the size the project promises."""
    dice = np.random.default_rng(SEED)
    data = {
        "method": {"rescaling": {"level_1": "criterion"}, "threshold": {"points": 40}, "tie_break": ["k0", "draw"]},
        "criteria": [{"id": f"k{k}", "weight": 5, "kind": "discretionary"} for k in range(criteria)],
        "commissioners": [f"c{c}" for c in range(commissioners)],
        "bids": [
            {
                "id": f"b{b}",
                "marks": {f"k{k}": [float(m) / 10 for m in dice.integers(3, 11, commissioners)] for k in range(criteria)},
            }
            for b in range(bids)
        ],
    }
    _, alone = timed(lambda: score(data, sensitive=False))
    report, whole = timed(lambda: score(data))
    answers = report.lots[0].sensitivity
    size = f"{bids} bids x {criteria} criteria x {commissioners} commissioners"
    print(f"\n{size}: scores {alone:.0f} ms, with question 4 {whole:.0f} ms", end=" ")
    print(f"({answers.grade_steps_tried} grade steps, {answers.acceptability.draws} draws twice)")


def main() -> None:
    """Everything in one run."""
    for bids, criteria in SIZES:
        x, w, columns, weights = case(bids, criteria)
        names = [f"b{b}" for b in range(bids)]
        size = f"{bids} x {criteria}"
        compare(f"TOPSIS {size}", lambda: topsis(columns, weights, names).values(), topsis_peers(x, w))  # noqa: B023
        part = tender(names, weights)
        compare(f"weighted sum {size}", lambda: stand(part, columns).exact.values(), sum_peers(x, w))  # noqa: B023
    dice = np.random.default_rng(SEED)
    grades = dice.integers(1, 10, (10, 10))
    exact = [[Fraction(1)] * 10 for _ in range(10)]
    for i in range(10):
        for j in range(i + 1, 10):
            exact[i][j] = Fraction(int(grades[i, j]))
            exact[j][i] = 1 / exact[i][j]
    table = np.array([[float(v) for v in row] for row in exact])
    compare("AHP 10 x 10", lambda: priorities(exact, "eigenvector", "saaty_1980").weights, ahp_peers(table))
    could_the_winner_change()


if __name__ == "__main__":
    main()
