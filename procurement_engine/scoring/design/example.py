"""A worked example of an irrelevant bid that decides, found with the tender's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

from procurement_engine.numbers import italian
from procurement_engine.scoring.coefficients import coefficients
from procurement_engine.scoring.design.model import Example
from procurement_engine.scoring.formulas import Bands
from procurement_engine.scoring.model import Bid, Criterion, Part
from procurement_engine.scoring.rounding import round_exact
from procurement_engine.scoring.sensitivity.leave_out import without_bid
from procurement_engine.scoring.standing import Standing, stand

_TRIES = 600
#: Three bids are the easier to read; some formulas need a fourth.
_NAMES = ("P", "Q", "R", "S")
#: The example stays readable if bids differ on the heaviest criteria alone.
_VARIED = 3
_SAME = Fraction(4, 5)


def irrelevant_bid(part: Part) -> Example | None:
    """Four bids at most; one that is not first leaves, and the first changes. None if none was found."""
    dice = Random(1)  # noqa: S311  (an example, not a secret; the same every time)
    varied = sorted(part.leaves(), key=lambda leaf: leaf.weight, reverse=True)[:_VARIED]
    bare = replace(
        part, commissioners=("c1",), draw=(), reasons={}, criteria=tuple(_open(c) for c in part.criteria),
        method=part.method.model_copy(update={"threshold": None, "pairwise_min_bids": 2, "tie_break": ()}),
    )  # fmt: skip
    for attempt in range(_TRIES):
        names = _NAMES[: 3 + attempt % 2]
        case = _case(bare, names, varied, dice)
        before = stand(case, coefficients(case).columns)
        if len(before.winners) != 1:
            continue
        for name in names:
            less = without_bid(case, name)
            after = stand(less, coefficients(less).columns)
            if name not in before.winners and len(after.winners) == 1 and after.winners != before.winners:
                return Example(values=_values(case, varied), with_it=_totals(before), without_it=_totals(after), removed=name)
    return None


def _open(criterion: Criterion) -> Criterion:
    """Without thresholds: the example is about the formulas."""
    children = tuple(_open(child) for child in criterion.sub_criteria)
    return criterion.model_copy(update={"threshold": None, "sub_criteria": children})


def _case(part: Part, names: tuple[str, ...], varied: list[Criterion], dice: Random) -> Part:
    free = {leaf.id for leaf in varied}
    compared = {leaf.id for leaf in part.leaves() if leaf.kind == "discretionary"} if part.method.compares else set()
    common = {leaf.id: _mark(part, leaf, dice) for leaf in part.leaves()}
    bids = []
    for name in names:
        marks = {
            leaf.id: _mark(part, leaf, dice) if leaf.id in free else common[leaf.id]
            for leaf in part.leaves()
            if leaf.id not in compared
        }
        price = {component.id: Fraction(dice.randrange(5, 30)) for component in part.price.parts}
        bids.append(Bid(id=name, marks=marks, price=price or None))
    pairs = [f"{a}/{b}" for a, b in combinations(names, 2)]
    pairwise: dict[str, tuple[dict[str, str], ...]] = {
        k: ({pair: _preference(pair, dice) if k in free else "=" for pair in pairs},) for k in sorted(compared)
    }
    return replace(part, bids=tuple(bids), pairwise=pairwise)


def _preference(pair: str, dice: Random) -> str:
    return dice.choice(["=", *(f"{name} {grade}" for name in pair.split("/") for grade in range(2, 7))])


def _mark(part: Part, leaf: Criterion, dice: Random) -> Fraction | bool | tuple[Fraction, ...]:
    if leaf.kind == "discretionary":
        scale = part.scale(leaf) or [
            Fraction(n, 10) * (1 if part.method.marks == "coefficient" else leaf.weight) for n in range(3, 11)
        ]
        return (dice.choice(list(scale)),)
    if leaf.kind == "tabular":
        return dice.random() < float(_SAME) if leaf.levels is None else Fraction(dice.randrange(len(leaf.levels)))
    if isinstance(leaf.formula, Bands):
        ends = [end for end, _ in leaf.formula.bands if end is not None]
        return dice.choice(ends or [Fraction(1)])
    base = getattr(leaf.formula, "base", None) or getattr(leaf.formula, "min", None) or Fraction(10)
    sign = -1 if getattr(leaf.formula, "lower_is_better", False) else 1
    return Fraction(max(base * (1 + sign * Fraction(dice.randrange(1, 10), 10)), Fraction(1, 10)))


def _values(part: Part, varied: list[Criterion]) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for bid in part.bids:
        own = {leaf.id: _shown(bid.marks[leaf.id]) for leaf in varied if leaf.id in bid.marks}
        prices: Mapping[str, Fraction] = bid.price if isinstance(bid.price, dict) else {}
        values[bid.id] = own | {k: italian(v) for k, v in prices.items()}
    for criterion, (table,) in part.pairwise.items():
        if criterion in {leaf.id for leaf in varied}:
            values[f"confronti su {criterion}"] = dict(table)
    return values


def _shown(mark: Fraction | bool | tuple[Fraction, ...]) -> str:
    if isinstance(mark, bool):
        return "sì" if mark else "no"
    return italian(mark[0] if isinstance(mark, tuple) else mark)


def _totals(result: Standing) -> dict[str, float]:
    ordered = sorted(result.rank, key=lambda bid: result.rank[bid])
    return {bid: float(round_exact(result.exact[bid], 3, "half_up")) for bid in ordered}
