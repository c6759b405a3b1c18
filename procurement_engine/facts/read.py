"""All facts of a dossier."""

from __future__ import annotations

from collections.abc import Sequence

from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import shipped_concepts
from procurement_engine.detection.relation import Matcher
from procurement_engine.drafts.model import Draft
from procurement_engine.facts.agreements import code_belies_name
from procurement_engine.facts.award import Said, award_sayings, settle_award
from procurement_engine.facts.body import public_body
from procurement_engine.facts.codes import code_facts
from procurement_engine.facts.derive import labour_facts
from procurement_engine.facts.document_type import document_types
from procurement_engine.facts.duration import duration_facts
from procurement_engine.facts.exposure import publication_facts
from procurement_engine.facts.model import FactSheet, FactValue
from procurement_engine.facts.money import money_facts
from procurement_engine.facts.passages import Text
from procurement_engine.facts.points import point_facts
from procurement_engine.facts.published import published_on
from procurement_engine.facts.related import related_facts
from procurement_engine.facts.weights import weight_facts
from procurement_engine.facts.words import word_facts

Facts = dict[str, FactValue]


_OPEN = FactValue("none", "default")


def read_facts(drafts: Sequence[Draft], matchers: Sequence[Matcher] | None = None) -> FactSheet:
    """What the drafts of one procedure state; `matchers` over them, where they have been made already."""
    if matchers is None:
        matchers = [Matcher(TextIndex(draft), shipped_concepts()) for draft in drafts]
    types = tuple(document_types(drafts))
    text = Text(drafts)
    points, point_lots, point_conflicts = point_facts(text)
    money, money_lots, money_conflicts = money_facts(text)
    facts: Facts = {}
    lots: dict[str, Facts] = {}
    for part, part_lots in (word_facts(text), related_facts(matchers), code_facts(text), (money, money_lots), (points, point_lots)):
        facts.update(part)
        for lot, values in part_lots.items():
            lots.setdefault(lot, {}).update(values)
    if belied := code_belies_name(text):
        facts["code_belies_name"] = belied
    if body := public_body(text):
        facts["public_body"] = body
    if day := published_on(text, types):
        facts["published_on"] = day
    facts.update(publication_facts(text, types, facts.get("published_on")))
    said = {} if _is_codesign(types) else award_sayings(text, matchers)
    for named in said.keys() - {None}:
        lots.setdefault(named or "", {})
    lots = dict(sorted(lots.items())) if len(lots) > 1 else {}
    conflicts = {**point_conflicts, **money_conflicts}
    _by_document_type(facts, types)
    _settle(facts, said.get(None, {}), conflicts)
    for lot, values in lots.items():
        _settle(values, said.get(lot, {}), {})
    _whole_from_lots(facts, lots)
    facts.update(weight_facts(text, facts))
    facts.update(duration_facts(text))
    facts.pop("fees", None)
    return FactSheet(types, facts, lots, {k: v for k, v in conflicts.items() if k in facts})


def _by_document_type(facts: Facts, types: Sequence[str]) -> None:
    """Some words mean a fact only in some acts."""
    of_381 = bool({"convenzione_381", "avviso_381"} & set(types))
    if "reserved" in facts and facts["reserved"].value == "l381" and not of_381:
        del facts["reserved"]
    if of_381:
        facts.setdefault("contract_nature", FactValue("services", "derived", (), "così si conviene, se l'atto non nomina beni"))
    if of_381 and facts.get("reserved", _OPEN).value == "none":
        places = facts["reserved"].places if "reserved" in facts else ()
        facts["reserved"] = FactValue("l381", "derived", places, "convenzione dell'art. 5 L. 381/1991")
        # It may not be made for care or education; a code that says otherwise is heard.
        facts.setdefault("social_services", FactValue(False, "default"))
    asked = "negotiated" if "lettera_invito" in types else "open" if {"bando", "disciplinare"} & set(types) else None
    if asked:
        facts.setdefault("procedure", FactValue(asked, "derived", (), "così si bandisce, se gli atti non dicono altro"))
    if _is_codesign(types):
        for key in ("procedure", "estimated_value", "outgoing_contractor"):
            facts.pop(key, None)


def _is_codesign(types: Sequence[str]) -> bool:
    return all(kind.endswith(("coprogrammazione", "coprogettazione")) for kind in types)


def _settle(facts: Facts, said: Said, conflicts: dict[str, tuple[FactValue, ...]]) -> None:
    """What points and figures say of each other within one scope."""
    settle_award(facts, said)
    facts.update(labour_facts(facts, conflicts))


def _whole_from_lots(facts: Facts, lots: dict[str, Facts]) -> None:
    """A fact on which all lots agree holds for the whole; one on which they differ does not."""
    keys = dict.fromkeys(key for lot in lots.values() for key in lot)
    for key in keys:
        values = [lot[key] for lot in lots.values() if key in lot]
        if key in ("labour_cost", "estimated_value", "cpv", "ateco", "ccnl_codes", "labour_share"):
            continue
        same = len({fact.value for fact in values}) == 1
        if key not in facts and same and len(values) == len(lots):
            places = tuple(place for fact in values for place in fact.places)
            facts[key] = FactValue(values[0].value, "stated", places)
        elif not same and key in ("award_criterion", "quality_points", "price_points", "contract_nature"):
            facts.pop(key, None)
