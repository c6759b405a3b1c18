"""The award criterion, from what is said and from what is scored: each may mislead alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procurement_engine.detection.relation import Matcher
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Text
from procurement_engine.facts.related import tellings
from procurement_engine.facts.words import sayings

#: What is said of the criterion in one scope: value -> the first place.
Said = Mapping[str, FactValue]
_SCORED_KEYS = ("quality_points", "price_points", "technical_threshold")


def award_sayings(text: Text, matchers: Sequence[Matcher]) -> dict[str | None, dict[str, FactValue]]:
    """Per lot (None: the whole) each criterion that is spoken of as the one of this tender."""
    said: dict[str | None, dict[str, FactValue]] = {}
    for value, place, lots in (*sayings(text, "award_criterion"), *tellings(matchers, "award_criterion")):
        for lot in lots or (None,):
            said.setdefault(lot, {}).setdefault(value, FactValue(value, "stated", (place,), lot=lot))
    return said


def settle_award(facts: dict[str, FactValue], said: Said) -> None:
    """The criterion of one scope, put into its facts; points that cannot go with it are taken out.

    Points to the price that make 100 with those of quality are not given by chance: they outweigh what is said, unless
    nothing but the lowest price is spoken of (they are then of another tender, told in passing).
    """
    price = facts.get("price_points")
    scored = price is not None and price.value > 0
    if price is not None and scored and ("lowest_price" not in said or "quality_price" in said or "quality_points" in facts):
        facts["award_criterion"] = said.get("quality_price") or FactValue(
            "quality_price", "derived", price.places, "al prezzo vanno punti", price.lot
        )
        return
    for value in ("fixed_price", "lowest_price", "quality_price"):
        if value in said:
            facts["award_criterion"] = said[value]
            break
    if "lowest_price" in said and facts["award_criterion"].value == "lowest_price":
        for key in _SCORED_KEYS:
            facts.pop(key, None)
