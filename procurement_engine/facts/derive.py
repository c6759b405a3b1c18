"""Facts that follow from others. What the user gives is never overruled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement_engine.facts.model import FactValue

#: Groups of the CPV whose services Annex XIV of directive 2014/24/UE calls social or similar.
_SOCIAL_CPV = ("853", "8531", "8532", "9813", "75")


def derive(stated: Mapping[str, FactValue], given: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """All facts: given, stated, then what follows from them, then defaults (each marked)."""
    facts = {**stated, **given}

    def known(key: str) -> Any:
        return facts[key].value if key in facts else None

    def follow(key: str, value: Any, rule: str) -> None:
        if key not in given:
            facts[key] = FactValue(value, "derived", facts[key].places if key in facts else (), rule)

    if known("reserved") == "l381" and known("procedure") in ("open", "restricted"):
        facts.pop("reserved", None)
    cost, value = known("labour_cost"), known("estimated_value")
    if known("labour_share") is None and cost and value and cost <= value:
        follow("labour_share", round(cost / value, 4), "costo della manodopera diviso importo")
    if known("contract_nature") == "supplies" and known("with_installation") is not True:
        follow("labour_intensive", False, "mera fornitura")
        facts.setdefault("with_installation", FactValue(False, "default"))
    elif known("labour_share") is not None:
        follow("labour_intensive", known("labour_share") >= 0.5, "quota della manodopera almeno pari a 0,50")
    elif known("labour_intensive") is False and "labour_intensive" not in given:
        facts.pop("labour_intensive")
    if known("contract_nature") == "works" and known("intellectual_services"):
        follow("intellectual_services", False, "contratto di lavori, anche con progettazione")
    _criterion(facts, given)
    if known("social_services") is None and known("cpv"):
        follow("social_services", any(code.startswith(_SOCIAL_CPV) for code in known("cpv")), "gruppo del CPV")
    for key, default in (
        ("intellectual_services", False),
        ("reserved", "none"),
        ("pnrr", False),
        ("concession", False),
        ("public_body", "sub_central"),
    ):
        facts.setdefault(key, FactValue(default, "default"))
    return facts


def _criterion(facts: dict[str, FactValue], given: Mapping[str, FactValue]) -> None:
    """The criterion where only the points tell it, and the points where only the criterion does."""
    price = facts["price_points"].value if "price_points" in facts else None
    criterion = facts["award_criterion"].value if "award_criterion" in facts else None
    if criterion == "fixed_price" and price and "award_criterion" not in given:
        facts["award_criterion"] = FactValue("quality_price", "derived", facts["price_points"].places, "al prezzo vanno punti")
    if criterion is None and price:
        facts["award_criterion"] = FactValue("quality_price", "derived", facts["price_points"].places, "punti a qualità e prezzo")
