"""The price, where it gives points: the coefficients of the bids whose envelope is opened."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from procurement_engine.numbers import italian
from procurement_engine.scoring.comparison import Column
from procurement_engine.scoring.errors import EvaluationError
from procurement_engine.scoring.formulas import Bands
from procurement_engine.scoring.model import Bid, Part


def economic_columns(part: Part, admitted: Sequence[str]) -> dict[str, Column]:
    """One column per element of the price. Bids under a threshold stay closed, so theirs may be missing."""
    if not admitted:
        return {component.id: {} for component in part.price.parts}
    bids = [(number, bid) for number, bid in enumerate(part.bids) if bid.id in admitted]
    columns = {}
    for component in part.price.parts:
        values = [_offer(part, number, bid, component.id) for number, bid in bids]
        if isinstance(component.formula, Bands):
            for (number, bid), value in zip(bids, values, strict=True):
                if component.formula.beyond(value):
                    raise EvaluationError(
                        f"offerta «{bid.id}»: {italian(value)} supera l'ultima fascia del prezzo",
                        part.where("bids", number, "price"),
                    )
        coefficients = component.formula.coefficients(values)
        columns[component.id] = {bid.id: part.policy("mean", value) for (_, bid), value in zip(bids, coefficients, strict=True)}
    return columns


def _offer(part: Part, number: int, bid: Bid, component: str) -> Fraction:
    value = bid.offer(component)
    if value is None:
        raise EvaluationError(
            f"offerta «{bid.id}»: manca il prezzo o ribasso offerto («{component}»)", part.where("bids", number, "price")
        )
    if value < 0:
        raise EvaluationError(f"offerta «{bid.id}»: il prezzo o ribasso offerto è negativo", part.where("bids", number, "price"))
    return value
