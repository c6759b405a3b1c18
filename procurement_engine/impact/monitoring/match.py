"""Which indicator of the plan a measurement is of."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.measures import where
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.indicators.words import plain


def matched(plan: ImpactPlan, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that are about the plan, under the ids of the plan; an unknown indicator or another unit is refused."""
    rows = _about(plan, frame).copy()
    known = {plain(name): line.id for line in plan.indicators for name in (line.name, line.library, line.id) if name}
    for at, row in rows.iterrows():
        name = known.get(plain(row["indicator"]))
        if name is None:
            close = get_close_matches(plain(row["indicator"]), known, n=1)
            hint = f"forse «{known[close[0]]}»" if close else f"il piano ha {', '.join(line.id for line in plan.indicators)}"
            raise ImpactError(f"l'indicatore «{row['indicator']}» nel piano non c'è; {hint}", row["file"], where(row, "indicator"))
        line = plan.indicator(name)
        if line and line.unit and row["unit"] and plain(row["unit"]) != plain(line.unit):
            sentence = f"l'indicatore «{name}» è in «{row['unit']}», ma il piano lo misura in «{line.unit}»"
            raise ImpactError(sentence, row["file"], where(row, "unit"))
        rows.loc[at, "indicator"] = name
    return rows


def _about(plan: ImpactPlan, frame: pd.DataFrame) -> pd.DataFrame:
    """A table may hold several contracts: what names another tender or lot is not about this plan."""
    kept = pd.Series(data=True, index=frame.index)
    for column, own in (("tender", plan.tender), ("lot", plan.lot), ("body", plan.body)):
        if own:
            kept &= (frame[column] == "") | (frame[column].map(plain) == plain(own))
    return frame[kept]
