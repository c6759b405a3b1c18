"""The rule file: one requirement, as a lawyer writes it. `docs/regole.md` explains every key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import Field, PrivateAttr, model_validator

from procurement_engine.rules.about import RulesetFile as RulesetFile
from procurement_engine.rules.parameters import Bound, names
from procurement_engine.rules.parts import ClauseFile, Day, Strict
from procurement_engine.rules.parts import ConditionSpec as ConditionSpec
from procurement_engine.rules.parts import RelationSpec as RelationSpec
from procurement_engine.rules.parts import as_names as as_names
from procurement_engine.rules.signature import Severity, Signature, cap_of, signature

#: The document types of `contract.md`; the notice side is where the law wants a clause first.
DOCUMENT_TYPES = (
    "bando",
    "disciplinare",
    "lettera_invito",
    "capitolato",
    "schema_contratto",
    "decisione_contrarre",
    "avviso_coprogrammazione",
    "avviso_coprogettazione",
    "convenzione_coprogettazione",
    "convenzione_381",
    "avviso_381",
    "accordo_partenariato",
    "atto_incarico",
    "progetto_servizio",
    "elenco_personale",
    "modulo",
    "regolamento",
    "altro",
)
#: The documents of a tender: for those published before the new code, the old one applies.
TENDER = frozenset({"bando", "disciplinare", "lettera_invito", "capitolato", "schema_contratto", "decisione_contrarre"})
#: The day d.lgs. 36/2023 took effect: drafts published before belong to the old code.
NEW_CODE = date(2023, 7, 1)
NOTICE_SIDE = frozenset({"bando", "disciplinare", "lettera_invito"})
WEIGHT: tuple[Severity, ...] = ("advice", "warning", "error")


class ElementSpec(Strict):
    """One thing asked or forbidden: in which words it is found, or which fact decides it.

    Or how many other elements are found (`of`) or missing (`lacking`): `at_least` so many. `percent`: the sentence must
    tell a percentage within it; `points`: what is found must be given such a part of the technical points (both 0-1).
    """

    WHERE: ClassVar[str] = "dentro un elemento (elements)"
    title: str = ""
    basis: Literal["law", "guideline", "policy"] = "law"
    severity: Literal["error", "warning", "advice"] = "error"
    message: str
    found_when: tuple[RelationSpec, ...] = ()
    unclear_when: tuple[RelationSpec, ...] = ()
    denied_when: tuple[RelationSpec, ...] = ()
    unless: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    at_least: int = 0
    percent: Bound | None = None
    points: Bound | None = None
    when: ConditionSpec | None = None
    test: ConditionSpec | None = None
    stated: str | None = None
    notes: str = ""
    _cap: Severity = PrivateAttr(default="error")

    def weight(self) -> Severity:
        """The severity, no higher than the file it is written in may claim: also where a layer joined it to another's rule."""
        return min(self.severity, self._cap, key=WEIGHT.index)

    @property
    def cap(self) -> Severity:
        """The most that the element may weigh."""
        return self._cap

    def capped(self, cap: Severity) -> None:
        """What the file as a whole may claim, told once by its rule."""
        self._cap = cap


class CitationSpec(Strict):
    """A source: a URN:NIR with its commas, or a label where no URN exists."""

    WHERE: ClassVar[str] = "dentro una citazione (citations)"
    urn: str | None = None
    comma: tuple[str, ...] = ()
    label: str = ""
    last_checked_on: Day


