"""Could the winner change? Weights, commissioners, bids, single grades, rounding."""

from __future__ import annotations

from procurement_engine.scoring.coefficients import Coefficients
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import Sensitivity
from procurement_engine.scoring.sensitivity import grades, leave_out, montecarlo, moved, weights
from procurement_engine.scoring.standing import Standing

#: Beyond this many bids, questions that score the tender again for each mark or bid would keep a person waiting.
MANY_BIDS = 60
#: ELECTRE starts again for every bid it drops: beyond this many bids times criteria it is not tried over and over.
MANY_FOR_ELECTRE = 40


def sensitivity(part: Part, found: Coefficients, result: Standing) -> Sensitivity | None:
    """All the answers; None with fewer than two ranked bids, where there is nobody to change places with."""
    if len(result.rank) < 2:
        return None
    notes: list[str] = []
    form, linear = weights.linear(part, result), weights.is_linear(part)
    many = len(part.bids) > MANY_BIDS
    slow = part.method.aggregation == "electre" and len(part.bids) * len(part.leaves()) > MANY_FOR_ELECTRE
    movable = None if linear or many or slow else moved.Movable.of(part, found, result, form)
    if not linear:
        notes.append(moved.NO_SMALLEST)
    if many:
        weights_too = "" if linear else "pesi di cambio e pesi a caso, "
        notes.append(
            f"{weights_too}esclusione di un'offerta e di un commissario, un grado in più o in meno: più di {MANY_BIDS} offerte"
        )
    elif slow:
        notes.append(f"pesi di cambio, pesi a caso, un grado in più o in meno: ELECTRE è lento oltre {MANY_FOR_ELECTRE} valori")
    tried, steps = (0, ()) if many or slow else grades.steps(part, found, result, notes)
    return Sensitivity(
        winners=result.winners,
        switch_weights=weights.switches(form) if linear else moved.switches(movable) if movable else (),
        smallest_change=weights.smallest_change(form) if linear else None,
        acceptability=montecarlo.acceptability(form) if linear else moved.acceptability(movable) if movable else None,
        approximate=movable is not None,
        without_commissioner=() if many else leave_out.commissioners(part, result),
        without_bid=() if many else leave_out.bids(part, result, notes),
        grade_steps_tried=tried,
        grade_steps=steps,
        rounding=leave_out.roundings(part, result),
        not_computed=tuple(notes),
    )
