"""From files to the report: read, find facts, look for elements, reason, say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement_engine.checking.changes import changes, from_report, read_earlier
from procurement_engine.checking.compile import RulePlan, plan
from procurement_engine.checking.judge import judge_all
from procurement_engine.checking.prepare import Ready, concepts_of, prepare, today
from procurement_engine.checking.report import build_report
from procurement_engine.checking.say import Voice
from procurement_engine.checking.waivers import Waivers, load_waivers
from procurement_engine.drafts import read
from procurement_engine.drafts.model import Draft
from procurement_engine.report import CheckReport, Message
from procurement_engine.rules.across import check_names
from procurement_engine.rules.load import SHIPPED, Layer, load_layers
from procurement_engine.rules.model import NEW_CODE
from procurement_engine.rules.near import near
from procurement_engine.rules.overlay import Overlay, overlay
from procurement_engine.rules.problem import RuleFileError
from procurement_engine.wording.translate import translation

#: Told of each step: its name, the file, the drafts read so far.
Step = Callable[[str, str, Sequence[Draft]], None]


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
    only: Sequence[str] = (),
    on_step: Step = silent,
) -> CheckReport:
    """Check the files of one procedure. `facts` as in the contract; `rulesets` are layer names or folders; `only` some rules.

    `against` is an earlier JSON report, or the earlier drafts, judged then with the same facts, rules and day. `on_step` is
    told what is about to be done ("read" with a file, "search", "judge", "report") and the drafts read so far.
    Raises UnreadableError (a file), NoTextError (a scan), RuleFileError (rules, facts, waivers or earlier report).
    """
    earlier = read_earlier(Path(against[0])) if len(against) == 1 else None
    before = () if earlier else _read(against, on_step)
    options: dict[str, Any] = {"rulesets": rulesets, "evaluators": evaluators, "lang": lang, "only": only, "on_step": on_step}
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
    rulesets: Sequence[str | Layer] | None = None,
    evaluators: Sequence[str] | None = None,
    waivers: str | Path | None = None,
    lang: str = "it",
    only: Sequence[str] = (),
    on_step: Step = silent,
) -> CheckReport:
    """Check drafts already read. `rulesets`: names and folders, or layers already read (all of them)."""
    acts = load_waivers(Path(waivers), today()) if waivers else Waivers()
    on_step("search", "", drafts)
    layers = _layers(tuple(rulesets or SHIPPED))
    folders = tuple(layer.folder for layer in layers)
    concepts = concepts_of(folders)
    check_names(layers, concepts)
    ready = prepare(drafts, concepts, facts or {}, as_of, folders)
    laid, plans = _in_force(layers, ready.day)
    if only:
        plans = _only(only, plans, rulesets)
    say = Voice(lang, translation(lang, folders).with_numbers(laid.parameters, lang), folders)
    on_step("judge", "", drafts)
    judgements, ran = judge_all(plans, ready.dossier, ready.known, ready.lots, ready.conflicts, evaluators)
    on_step("report", "", drafts)
    return build_report(
        drafts=drafts,
        types=ready.dossier.types,
        known=ready.known,
        lots=ready.lots,
        day=ready.day,
        origin=ready.origin,
        layers=layers,
        dossier=ready.dossier,
        judgements=judgements,
        evaluators=ran,
        warnings=[*_warnings(ready, say), *([Message(code="only", message=say("only", ids=", ".join(only)))] if only else [])],
        waivers=acts,
        overlay=laid,
        say=say,
    )


def _layers(given: tuple[str | Layer, ...]) -> tuple[Layer, ...]:
    """The layers named, or those already read."""
    names = tuple(item for item in given if isinstance(item, str))
    return _named(names) if names else tuple(item for item in given if not isinstance(item, str))


@lru_cache(maxsize=8)
def _named(names: tuple[str, ...]) -> tuple[Layer, ...]:
    return load_layers(names)


@lru_cache(maxsize=32)
def _in_force(layers: tuple[Layer, ...], day: date) -> tuple[Overlay, tuple[RulePlan, ...]]:
    """The rules as they hold on a day, and compiled for it."""
    laid = overlay(layers, day)
    return laid, tuple(plan(item.rule, item.layer, day) for item in laid.rules)


def _only(only: Sequence[str], plans: tuple[RulePlan, ...], rulesets: Sequence[str | Layer] | None) -> tuple[RulePlan, ...]:
    """The rules asked for. RuleFileError for an id that no layer has, with the nearest."""
    known = [one.rule.id for one in plans]
    for name in only:
        if name not in known:
            own = "" if rulesets else "; se è in un livello proprio, aggiungere --ruleset con la sua cartella"
            raise RuleFileError(f"nessuna regola ha l'id «{name}»{near(name, known)}{own}")
    return tuple(one for one in plans if one.rule.id in only)


def _warnings(ready: Ready, say: Voice) -> list[Message]:
    day, stated = ready.day, ready.stated_day
    found = [Message(code="old_regime", message=say("old_regime", day=day))] if day < NEW_CODE else []
    found += [
        Message(code=code, message=f"{Path(d.path).name}: {say(f'notice_{code}', what=what)}")
        for d in ready.drafts
        for code, what in d.notices
    ]
    if ready.origin == "today":
        found.append(Message(code="date_assumed", message=say("date_assumed")))
    if ready.origin == "given" and stated is not None and stated != day:
        found.append(Message(code="date_differs", message=say("date_differs", stated=stated, day=day)))
    return found
