"""Could the winner change? Weights, commissioners, bids, single grades, rounding."""

from __future__ import annotations

from procurement_engine.scoring.coefficients import Coefficients
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import Sensitivity
from procurement_engine.scoring.sensitivity import grades, leave_out, montecarlo, weights
from procurement_engine.scoring.standing import Standing

#: Beyond this many bids, questions that score the tender again for each mark or bid would keep a person waiting.
MANY_BIDS = 60


def sensitivity(part: Part, found: Coefficients, result: Standing) -> Sensitivity | None:
    """All the answers; None with fewer than two ranked bids, where there is nobody to change places with."""
    if len(result.rank) < 2:
        return None
    notes: list[str] = []
    linear = weights.linear(part, result)
    if linear is None:
        notes.append("pesi di cambio, variazione minima e pesi a caso: il metodo non è una somma lineare dei pesi")
    many = len(part.bids) > MANY_BIDS
    if many:
        notes.append(f"esclusione di un'offerta e di un commissario, un grado in più o in meno: più di {MANY_BIDS} offerte")
    tried, steps = (0, ()) if many else grades.steps(part, found, result, notes)
    return Sensitivity(
        winners=result.winners,
        switch_weights=weights.switches(linear) if linear else (),
        smallest_change=weights.smallest_change(linear) if linear else None,
        acceptability=montecarlo.acceptability(linear) if linear else None,
        without_commissioner=() if many else leave_out.commissioners(part, result),
        without_bid=() if many else leave_out.bids(part, result, notes),
        grade_steps_tried=tried,
        grade_steps=steps,
        rounding=leave_out.roundings(part, result),
        not_computed=tuple(notes),
    )