class VersionSpec(Strict):
    """The text in force over a stretch of time."""

    WHERE: ClassVar[str] = "dentro una versione (versions)"
    in_force_from: Day
    in_force_to: Day | None = None
    #: Why nothing was in force between the version before and this one.
    gap: str = ""
    citations: tuple[CitationSpec, ...]
    essential: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    applies_when: tuple[ConditionSpec, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> VersionSpec:
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise ValueError(f"la versione finisce ({self.in_force_to}) prima di cominciare ({self.in_force_from})")
        return self


class Expected(Strict):
    """What an inline test expects."""

    WHERE: ClassVar[str] = "sotto expect"
    outcome: str
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class InlineTest(Strict):
    """A passage and the outcome it must give; `also`: the texts of further documents of the dossier, by their type.

    `document` is the type of the passage's own document, where it is not the first in which the rule is judged.
    """

    WHERE: ClassVar[str] = "dentro una prova (tests)"
    name: str
    facts: dict[str, Any] = Field(default_factory=dict)
    as_of: Day
    text: str
    document: str = ""
    also: dict[str, str] = Field(default_factory=dict)
    expect: str | Expected

    def expected(self) -> Expected:
        """The expectation in its long form."""
        return self.expect if isinstance(self.expect, Expected) else Expected(outcome=self.expect)


class HistoryEntry(Strict):
    """A change of the rule file."""

    WHERE: ClassVar[str] = "dentro una voce di history"
    on: Day
    kind: str
    note: str


class RuleFile(Strict):
    """One requirement."""

    WHERE: ClassVar[str] = "in cima al file, senza rientro"
    id: str
    title: str
    summary: str
    confidence: Literal["H", "M", "L"]
    to_verify: str = ""
    reviewed_by: str | None = None
    reviewed_on: Day | None = None
    reviewed_hash: str | None = None
    status: Literal["draft", "in_force", "superseded", "repealed"] = "in_force"
    extends: bool = False
    judged_in: tuple[str, ...] = Field(min_length=1)
    judged_if_told_in: tuple[str, ...] = ()
    notice_first: bool = True
    applies_when: tuple[ConditionSpec, ...] = ()
    versions: tuple[VersionSpec, ...] = Field(min_length=1)
    elements: dict[str, ElementSpec]
    suggestion: ClauseFile | None = None
    assumptions: tuple[str, ...] = ()
    waiver: dict[str, Any] = Field(default_factory=dict)
    tests: tuple[InlineTest, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    _signature: Signature = PrivateAttr(default=Signature())

    @cached_property
    def asked_numbers(self) -> frozenset[str]:
        """The parameters that the rule asks for by name, as the file was read; of a copy ask `names` again."""
        return frozenset(names(self))

    @model_validator(mode="after")
    def _names_exist(self) -> RuleFile:
        used = {name for version in self.versions for name in (*version.essential, *version.forbidden)}
        used |= {name for element in self.elements.values() for name in (*element.unless, *element.of, *element.lacking)}
        used |= {name for spec in self.conditions() for name in spec.said()}
        if unknown := used - self.elements.keys():
            raise ValueError(f"elementi citati ma non definiti: {', '.join(sorted(unknown))}")
        if unknown := {*self.judged_in, *self.judged_if_told_in} - set(DOCUMENT_TYPES):
            raise ValueError(f"tipi di documento sconosciuti: {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _weighed(self) -> RuleFile:
        """Signature and cap are those of the file, so that they hold through all that layers do to the rule."""
        self._signature = signature(self)
        cap = cap_of(self)
        for element in self.elements.values():
            element.capped(cap)
        return self

    def weighed_as(self, filed: RuleFile) -> RuleFile:
        """The same rule with the signature and the caps of the one that it was made of."""
        self._signature = filed.signature
        for name, element in filed.elements.items():
            self.elements[name].capped(element.cap)
        return self

    @property
    def signature(self) -> Signature:
        """Who signed the file, and whether the signature still holds."""
        return self._signature

    def conditions(self) -> Iterator[ConditionSpec]:
        """Every condition of the rule: of application, of its versions, of its elements."""
        yield from self.applies_when
        for version in self.versions:
            yield from version.applies_when
        for element in self.elements.values():
            yield from (spec for spec in (element.when, element.test) if spec is not None)

    def version_on(self, day: date) -> VersionSpec | None:
        """The version in force on a day, None if there is none."""
        for version in self.versions:
            if version.in_force_from <= day and (version.in_force_to is None or day <= version.in_force_to):
                return version
        return None
