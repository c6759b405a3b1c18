"""Drafts made ready to be judged: their types, the facts of the procedure and of its lots, the law's day, their words indexed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from procurement_engine.checking.given import checked, law_day
from procurement_engine.checking.referrals import find_referrals
from procurement_engine.checking.states import Dossier
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.relation import Matcher
from procurement_engine.detection.vocabulary import Concept
from procurement_engine.drafts.model import Draft
from procurement_engine.facts import FactSheet, FactValue, derive, read_facts
from procurement_engine.facts.compare import compare
from procurement_engine.facts.thresholds import threshold_facts
from procurement_engine.rules.load import vocabularies

Facts = dict[str, FactValue]


@dataclass(frozen=True)
class Ready:
    """A dossier that any rule can be judged on. `stated_day` is the date the drafts tell of themselves."""

    drafts: Sequence[Draft]
    known: Facts
    lots: Mapping[str, Facts]
    conflicts: Mapping[str, Sequence[FactValue]]
    day: date
    origin: Literal["given", "fact", "stated", "today"]
    stated_day: date | None
    dossier: Dossier


def prepare(
    drafts: Sequence[Draft],
    concepts: Mapping[str, Concept],
    facts: Mapping[str, Any],
    as_of: date | None,
    layers: tuple[Path, ...] = (),
) -> Ready:
    """Read facts and index words. RuleFileError for a fact that does not exist or is of the wrong kind.

    `layers`: the folders whose code lists have notes on passages.
    """
    given = checked(facts, "facts")
    matchers = [Matcher(TextIndex(draft), concepts) for draft in drafts]
    sheet = read_facts(drafts, matchers)
    types = _document_types(drafts, sheet, given.pop("document_type", None))
    known, lots = _all_facts(sheet, given)
    stated = sheet.facts.get("published_on")
    stated_day = stated.value if stated else None
    day, origin = law_day(as_of, given.get("published_on"), stated_day, today())
    # A dossier of one document has been read already.
    own = {id(draft): [matcher] for draft, matcher in zip(drafts, matchers, strict=True)}
    alone = (lambda one: read_facts(one, own[id(one[0])])) if len(drafts) > 1 else (lambda _: sheet)
    known, lots = _with_dossier_facts(known, lots, day, compare(drafts, types, alone))
    procedure = known.get("procedure")
    direct = procedure is not None and procedure.value == "direct_award"
    dossier = Dossier(matchers, types, find_referrals(matchers, types), direct, layers)
    return Ready(drafts, known, lots, sheet.conflicts, day, origin, stated_day, dossier)


def today() -> date:
    """The day it is where Italian law is made."""
    return datetime.now(ZoneInfo("Europe/Rome")).date()


@lru_cache(maxsize=8)
def concepts_of(folders: tuple[Path, ...]) -> dict[str, Concept]:
    """The concepts of the layers in some folders, the shared ones and their own."""
    return load_concepts(vocabularies(folders))


def _document_types(drafts: Sequence[Draft], sheet: FactSheet, given: Any) -> list[str]:
    if isinstance(given, str):
        return [given] * len(drafts)
    by_name = {str(path): kind for path, kind in (given or {}).items()}
    return [
        by_name.get(draft.path, by_name.get(Path(draft.path).name, kind))
        for draft, kind in zip(drafts, sheet.document_types, strict=True)
    ]


def _all_facts(sheet: FactSheet, given: dict[str, Any]) -> tuple[Facts, dict[str, Facts]]:
    """What the drafts state and the user gives (which wins), with what follows; a contradicted fact is unknown."""
    lots_given: dict[str, dict[str, Any]] = given.pop("lots", {})
    stated = {key: value for key, value in sheet.facts.items() if key not in sheet.conflicts}
    known = derive(stated, _given(given))
    lots = {
        lot: derive({**known, **sheet.lots.get(lot, {})}, _given({**given, **lots_given.get(lot, {})}))
        for lot in dict.fromkeys([*sheet.lots, *lots_given])
    }
    return known, lots if len(lots) > 1 else {}


def _with_dossier_facts(known: Facts, lots: Mapping[str, Facts], day: date, compared: Facts) -> tuple[Facts, dict[str, Facts]]:
    """Beside the others, what the law of the day and a look across the documents tell; lots reach thresholds together."""
    whole = known.get("estimated_value")
    return {**known, **compared, **threshold_facts(known, day, whole)}, {
        lot: {**facts, **compared, **threshold_facts(facts, day, whole)} for lot, facts in lots.items()
    }


def _given(values: Mapping[str, Any]) -> Facts:
    return {key: FactValue(value, "given") for key, value in values.items()}
