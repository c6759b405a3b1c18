"""Signals worth a second look, each with the ruling or rule behind it. Always "to check", never a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from procurement_engine.numbers import italian
from procurement_engine.scoring.coefficients import Coefficients
from procurement_engine.scoring.comparison import preferences
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import Warn
from procurement_engine.scoring.standing import Standing

#: A gap in the commissioners' marks on one bid as wide as half the scale.
_SPLIT = Fraction(1, 2)
#: "Near" a threshold: within a fiftieth of the quality points.
_NEAR = Fraction(1, 50)
#: Fewer bids or criteria than these agree on an order by chance.
_ENOUGH = 3


def signals(part: Part, found: Coefficients, result: Standing) -> Iterator[Warn]:
    """Every signal of a part."""
    checks = (
        _identical_tables(part) if part.by_comparison() else _identical_marks(part, found),
        _same_order(part, found),
        _split_marks(part, found),
        _near_threshold(part, result),
        _no_spread(found),
    )
    for code, message in (signal for check in checks for signal in check):
        yield Warn(code=code, message=f"Da verificare: {message}", lot=part.lot, to_check=True)


def _identical_tables(part: Part) -> Iterator[tuple[str, str]]:
    """The comparison is each commissioner's own: Ad. plen. 16/2022, CdS III 2804/2023."""
    tables = [
        {(k, frozenset(p)): cell for k, own in part.pairwise.items() for p, cell in preferences(own[number]).items()}
        for number in range(len(part.commissioners))
    ]
    for i, j in combinations(range(len(tables)), 2):
        if tables[i] == tables[j]:
            yield (
                "identical_tables",
                (
                    f"le tabelle del confronto a coppie di {part.commissioners[i]} e {part.commissioners[j]} sono identiche su "
                    "tutti i criteri; il confronto è individuale (Ad. plen. 16/2022; CdS III 2804/2023)"
                ),
            )


def _identical_marks(part: Part, found: Coefficients) -> Iterator[tuple[str, str]]:
    if len(part.commissioners) > 1 and len(part.bids) > 1 and len(found.each) > 1:
        marks = [values for each in found.each.values() for values in each.values()]
        if all(len(set(values)) == 1 for values in marks):
            yield (
                "identical_marks",
                (
                    "tutti i commissari danno lo stesso voto ovunque; con i coefficienti è di norma tollerato, "
                    "se la valutazione resta individuale (cfr. CdS III 2804/2023 per il confronto a coppie)"
                ),
            )


def _same_order(part: Part, found: Coefficients) -> Iterator[tuple[str, str]]:
    if len(part.bids) < _ENOUGH or len(found.each) < _ENOUGH:
        return
    for i, j in combinations(range(len(part.commissioners)), 2):
        columns = [([v[i] for v in each.values()], [v[j] for v in each.values()]) for each in found.each.values()]
        if all(a == b for a, b in columns):
            continue  # said by the checks on identical marks
        if all(_order(a) == _order(b) and len(set(a)) > 1 for a, b in columns):
            yield (
                "same_order",
                (
                    f"{part.commissioners[i]} e {part.commissioners[j]} ordinano le offerte nello stesso modo su tutti i "
                    f"{len(columns)} criteri discrezionali, con voti diversi"
                ),
            )


def _order(values: list[Fraction]) -> list[int]:
    levels = sorted(set(values))
    return [levels.index(value) for value in values]


def _split_marks(part: Part, found: Coefficients) -> Iterator[tuple[str, str]]:
    for criterion, each in found.each.items():
        for bid, values in each.items():
            ordered = sorted(values)
            gap = max((b - a for a, b in pairwise(ordered)), default=Fraction(0))
            if gap >= _SPLIT and len(part.commissioners) > 1:
                yield (
                    "split_marks",
                    (
                        f"sull'offerta {bid}, criterio {criterion}, i commissari si dividono (da {italian(ordered[0])} a "
                        f"{italian(ordered[-1])}): la motivazione lo spieghi"
                    ),
                )


def _near_threshold(part: Part, result: Standing) -> Iterator[tuple[str, str]]:
    barrier = part.method.threshold
    if barrier is None:
        return
    basis = result.raw if barrier.on == "raw" else result.technical
    near = [bid for bid, value in basis.items() if abs(value - barrier.points) <= _NEAR * part.quality_points]
    for bid in near:
        side = "sopra" if basis[bid] >= barrier.points else "sotto"
        yield "near_threshold", f"l'offerta {bid} è appena {side} la soglia ({italian(basis[bid])} su {italian(barrier.points)})"


def _no_spread(found: Coefficients) -> Iterator[tuple[str, str]]:
    flat = [name for name, column in found.columns.items() if len(column) > 1 and len(set(column.values())) == 1]
    if flat:
        yield (
            "no_spread",
            f"tutte le offerte hanno lo stesso coefficiente sui criteri {', '.join(flat)}: quei pesi non decidono nulla",
        )
