"""All facts of a dossier."""

from __future__ import annotations

from collections.abc import Sequence

from procurement_engine.drafts.model import Draft
from procurement_engine.facts.codes import code_facts
from procurement_engine.facts.document_type import document_type
from procurement_engine.facts.model import FactSheet, FactValue
from procurement_engine.facts.money import money_facts
from procurement_engine.facts.passages import Passage, passages
from procurement_engine.facts.points import point_facts
from procurement_engine.facts.published import published_on
from procurement_engine.facts.words import word_facts


def _prevailing_nature(found: Sequence[Passage], facts: dict[str, FactValue]) -> None:
    """A contract whose text speaks far more of goods than of services is one of supplies."""
    nature = facts.get("contract_nature")
    goods = [passage for passage in found if "fornitur" in passage.text]
    services = sum("serviz" in passage.text for passage in found)
    if nature is not None and nature.value == "services" and len(goods) > max(5, 2 * services):
        facts["contract_nature"] = FactValue("supplies", "derived", (goods[0].place(0, len(goods[0].text)),), "parole prevalenti")


def read_facts(drafts: Sequence[Draft]) -> FactSheet:
    """What the drafts of one procedure state."""
    types = tuple(document_type(draft) for draft in drafts)
    found = list(passages(drafts))
    facts: dict[str, FactValue] = {}
    lots: dict[str, dict[str, FactValue]] = {}
    points, point_lots, conflicts = point_facts(found)
    money, money_lots = money_facts(found)
    codes, code_lots = code_facts(found)
    words, word_lots = word_facts(found)
    for part in (words, codes, money, points):
        facts.update(part)
    for part_lots in (word_lots, code_lots, money_lots, point_lots):
        for lot, values in part_lots.items():
            lots.setdefault(lot, {}).update(values)
    _prevailing_nature(found, facts)
    if day := published_on(found, types):
        facts["published_on"] = day
    return FactSheet(types, facts, lots if len(lots) > 1 else {}, conflicts)
