"""One mark moved by one grade: does it change who is first?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from procurement_engine.numbers import decimal_text
from procurement_engine.scoring.coefficients import Coefficients, compare, mean
from procurement_engine.scoring.comparison import GRADES, PARITY, Column, read_cell
from procurement_engine.scoring.errors import EvaluationError
from procurement_engine.scoring.model import Criterion, Part
from procurement_engine.scoring.points import Scorer
from procurement_engine.scoring.report import GradeStep
from procurement_engine.scoring.standing import Standing, stand

#: The step where neither the rules nor the marks show one.
_TENTH = Fraction(1, 10)


class _Move(NamedTuple):
    leaf: str
    bid: str
    commissioner: str
    given: str
    instead: str
    column: Column


def steps(part: Part, found: Coefficients, before: Standing, notes: list[str]) -> tuple[int, tuple[GradeStep, ...]]:
    """(how many moves were tried, those that change the first place)."""
    tried, changing, scorer = 0, [], Scorer(part)
    unopened = False
    for move in _moves(part, found, before):
        tried += 1
        try:
            result = stand(part, {**found.columns, move.leaf: move.column}, scorer)
        except EvaluationError:  # a bid climbs over the threshold, and its price was never opened
            unopened = True
            continue
        if set(result.winners) != set(before.winners):
            changing.append(
                GradeStep(
                    criterion=move.leaf, bid=move.bid, commissioner=move.commissioner, given=move.given,
                    instead=move.instead, winners=result.winners,
                )
            )  # fmt: skip
    if unopened:
        notes.append("un grado in più porterebbe oltre la soglia offerte di cui non si conosce il prezzo")
    return tried, tuple(changing)


def _moves(part: Part, found: Coefficients, before: Standing) -> Iterator[_Move]:
    for leaf in part.leaves():
        if leaf.kind == "discretionary":
            yield from _cells(part, leaf, before) if part.by_comparison() else _marks(part, leaf, found)


def _marks(part: Part, leaf: Criterion, found: Coefficients) -> Iterator[_Move]:
    """Each mark one grade down and one up."""
    column, scale = found.columns[leaf.id], _scale(part, leaf)
    for bid in part.bids:
        own, marks = found.each[leaf.id][bid.id], bid.marks[leaf.id]
        for number, mark in enumerate(marks):
            for other in _neighbours(mark, scale):
                coefficient = part.policy("coefficient", other / (leaf.weight if part.method.marks == "points" else 1))
                changed = (*own[:number], coefficient, *own[number + 1 :])
                yield _Move(
                    leaf.id, bid.id, part.commissioners[number], decimal_text(mark), decimal_text(other),
                    {**column, bid.id: mean(part, changed)},
                )  # fmt: skip


def _scale(part: Part, leaf: Criterion) -> list[Fraction]:
    """The grades in use: those of the rules, else equal steps as small as the marks themselves show."""
    declared = part.scale(leaf)
    if declared:
        return sorted(declared)
    top = Fraction(1) if part.method.marks == "coefficient" else leaf.weight
    used = sorted({mark for bid in part.bids for mark in bid.marks[leaf.id]})
    step = min((b - a for a, b in itertools.pairwise(used)), default=_TENTH * top)
    return [*(mark - step for mark in used if mark - step >= 0), *used, *(mark + step for mark in used if mark + step <= top)]


def _neighbours(mark: Fraction, scale: list[Fraction]) -> list[Fraction]:
    below = max((grade for grade in scale if grade < mark), default=None)
    above = min((grade for grade in scale if grade > mark), default=None)
    return [grade for grade in (below, above) if grade is not None]


def _cells(part: Part, leaf: Criterion, before: Standing) -> Iterator[_Move]:
    """Each comparison that touches a winner, one grade down and one up."""
    for number, table in enumerate(part.pairwise[leaf.id]):
        for pair, cell in table.items():
            names = pair.split("/")
            if not set(names) & set(before.winners):
                continue
            for other in _cell_neighbours(cell, names, part.method.coefficients):
                tables = list(part.pairwise[leaf.id])
                tables[number] = {**table, pair: other}
                yield _Move(leaf.id, pair, part.commissioners[number], cell, other, compare(part, tables)[1])


def _cell_neighbours(cell: str, names: list[str], method: str) -> list[str]:
    """Parity stands between the least preference for one and for the other."""
    winner, grade = read_cell(cell)
    if winner is None:
        return [f"{name} 2" for name in names]
    less = f"{winner} {decimal_text(grade - 1)}" if grade >= 3 else PARITY
    more = [f"{winner} {decimal_text(grade + 1)}"] if grade + 1 <= GRADES[method][1] else []
    return [less, *more]
