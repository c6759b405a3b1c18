"""Waivers: administrative acts by which a finding stands. One that is unmatched, expired or unjustified waives nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from procurement_engine.checking.say import Voice
from procurement_engine.inputs import InputError, load
from procurement_engine.report import Message, Requirement, Waiver
from procurement_engine.rules.join import judged
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import RuleFileError

#: A justification shorter than this says nothing.
SHORTEST = 30
#: Heaviest first: with lots, the whole procedure takes the worst of them, a waiver counted.
_WORST_FIRST = ("non_compliant", "undetermined", "waived", "compliant", "not_applicable")


class Act(BaseModel):
    """One waiver as written. Without `element`, `document`, `lot` or `fingerprint` it covers all of its requirement's findings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requirement: str
    element: str | None = None
    document: str | None = None
    lot: str | None = None
    fingerprint: str | None = None
    justification: str = ""
    approved_by: str = ""
    act: str = ""
    expires_on: date | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    waivers: tuple[Act, ...]


@dataclass(frozen=True)
class Waivers:
    """The acts of a file, and the day (in Rome) on which they are to be in force."""

    acts: tuple[Act, ...] = ()
    today: date = date.min
    name: str = ""


def load_waivers(path: Path, today: date) -> Waivers:
    """The waivers of a YAML file. A malformed file stops the run: RuleFileError."""
    try:
        return Waivers(load(_File, path).waivers, today, path.name)
    except InputError as error:
        raise RuleFileError(str(error)) from error


def apply(
    waivers: Waivers, requirements: Sequence[Requirement], rules: Mapping[str, RuleFile], say: Voice
) -> tuple[tuple[Requirement, ...], list[Message]]:
    """The requirements with those waived that an act covers whole, and what is to be told of acts that waive nothing."""
    told: list[Message] = []
    covering: dict[int, list[Act]] = {}
    for number, act in enumerate(waivers.acts, 1):
        matched = [n for n, r in enumerate(requirements) if _covers(act, r, requirements)]
        fault = _fault(act, matched, rules.get(act.requirement), waivers.today)
        if fault:
            blanks = {"file": waivers.name, "n": number, "id": act.requirement, "day": act.expires_on, "shortest": SHORTEST}
            missing = ", ".join(_lacking(act, rules.get(act.requirement)))
            rule = rules.get(act.requirement)
            blanks |= {"element": act.element, "elements": ", ".join(judged(rule)) if rule else ""}
            told.append(Message(code=f"waiver_{fault}", message=say(f"waiver_{fault}", **blanks, missing=missing)))
            continue
        for n in matched:
            covering.setdefault(n, []).append(act)
    waived = [_waived(r, covering.get(n, [])) for n, r in enumerate(requirements)]
    told += [
        Message(code="waiver_partial", message=say("waiver_partial", file=waivers.name, id=r.id))
        for n, r in enumerate(waived)
        if r.outcome != "waived" and n in covering
    ]
    return tuple(_with_whole(waived)), told


def _covers(act: Act, requirement: Requirement, all_of_them: Sequence[Requirement]) -> bool:
    """Is this one of the findings that the act means? An act for the whole procedure covers the same finding in each lot."""
    if requirement.id != act.requirement or requirement.outcome != "non_compliant":
        return False
    if act.element is not None and act.element not in open_elements(requirement):
        return False
    if act.lot is not None and requirement.lot != act.lot:
        return False
    if act.document is not None and Path(act.document).name not in _documents(requirement):
        return False
    prints = {requirement.fingerprint}
    prints |= {r.fingerprint for r in all_of_them if r.id == act.requirement and r.lot is None} if act.lot is None else set()
    return act.fingerprint is None or act.fingerprint in prints


def _documents(requirement: Requirement) -> set[str]:
    return {Path(path).name for element in requirement.elements for path in element.looked_in}


def open_elements(requirement: Requirement) -> set[str]:
    """The elements of a finding that are not in order, as the evaluators derived them."""
    return {element.name for element in requirement.elements if f"{element.name}=violated" in requirement.fired}


def _fault(act: Act, matched: Sequence[int], rule: RuleFile | None, today: date) -> str:
    if rule is None:
        return "unknown"
    if not rule.waiver.get("allowed", False):
        return "refused"
    if act.element is not None and act.element not in rule.elements:
        return "element"
    if _lacking(act, rule):
        return "unjustified"
    if act.expires_on is not None and act.expires_on < today:
        return "expired"
    return "" if matched else "unmatched"


def _lacking(act: Act, rule: RuleFile | None) -> list[str]:
    """What the rule wants said of a waiver and this one does not say."""
    keys = dict.fromkeys(("justification", *(rule.waiver.get("needs", ()) if rule else ())))
    said = {key: str(getattr(act, key, None) or "").strip() for key in keys}
    return [key for key, text in said.items() if len(text) < (SHORTEST if key == "justification" else 1)]


def _waived(requirement: Requirement, acts: Sequence[Act]) -> Requirement:
    covered = {act.element for act in acts}
    if not acts or (None not in covered and not open_elements(requirement) <= covered):
        return requirement
    first = acts[0]
    waiver = Waiver(
        justification=first.justification.strip(),
        approved_by=first.approved_by,
        act=first.act,
        expires_on=min((act.expires_on for act in acts if act.expires_on), default=None),
        elements=tuple(sorted(name for name in covered if name)),
    )
    return requirement.model_copy(update={"outcome": "waived", "waiver": waiver})


def _with_whole(requirements: list[Requirement]) -> Iterator[Requirement]:
    """The whole procedure takes the worst of its lots, also after some were waived."""
    by_rule: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        if requirement.lot is not None:
            by_rule.setdefault(requirement.id, []).append(requirement)
    for requirement in requirements:
        lots = by_rule.get(requirement.id, []) if requirement.lot is None else []
        if any(lot.outcome == "waived" for lot in lots):
            worst = min(lots, key=lambda lot: _WORST_FIRST.index(lot.outcome))
            yield worst.model_copy(update={"lot": None, "fingerprint": requirement.fingerprint})
        else:
            yield requirement
