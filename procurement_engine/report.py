"""The report: one frozen model that every renderer reads, and nothing else. Field names are `contract.md`'s."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Outcome = Literal["compliant", "non_compliant", "undetermined", "not_applicable", "waived"]
State = Literal["found", "missing", "negated", "contradicted", "placeholder", "unclear"]
Basis = Literal["law", "guideline", "policy"]
Severity = Literal["error", "warning", "advice"]
Confidence = Literal["H", "M", "L"]
Origin = Literal["stated", "given", "derived", "default"]


class Frozen(BaseModel):
    """Base of all report parts: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Frozen):
    """A passage. `start` and `end` are character offsets of `quote`'s heart in the block's own text.

    `before` and `after` are the words of the block around it; `page` and `line` are 1-based, where the format has them.
    `note` is what a code list says of the words, such as the law that has taken the place of the one quoted.
    """

    document: int
    section: str
    paragraph: int
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    page: int | None = None
    line: int | None = None
    note: str = ""


class Message(Frozen):
    """A warning about the run: a stable code and one sentence."""

    code: str
    message: str


class Fact(Frozen):
    """What is known of the procedure under one key of `contract.md`."""

    value: Any
    origin: Origin
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None


class Element(Frozen):
    """One thing a requirement asks for (or forbids), and how it was found."""

    name: str
    title: str
    essential: bool
    forbidden: bool = False
    state: State
    by_facts: bool = False  # decided by facts, not by words
    basis: Basis
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    looked_in: tuple[str, ...] = ()
    near_misses: tuple[Evidence, ...] = ()


class Citation(Frozen):
    """Where the law says so."""

    label: str
    urn: str | None = None
    url: str | None = None
    last_checked_on: date | None = None


class Step(Frozen):
    """A link of the chain from the words to the law: one sentence, with the passages it rests on."""

    kind: Literal["element", "fact", "rule", "version", "outcome"]
    text: str
    evidence: tuple[Evidence, ...] = ()


class Waiver(Frozen):
    """The administrative act by which a finding stands."""

    justification: str
    approved_by: str = ""
    act: str = ""
    expires_on: date | None = None
    elements: tuple[str, ...] = ()  # empty: all of the requirement


class LayerAct(Frozen):
    """What a layer laid on top does to a requirement of another, in one sentence: never silently.

    `weakens_law`: it takes away, or alters, something that a law asks.
    """

    layer: str
    does: Literal["adds", "changes", "replaces", "switches_off", "severity", "value"]
    text: str
    elements: tuple[str, ...] = ()
    act: str = ""
    weakens_law: bool = False


class Requirement(Frozen):
    """The outcome of one requirement for one lot, or (`lot` null) for the whole procedure."""

    id: str
    lot: str | None = None
    title: str
    outcome: Outcome
    basis: Basis
    severity: Severity
    confidence: Confidence
    reason: str
    todo: tuple[str, ...] = ()  # the reason apart, a sentence for each thing to be done or read
    explanation: str = ""  # the chain below in one plain sentence
    why: tuple[Step, ...] = ()
    fired: tuple[str, ...] = ()  # what the evaluators derived, in order, as node=value
    waiver: Waiver | None = None
    not_checked: bool = False
    elements: tuple[Element, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestion: str | None = None
    hangs_on: tuple[str, ...] = ()
    layer: str = ""
    layer_acts: tuple[LayerAct, ...] = ()  # what other layers did to it
    without_layer: Outcome | None = None  # where a layer switches the requirement off: what its outcome would be
    signed: str = ""  # who signed the rule, and when; empty: nobody yet
    fingerprint: str = ""


class Document(Frozen):
    """One file of the dossier."""

    path: str
    sha256: str
    format: str
    document_type: str
    characters: int
    has_revisions: bool


class Ruleset(Frozen):
    """A layer of rules that took part."""

    name: str
    version: str
    sha256: str


class Lot(Frozen):
    """A lot and the facts that hold for it alone."""

    id: str
    facts: dict[str, Fact]


class Question(Frozen):
    """A fact that neither the drafts nor the user give and that would decide some outcomes."""

    fact: str
    question: str
    requirements: tuple[str, ...]


class Summary(Frozen):
    """Counts over the requirements of the whole procedure (`lot` null)."""

    considered: int
    applicable: int
    compliant: int
    non_compliant: int
    undetermined: int
    not_applicable: int
    not_checked: int
    waived: int


class Change(Frozen):
    """A finding that differs from, or is the same as in, an earlier report. `mended`: elements no longer missing."""

    id: str
    lot: str | None = None
    title: str
    before: Outcome | None
    now: Outcome | None
    reason: str
    mended: tuple[str, ...] = ()
    same_words: bool = True
    fingerprint: str = ""


class Changes(Frozen):
    """What changed since an earlier report or draft. `other_rules`: rules or day differ, so that they may be the cause."""

    against: tuple[str, ...]
    other_rules: bool
    resolved: tuple[Change, ...] = ()
    new: tuple[Change, ...] = ()
    still_open: tuple[Change, ...] = ()
    waived: tuple[Change, ...] = ()


class CheckReport(Frozen):
    """What `check` found."""

    schema_: Literal["procurement-engine/check/1"] = "procurement-engine/check/1"
    engine_version: str
    evaluators: tuple[str, ...]
    as_of: date
    as_of_origin: Literal["given", "fact", "stated", "today"]
    lang: Literal["it", "en"] = "it"
    rulesets: tuple[Ruleset, ...]
    warnings: tuple[Message, ...] = ()
    documents: tuple[Document, ...]
    facts: dict[str, Fact]
    lots: tuple[Lot, ...] = ()
    requirements: tuple[Requirement, ...]
    questions: tuple[Question, ...] = ()
    changes: Changes | None = None
    summary: Summary
    exit_code: int = 0
