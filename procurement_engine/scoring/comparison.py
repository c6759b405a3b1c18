"""Pairwise comparison and Saaty's AHP: from the tables of the commissioners to coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import NamedTuple

from procurement_engine.scoring.model import PairTable
from procurement_engine.scoring.rounding import RoundingPolicy

Column = dict[str, Fraction]
PARITY = "="
#: Least and greatest grade of a preference, by method.
GRADES = {"pairwise": (2, 6), "ahp": (1, 9)}
#: Random indices by number of bids, from 3. The tables differ, so the minutes name the one used.
RANDOM_INDEX = {
    "saaty_1980": ("0.58", "0.90", "1.12", "1.24", "1.32", "1.41", "1.45", "1.49"),
    "saaty_2001": ("0.52", "0.89", "1.11", "1.25", "1.35", "1.40", "1.45", "1.49"),
}
_DIGITS = 30


class Preference(NamedTuple):
    """One cell: the bid preferred and by how much; `winner` None is parity."""

    winner: str | None
    grade: Fraction


@lru_cache(maxsize=4096)
def read_cell(cell: str) -> Preference:
    """ "alfa 3" or "="; ValueError for anything else.

    >>> read_cell("alfa 2.5")
    Preference(winner='alfa', grade=Fraction(5, 2))
    """
    if cell.strip() == PARITY:
        return Preference(None, Fraction(1))
    winner, grade = cell.split()
    return Preference(winner, Fraction(grade.replace(",", ".")))


def preferences(table: PairTable) -> dict[tuple[str, str], Preference]:
    """The cells of a table by pair of bids."""
    cells = {}
    for pair, cell in table.items():
        first, second = pair.split("/")
        cells[first.strip(), second.strip()] = read_cell(cell)
    return cells


def pair_names(bids: Sequence[str]) -> list[str]:
    """All pairs in the order a table lists them."""
    return [f"{first}/{second}" for first, second in combinations(bids, 2)]


def _sums(table: PairTable, bids: Sequence[str]) -> Column:
    sums = dict.fromkeys(bids, Fraction(0))
    for pair, (winner, grade) in preferences(table).items():
        for bid in pair if winner is None else (winner,):
            sums[bid] += grade
    return sums


def _to_best(column: Mapping[str, Fraction]) -> Column:
    best = max(column.values())
    return {bid: value / best if best else value for bid, value in column.items()}


def pairwise(
    tables: Sequence[PairTable], bids: Sequence[str], normalisation: str, policy: RoundingPolicy
) -> tuple[list[Column], Column]:
    """(each commissioner's coefficients, the coefficients of the criterion). The two normalisations differ."""
    sums = [_sums(table, bids) for table in tables]
    each = [{bid: policy("coefficient", value) for bid, value in _to_best(column).items()} for column in sums]
    if normalisation == "summed":
        return each, _to_best({bid: sum((column[bid] for column in sums), Fraction(0)) for bid in bids})
    return each, _to_best(_mean(each, bids))


def _mean(columns: Sequence[Column], bids: Sequence[str]) -> Column:
    return {bid: sum((column[bid] for column in columns), Fraction(0)) / len(columns) for bid in bids}


def matrix(table: PairTable, bids: Sequence[str]) -> list[list[Fraction]]:
    """The reciprocal matrix of a table: "alfa 3" puts 3 in alfa's row and 1/3 in the other's."""
    position = {bid: index for index, bid in enumerate(bids)}
    rows = [[Fraction(1)] * len(bids) for _ in bids]
    for (first, second), (winner, grade) in preferences(table).items():
        i, j = position[first], position[second]
        value = 1 / grade if winner == second else grade
        rows[i][j], rows[j][i] = value, 1 / value
    return rows


class Priorities(NamedTuple):
    """What AHP makes of one matrix; `ratio` is None under three bids, where nothing can be inconsistent."""

    weights: list[Fraction]
    lambda_max: Fraction
    consistency_index: Fraction
    ratio: Fraction | None


def priorities(rows: Sequence[Sequence[Fraction]], vector: str, ri_table: str) -> Priorities:
    """Weights and consistency of a reciprocal matrix. The weights are irrational: thirty decimals are kept."""
    size = len(rows)
    with localcontext(prec=_DIGITS + 15):
        table = [[Decimal(cell.numerator) / cell.denominator for cell in row] for row in rows]
        weights = _geometric(table) if vector == "geometric" else _eigenvector(table)
        image = [sum((cell * w for cell, w in zip(row, weights, strict=True)), Decimal(0)) for row in table]
        lambda_max = sum((v / w for v, w in zip(image, weights, strict=True)), Decimal(0)) / size
        kept = [_keep(w) for w in weights]
        index = _keep((lambda_max - size) / (size - 1)) if size > 1 else Fraction(0)
    random = RANDOM_INDEX[ri_table]
    ratio = index / Fraction(random[min(size, len(random) + 2) - 3]) if size > 2 else None
    return Priorities(kept, _keep(lambda_max), index, ratio)


def _keep(value: Decimal) -> Fraction:
    with localcontext(prec=_DIGITS + 15):
        return Fraction(value.quantize(Decimal(10) ** -_DIGITS))


def _unit(values: Sequence[Decimal]) -> list[Decimal]:
    total = sum(values, Decimal(0))
    return [value / total for value in values]


def _geometric(table: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    return _unit([prod(row, start=Decimal(1)) ** (Decimal(1) / len(row)) for row in table])


def _eigenvector(table: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """Power iteration; a positive matrix has one dominant eigenvector, and it converges to it."""
    weights = _geometric(table)
    for _ in range(1000):
        following = _unit([sum((c * w for c, w in zip(row, weights, strict=True)), Decimal(0)) for row in table])
        if max(abs(a - b) for a, b in zip(weights, following, strict=True)) < Decimal(10) ** -(_DIGITS + 5):
            return following
        weights = following
    return weights


def ahp(
    tables: Sequence[PairTable], bids: Sequence[str], vector: str, ri_table: str, policy: RoundingPolicy
) -> tuple[list[Column], Column, list[Priorities]]:
    """(each commissioner's coefficients, the criterion's, the consistency of each commissioner)."""
    found = [priorities(matrix(table, bids), vector, ri_table) for table in tables]
    each = [{bid: policy("coefficient", w) for bid, w in _to_best(dict(zip(bids, p.weights, strict=True))).items()} for p in found]
    means = _mean([dict(zip(bids, p.weights, strict=True)) for p in found], bids)
    return each, _to_best(means), found
