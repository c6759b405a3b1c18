"""A jurist's signature on a rule: what it covers, whether it still holds, and what the rule may claim without one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from procurement_engine.rules.model import RuleFile

Severity = Literal["error", "warning", "advice"]
#: The kind of the entry that a signature leaves in the history of a rule.
SIGNED = "signed"
#: What is signed is the law as the rule says it: tests may grow and the history go on.
_NOT_SIGNED = {"reviewed_by", "reviewed_on", "reviewed_hash", "tests", "history"}
_CAP: dict[str, Severity] = {"L": "advice", "M": "warning", "H": "error"}


@dataclass(frozen=True)
class Signature:
    """Who signed and when. `why` a signature is stale: "content" (the text is no longer the one signed), "citation",
    "version" or "history" (something is newer than the signature), `newer` its day."""

    state: Literal["unsigned", "valid", "stale"] = "unsigned"
    by: str = ""
    on: date | None = None
    why: str = ""
    newer: date | None = None


def content_hash(rule: RuleFile) -> str:
    """The fingerprint of what a signature covers; a key at its default counts as not written."""
    content = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_NOT_SIGNED)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:32]


def signature(rule: RuleFile) -> Signature:
    """The signature of a rule as its file has it: never of one that layers have already changed."""
    by, on = rule.reviewed_by, rule.reviewed_on
    if not by or on is None:
        return Signature()
    if rule.reviewed_hash and rule.reviewed_hash != content_hash(rule):
        return Signature("stale", by, on, "content")
    day, why = max(_changes(rule), default=(on, ""))
    return Signature("stale", by, on, why, day) if day > on else Signature("valid", by, on)


def _changes(rule: RuleFile) -> Iterator[tuple[date, str]]:
    """The days on which something of a rule changed. A version to come is no change after the signature that covers it."""
    for version in rule.versions:
        if not rule.reviewed_hash:
            yield version.in_force_from, "version"
        yield from ((citation.last_checked_on, "citation") for citation in version.citations)
    yield from ((entry.on, "history") for entry in rule.history if entry.kind != SIGNED)


def last_change(rule: RuleFile) -> date:
    """The day before which a signature would be born stale."""
    days = [citation.last_checked_on for version in rule.versions for citation in version.citations]
    return max([*days, *(entry.on for entry in rule.history if entry.kind != SIGNED)], default=date.min)


def cap_of(rule: RuleFile) -> Severity:
    """The most that a rule's elements may weigh: a draft advises; what nobody has signed claims what its confidence allows."""
    if rule.status == "draft":
        return "advice"
    return "error" if signature(rule).state == "valid" else _CAP[rule.confidence]
