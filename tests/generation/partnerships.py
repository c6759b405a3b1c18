"""Valid partnerships drawn over the model, for the day on which their law is in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from procurement_engine.generation import Partnership
from procurement_engine.generation.thresholds import ordinary_threshold
from procurement_engine.inputs import build

from .tenders import BODIES, CCNL, SIGNS, described

#: From the new decision on services of general economic interest.
NEW_SGEI = date(2025, 12, 16)
TITLES = ["Spazi per ragazze e ragazzi", "Accoglienza diffusa", "Interventi di prossimità", "Servizio di portineria sociale"]


@st.composite
def partnerships(draw: st.DrawFn, name: str) -> Partnership:
    """A partnership that adds up and that the law admits, for a template."""
    data = described(name)
    published = draw(st.dates(date(2023, 7, 1), date(2026, 10, 1)))
    deadline = published + timedelta(days=draw(st.integers(20, 60)))
    data |= {
        "published_on": published, "deadline": datetime.combine(deadline, datetime.min.time()).replace(hour=draw(st.integers(9, 18))),
        "start": deadline + timedelta(days=draw(st.integers(10, 90))), "months": draw(st.integers(6, 60)),
        "title": data["title"] if "heritage" in data else draw(st.sampled_from(TITLES)) + draw(st.sampled_from(SIGNS)),
        "activities": [f"attività {n}{draw(st.sampled_from(SIGNS))}" for n in range(1, draw(st.integers(2, 4)))],
    }  # fmt: skip
    data["body"]["name"] = draw(st.sampled_from(BODIES))
    if data.get("costs"):
        _money(draw, data)
    if "threshold" in data:
        data["threshold"] = draw(st.integers(40, 70))
    if "ccnl" in data:
        data["ccnl"]["name"], data["ccnl"]["cnel"] = draw(st.sampled_from(CCNL))
    if "convention_381" in data:
        _convention(draw, data, published)
    if "public_service" in data:
        known = "decisione (UE) 2025/2630 della Commissione" if published >= NEW_SGEI else "decisione 2012/21/UE della Commissione"
        data["public_service"]["legal_basis"] = known
    return build(Partnership, data)


def _money(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """Lines that make up the resources; now and then none is known yet."""
    amounts = draw(st.lists(st.integers(1_000, 90_000), min_size=2, max_size=4))
    data["resources"] = sum(amounts)
    data["costs"] = [{"item": f"voce {n}", "amount": amount} for n, amount in enumerate(amounts, 1)]
    if draw(st.booleans()):
        data["costs"] = []


def _convention(draw: st.DrawFn, data: dict[str, Any], published: date) -> None:
    ceiling = int(ordinary_threshold(published, "sub_central"))
    insertion = data["convention_381"]["insertion"]
    insertion |= {"people": draw(st.integers(1, 9)), "hours_per_week": draw(st.sampled_from([12, 20, 30.5]))}
    data["convention_381"]["value"] = draw(st.integers(10_000, ceiling - 1))
