"""What changed since an earlier report: findings resolved, new, still open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from procurement_engine.report import Change, Changes, CheckReport, Element, Outcome, Requirement
from procurement_engine.rules.yaml_file import RuleFileError

_LIMIT = 100_000_000
_OPEN = ("non_compliant", "undetermined")


class _Lenient(BaseModel):
    """Part of a report of this or an earlier version of the program: what is not needed is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Element(_Lenient):
    name: str
    title: str = ""
    essential: bool = False
    forbidden: bool = False
    state: str = "missing"


class _Requirement(_Lenient):
    id: str
    lot: str | None = None
    title: str = ""
    outcome: Outcome
    reason: str = ""
    elements: tuple[_Element, ...] = ()
    fingerprint: str = ""


class _Ruleset(_Lenient):
    name: str
    sha256: str = ""


class Earlier(_Lenient):
    """The findings of an earlier run."""

    schema_: str = Field(default="", alias="schema")
    as_of: date
    rulesets: tuple[_Ruleset, ...] = ()
    requirements: tuple[_Requirement, ...]


def read_earlier(path: Path) -> Earlier | None:
    """An earlier JSON report; None if the file is something else, a draft. RuleFileError if it is JSON but no report."""
    try:
        with path.open("rb") as file:
            if not file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                return None
        if path.stat().st_size > _LIMIT:
            raise RuleFileError(f"{path}: è troppo grande per essere un rapporto di questo programma")
        data = json.loads(path.read_bytes())
        earlier = Earlier.model_validate(data)
    except OSError as error:
        raise RuleFileError(f"{path}: il file non si può leggere ({error.strerror})") from error
    except (ValueError, RecursionError, ValidationError) as error:
        raise RuleFileError(f"{path}: non è un rapporto di «check --format json»; indicarne uno, o la bozza di prima") from error
    if not earlier.schema_.startswith("procurement-engine/check/"):
        raise RuleFileError(f"{path}: non è un rapporto di «check --format json»; indicarne uno, o la bozza di prima")
    return earlier


def from_report(report: CheckReport) -> Earlier:
    """A report just made of an earlier draft, in the same shape."""
    return Earlier.model_validate({**report.model_dump(exclude={"schema_"}), "schema": report.schema_})


def changes(report: CheckReport, earlier: Earlier, against: Sequence[str]) -> Changes:
    """Findings are paired by requirement and lot; their fingerprints tell whether the words stayed the same."""
    by_lot = any(r.lot for r in report.requirements) and any(r.lot for r in earlier.requirements)
    before = {(r.id, r.lot): r for r in earlier.requirements if (r.lot is not None) == by_lot}
    now = {(r.id, r.lot): r for r in report.requirements if (r.lot is not None) == by_lot}
    keys = sorted({*before, *now}, key=lambda key: (key[0], key[1] or ""))
    compared = [(before.get(key), now.get(key)) for key in keys]
    was = [old is not None and old.outcome in _OPEN for old, _ in compared]
    is_ = [new is not None and new.outcome in _OPEN for _, new in compared]
    made = [_change(old, new) for old, new in compared]
    layers = {(r.name, r.sha256) for r in report.rulesets}, {(r.name, r.sha256) for r in earlier.rulesets}
    gone = [c for c, a, b in zip(made, was, is_, strict=True) if a and not b]
    return Changes(
        against=tuple(against),
        other_rules=layers[0] != layers[1] or report.as_of != earlier.as_of,
        resolved=tuple(c for c in gone if c.now != "waived"),
        new=tuple(c for c, a, b in zip(made, was, is_, strict=True) if b and not a),
        still_open=tuple(c for c, a, b in zip(made, was, is_, strict=True) if a and b),
        waived=tuple(c for c in gone if c.now == "waived"),
    )


def _change(old: _Requirement | None, new: Requirement | None) -> Change:
    shown = new or old
    assert shown is not None
    wrong = {e.name for e in new.elements if _wrong(e)} if new else set()
    return Change(
        id=shown.id,
        lot=shown.lot,
        title=shown.title,
        before=old.outcome if old else None,
        now=new.outcome if new else None,
        reason=shown.reason,
        mended=tuple(e.title or e.name for e in old.elements if _wrong(e) and e.name not in wrong) if old and new else (),
        same_words=old is not None and new is not None and old.fingerprint == new.fingerprint,
        fingerprint=shown.fingerprint,
    )


def _wrong(element: _Element | Element) -> bool:
    if element.forbidden:
        return element.state in ("found", "contradicted")
    return element.essential and element.state != "found"
