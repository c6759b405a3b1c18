"""A plan to start from."""

from __future__ import annotations

from procurement_engine.impact.plan.library import draw, library
from procurement_engine.impact.plan.model import LIGHT_TRACK, ImpactPlan, Outcome

TITLE = "Piano di impatto di [nome del servizio]"


def blank(track: str = "light", names: list[str] | None = None) -> ImpactPlan:
    """A plan with ready indicators to complete: those named, else the first few of the library's light track."""
    light = [name for name, one in library().items() if one.light]
    chosen = names if names is not None else light[:LIGHT_TRACK]
    lines = [draw(name) for name in chosen]
    outcomes = [
        Outcome(id=f"E{number}", text=f"[chi] passa da [oggi] a [domani]: {line.name}")
        for number, line in enumerate((line for line in lines if line.kind == "outcome"), 1)
    ]
    placed = iter(outcomes)
    linked = [line.model_copy(update={"outcome": next(placed).id}) if line.kind == "outcome" else line for line in lines]
    return ImpactPlan(title=TITLE, track="full" if track == "full" else "light", outcomes=tuple(outcomes), indicators=tuple(linked))
