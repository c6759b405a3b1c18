"""Facts that follow from others. What the user gives is never overruled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement_engine.facts.environment import cam_families
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.vocabulary import load

DEFAULTS: dict[str, Any] = {
    "declared_fixed": False,
    "secondary_share": 0,
    "intellectual_services": False,
    "reserved": "none",
    "pnrr": False,
    "concession": False,
    "public_body": "sub_central",
    "art56_convention": False,
    "short_publication": False,
    "cpv_broad": False,
    "code_belies_name": False,
    "priced_points": 0,
}
#: Facts that are one lot's own: the whole's figure says nothing of a lot.
_OF_A_LOT = ("estimated_value", "labour_cost", "labour_share", "labour_intensive", "fees", "social_services")
#: What only work of hired people has; how many of these outweigh a word that calls it intellectual.
_OF_LABOUR, _OUTWEIGHED = ("labour_cost", "labour_intensive", "ccnl_codes", "outgoing_contractor"), 3
_BROAD = 3  # significant digits of a CPV that names a division or a group, no class
_SHARE_RULE = "costo della manodopera diviso corrispettivo della stessa durata"
_THRESHOLD_RULE = "soglia divisa per i punti tecnici"
_HALF_RULE = "manodopera almeno pari alla metà del corrispettivo (allegato I.1, art. 2, c. 1, lett. e)"


def derive(stated: Mapping[str, FactValue], given: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """All facts: given, stated, then what follows from them, then defaults (each marked)."""
    facts = {**_own(stated), **given}
    if "labour_share" not in given and {"labour_cost", "estimated_value"} & set(given):
        facts.pop("labour_share", None)
    if {"labour_cost", "estimated_value", "labour_share"} & set(given):
        facts.update({k: v for k, v in labour_facts(facts, {}).items() if k not in given})
    if "price_points" in given:
        facts.pop("priced_points", None)
    _doubtful_nature(facts, given)
    _from_cpv(facts, given)
    _supplies(facts, given)
    _criterion(facts, given)
    _threshold_share(facts)
    if _value(facts, "contract_nature") == "works" and "intellectual_services" not in given:
        # The design that goes with them may be called intellectual; the contract is not.
        facts["intellectual_services"] = FactValue(False, "default")
    for key, default in DEFAULTS.items():
        facts.setdefault(key, FactValue(default, "default"))
    return {key: fact for key, fact in facts.items() if fact.value is not None}


def _own(stated: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """For a lot, without the figures of the whole."""
    lot = next((fact.lot for fact in stated.values() if fact.lot is not None), None)
    if lot is None:
        return dict(stated)
    inherited = {k for k, f in stated.items() if f.lot is None and (k in _OF_A_LOT or f.origin == "default")}
    return {key: fact for key, fact in stated.items() if key not in inherited}


def labour_facts(facts: Mapping[str, FactValue], conflicts: Mapping[str, tuple[FactValue, ...]]) -> dict[str, FactValue]:
    """Share and intensity of labour. Figures are believed before words; contradicted figures where all agree."""
    cost = facts.get("labour_cost")
    fees = facts.get("fees", facts.get("estimated_value"))
    found: dict[str, FactValue] = {}
    share = facts.get("labour_share")
    lot = cost.lot if cost else None
    if cost and fees and 0 < cost.value <= fees.value and "labour_cost" not in conflicts:
        ratio = round(cost.value / fees.value, 4)
        # A stated percentage is the rounded ratio; one far from it is another percentage, or an error.
        told = facts.get("labour_intensive")
        confirmed = share is not None and told is not None and told.origin == "stated" and told.value == (share.value >= 0.5)
        # Or it is a part of the value with the options.
        value = facts.get("estimated_value")
        confirmed |= share is not None and value is not None and abs(share.value - cost.value / value.value) <= 0.02
        if share is None or share.origin == "derived" or (abs(share.value - ratio) > 0.02 and not confirmed):
            share = FactValue(ratio, "derived", (*cost.places, *fees.places), _SHARE_RULE, lot)
            if "estimated_value" not in conflicts:
                found["labour_share"] = share
    if share is None:
        return found
    values = [share.value]
    if cost and "estimated_value" in conflicts:
        values = [cost.value / value.value for value in conflicts["estimated_value"] if value.value]
    if len({value >= 0.5 for value in values}) == 1:
        found["labour_intensive"] = FactValue(values[0] >= 0.5, "derived", share.places, _HALF_RULE, lot)
    return found


def _supplies(facts: dict[str, FactValue], given: Mapping[str, FactValue]) -> None:
    if _value(facts, "contract_nature") != "supplies":
        return
    facts.setdefault("with_installation", FactValue(False, "default"))
    if _value(facts, "with_installation") is not True and "labour_intensive" not in given:
        facts["labour_intensive"] = FactValue(False, "derived", (), "mera fornitura")


def _criterion(facts: dict[str, FactValue], given: Mapping[str, FactValue]) -> None:
    """A given criterion takes away points that cannot go with it; a fixed price leaves none to the price."""
    criterion = _value(facts, "award_criterion")
    if criterion == "lowest_price":
        for key in {"quality_points", "price_points", "technical_threshold"} - set(given):
            facts.pop(key, None)
    if criterion == "fixed_price":
        facts.setdefault("price_points", FactValue(0, "derived", (), "prezzo fisso: nessun punto al prezzo"))
        facts.setdefault("quality_points", FactValue(100, "derived", (), "prezzo fisso: tutti i punti alla qualità"))
    if criterion is None and _value(facts, "price_points"):
        places = facts["price_points"].places
        facts["award_criterion"] = FactValue("quality_price", "derived", places, "punti a qualità e prezzo")


def _threshold_share(facts: dict[str, FactValue]) -> None:
    """The technical threshold as a share of the technical points, 0 where there is none; left out where they are not told."""
    threshold, points = facts.get("technical_threshold"), _value(facts, "quality_points")
    if threshold is None:
        facts["threshold_share"] = FactValue(0, "default")
    elif points:
        facts["threshold_share"] = FactValue(round(threshold.value / points, 4), "derived", threshold.places, _THRESHOLD_RULE)


def _doubtful_nature(facts: dict[str, FactValue], given: Mapping[str, FactValue]) -> None:
    """Words may only mention intellectual services: many facts of hired labour in the same scope outweigh them.

    The code decides where it says what is bought (`_from_cpv`); here words stand against the labour that the draft itself prices.
    """
    told = facts.get("intellectual_services")
    if "intellectual_services" in given or told is None or not told.value or _value(facts, "rendered_in_person"):
        return
    labour = [fact for key in _OF_LABOUR if (fact := facts.get(key)) and fact.lot == told.lot and fact.value]
    if len(labour) >= _OUTWEIGHED:
        facts["intellectual_services"] = FactValue(False, "derived", labour[0].places, "la bozza parla di manodopera")


def _from_cpv(facts: dict[str, FactValue], given: Mapping[str, FactValue]) -> None:
    """Nature, social and intellectual services as the common procurement vocabulary classes them."""
    codes: tuple[str, ...] = tuple(_value(facts, "cpv") or ())
    if not codes:
        return
    groups: dict[str, list[str]] = load("cpv")
    places = facts["cpv"].places

    def all_in(name: str) -> bool:
        return all(code.startswith(tuple(groups[name])) for code in codes)

    def follow(key: str, value: Any, rule: str) -> None:
        if key not in given and (key not in facts or facts[key].origin == "default"):
            facts[key] = FactValue(value, "derived", places, rule)

    broad = all(len(code.partition("-")[0].rstrip("0")) <= _BROAD for code in codes)
    facts["cpv_broad"] = FactValue(broad, "derived", places, "CPV con non più di tre cifre significative")
    facts["cam"] = FactValue(cam_families(codes), "derived", places, "CPV di oggetti con criteri ambientali minimi")
    for nature in ("works", "supplies", "services"):
        if all_in(nature) and "contract_nature" not in given:
            # The code is chosen on purpose; a word like "servizio" may be said of anything.
            facts["contract_nature"] = FactValue(nature, "derived", places, "divisione del CPV")
    if any(code.startswith(tuple(groups["social"])) for code in codes):
        follow("social_services", True, "CPV dell'allegato XIV")
    elif not any(code.startswith(tuple(groups["annex_xiv"])) for code in codes):
        follow("social_services", False, "CPV fuori dall'allegato XIV")
    if all_in("intellectual"):
        follow("intellectual_services", True, "gruppo del CPV")
    elif all_in("manual") and "intellectual_services" not in given and not _value(facts, "rendered_in_person"):
        # Calling care or cleaning "intellectual" does not make them so: what is bought decides.
        facts["intellectual_services"] = FactValue(False, "derived", places, "CPV di servizi che non sono di natura intellettuale")


def _value(facts: Mapping[str, FactValue], key: str) -> Any:
    return facts[key].value if key in facts else None
