"""From files to the report: read, find facts, look for elements, reason, say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from procurement_engine.checking.changes import changes, from_report, read_earlier
from procurement_engine.checking.compile import plan
from procurement_engine.checking.given import checked, law_day
from procurement_engine.checking.judge import judge_all
from procurement_engine.checking.referrals import find_referrals
from procurement_engine.checking.report import build_report
from procurement_engine.checking.say import Voice
from procurement_engine.checking.states import Dossier
from procurement_engine.checking.waivers import Waivers, load_waivers
from procurement_engine.data import data_path
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import load_concepts
from procurement_engine.detection.relation import Matcher
from procurement_engine.detection.vocabulary import Concept
from procurement_engine.drafts import read
from procurement_engine.drafts.model import Draft
from procurement_engine.facts import FactSheet, FactValue, derive, read_facts
from procurement_engine.facts.compare import compare
from procurement_engine.facts.thresholds import threshold_facts
from procurement_engine.report import CheckReport, Message
from procurement_engine.rules.load import SHIPPED, Layer, load_layers
from procurement_engine.rules.model import NEW_CODE
from procurement_engine.rules.overlay import effective
from procurement_engine.wording.translate import translation

#: Told of each step: its name, the file, the drafts read so far.
Step = Callable[[str, str, Sequence[Draft]], None]
Facts = dict[str, FactValue]


def silent(step: str, file: str, drafts: Sequence[Draft]) -> None:
    """Say nothing of the steps."""


def check(
    paths: Sequence[str | Path],
    *,
    facts: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    rulesets: Sequence[str] | None = None,
    evaluators: Sequence[str] | None = None,
    waivers: str | Path | None = None,
    against: Sequence[str | Path] = (),
    lang: str = "it",
    on_step: Step = silent,
) -> CheckReport:
    """Check the files of one procedure. `facts` as in the contract; `rulesets` are layer names or folders.

    `against` is an earlier JSON report, or the earlier drafts, judged then with the same facts, rules and day. `on_step` is
    told what is about to be done ("read" with a file, "search", "judge", "report") and the drafts read so far.
    Raises UnreadableError (a file), NoTextError (a scan), RuleFileError (rules, facts, waivers or earlier report).
    """
    earlier = read_earlier(Path(against[0])) if len(against) == 1 else None
    before = () if earlier else _read(against, on_step)
    options: dict[str, Any] = {"rulesets": rulesets, "evaluators": evaluators, "lang": lang, "on_step": on_step}
    report = check_drafts(_read(paths, on_step), facts=facts, as_of=as_of, waivers=waivers, **options)
    if not against:
        return report
    earlier = earlier or from_report(check_drafts(before, facts=facts, as_of=report.as_of, **options))
    return report.model_copy(update={"changes": changes(report, earlier, [str(path) for path in against])})


def _read(paths: Sequence[str | Path], on_step: Step) -> list[Draft]:
    drafts: list[Draft] = []
    for path in paths:
        on_step("read", str(path), drafts)
        drafts.append(read(Path(path)))
    return drafts


def check_drafts(
    drafts: Sequence[Draft],
    *,
    facts: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    rulesets: Sequence[str] | None = None,
    evaluators: Sequence[str] | None = None,
    waivers: str | Path | None = None,
    lang: str = "it",
    on_step: Step = silent,
) -> CheckReport:
    """Check drafts already read."""
    acts = load_waivers(Path(waivers), _today()) if waivers else Waivers()
    on_step("search", "", drafts)
    given = checked(facts or {}, "facts")
    sheet = read_facts(drafts)
    types = _document_types(drafts, sheet, given.pop("document_type", None))
    known, lots = _all_facts(sheet, given)
    stated = sheet.facts.get("published_on")
    day, origin = law_day(as_of, given.get("published_on"), stated.value if stated else None, _today())
    # A dossier of one document has been read already.
    alone = read_facts if len(drafts) > 1 else lambda _: sheet
    known, lots = _with_dossier_facts(known, lots, day, compare(drafts, types, alone))
    layers = _layers(tuple(rulesets or SHIPPED))
    folders = tuple(layer.folder for layer in layers)
    concepts, say = _concepts(folders), Voice(lang, translation(lang, folders))
    plans = [plan(rule, layer, day) for layer, rule in effective(layers, day)]
    matchers = [Matcher(TextIndex(draft), concepts) for draft in drafts]
    procedure = known.get("procedure")
    direct = procedure is not None and procedure.value == "direct_award"
    dossier = Dossier(matchers, types, find_referrals(matchers, types), direct)
    on_step("judge", "", drafts)
    judgements, ran = judge_all(plans, dossier, known, lots, sheet.conflicts, evaluators)
    on_step("report", "", drafts)
    return build_report(
        drafts=drafts,
        types=types,
        known=known,
        lots=lots,
        day=day,
        origin=origin,
        layers=layers,
        dossier=dossier,
        judgements=judgements,
        evaluators=ran,
        warnings=_warnings(drafts, day, origin, stated, say),
        waivers=acts,
        say=say,
    )


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Rome")).date()


@lru_cache(maxsize=8)
def _layers(names: tuple[str, ...]) -> tuple[Layer, ...]:
    return load_layers(names)


@lru_cache(maxsize=8)
def _concepts(folders: tuple[Path, ...]) -> dict[str, Concept]:
    return load_concepts((data_path("rulesets", "concepts"), *(f / "concepts" for f in folders)))


def _document_types(drafts: Sequence[Draft], sheet: FactSheet, given: Any) -> list[str]:
    if isinstance(given, str):
        return [given] * len(drafts)
    by_name = {str(path): kind for path, kind in (given or {}).items()}
    return [
        by_name.get(draft.path, by_name.get(Path(draft.path).name, kind))
        for draft, kind in zip(drafts, sheet.document_types, strict=True)
    ]


def _all_facts(sheet: FactSheet, given: dict[str, Any]) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]]]:
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


def _given(values: Mapping[str, Any]) -> dict[str, FactValue]:
    return {key: FactValue(value, "given") for key, value in values.items()}


def _warnings(drafts: Sequence[Draft], day: date, origin: str, stated: FactValue | None, say: Voice) -> list[Message]:
    found = [Message(code="old_regime", message=say("old_regime", day=day))] if day < NEW_CODE else []
    found += [
        Message(code=code, message=f"{Path(d.path).name}: {say(f'notice_{code}', what=what)}")
        for d in drafts
        for code, what in d.notices
    ]
    if origin == "today":
        found.append(Message(code="date_assumed", message=say("date_assumed")))
    if origin == "given" and stated is not None and stated.value != day:
        found.append(Message(code="date_differs", message=say("date_differs", stated=stated.value, day=day)))
    return found
