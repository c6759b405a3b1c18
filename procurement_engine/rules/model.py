"""The rule file: one requirement, as a lawyer writes it. `docs/regole.md` explains every key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

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
_OPERATORS = ("equals", "in", "at_least", "at_most", "above", "below", "contains")


class Strict(BaseModel):
    """Base of all parts of a rule: immutable, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ConditionSpec(Strict):
    """A test of one fact, or `all`, `any`, `not` of others. `else` is the reason given when it is false."""

    fact: str | None = None
    equals: Any = None
    in_: tuple[Any, ...] | None = Field(default=None, alias="in")
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    contains: Any = None
    all_: tuple[ConditionSpec, ...] | None = Field(default=None, alias="all")
    any_: tuple[ConditionSpec, ...] | None = Field(default=None, alias="any")
    not_: ConditionSpec | None = Field(default=None, alias="not")
    else_: str = Field(default="", alias="else")

    @model_validator(mode="after")
    def _one_meaning(self) -> ConditionSpec:
        branches = [part for part in (self.fact, self.all_, self.any_, self.not_) if part is not None]
        if len(branches) != 1:
            raise ValueError("una condizione ha una sola fra le chiavi fact, all, any, not")
        if () in (self.all_, self.any_):
            raise ValueError("«all» e «any» vogliono almeno una condizione")
        if (self.fact is not None) != (len(self.operators()) == 1):
            raise ValueError(f"una condizione su un fatto ha un solo confronto fra {', '.join(_OPERATORS)}")
        return self

    def operators(self) -> dict[str, Any]:
        """The comparison given, by name."""
        values = {name: getattr(self, "in_" if name == "in" else name) for name in _OPERATORS}
        return {name: value for name, value in values.items() if value is not None}

    def said(self) -> Iterator[str]:
        """The elements of its own rule that the condition asks about: `{fact: said, contains: derogation}`."""
        if self.fact == "said":
            yield str(self.contains)
        for part in (*(self.all_ or ()), *(self.any_ or ()), *((self.not_,) if self.not_ else ())):
            yield from part.said()

    def facts(self) -> Iterator[str]:
        """The facts that the condition asks about."""
        if self.fact is not None:
            yield self.fact
        for part in (*(self.all_ or ()), *(self.any_ or ()), *((self.not_,) if self.not_ else ())):
            yield from part.facts()


class RelationSpec(BaseModel):
    """Roles (any name: who, does, whom, what, how, when...) to concepts, and how they stand together."""

    model_config = ConfigDict(frozen=True, extra="allow")

    within: Literal["sentence", "pair", "paragraph", "article", "document"] = "sentence"
    mode: Literal["said", "duty", "denied", "any"] = "said"
    about: str | tuple[str, ...] = ()
    without: str | tuple[str, ...] = ()
    not_under: str | tuple[str, ...] = ()
    anywhere: bool = False

    def roles(self) -> dict[str, tuple[str, ...]]:
        """Role -> concepts that may fill it."""
        extra: dict[str, Any] = self.__pydantic_extra__ or {}
        return {role: as_names(value) for role, value in extra.items()}


class ElementSpec(Strict):
    """One thing asked or forbidden: in which words it is found, or which fact decides it.

    Or how many other elements are found (`of`) or missing (`lacking`): `at_least` so many.
    """

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

    urn: str | None = None
    comma: tuple[str, ...] = ()
    label: str = ""
    last_checked_on: date


class VersionSpec(Strict):
    """The text in force over a stretch of time."""

    in_force_from: date
    in_force_to: date | None = None
    citations: tuple[CitationSpec, ...]
    essential: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    applies_when: tuple[ConditionSpec, ...] = ()


class Expected(Strict):
    """What an inline test expects."""

    outcome: str
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class InlineTest(Strict):
    """A passage and the outcome it must give; `also`: the texts of further documents of the dossier, by their type."""

    name: str
    facts: dict[str, Any] = {}
    as_of: date
    text: str
    also: dict[str, str] = {}
    expect: str | Expected

    def expected(self) -> Expected:
        """The expectation in its long form."""
        return self.expect if isinstance(self.expect, Expected) else Expected(outcome=self.expect)


class HistoryEntry(Strict):
    """A change of the rule file."""

    on: date
    kind: str
    note: str


class RuleFile(Strict):
    """One requirement."""

    id: str
    title: str
    summary: str
    confidence: Literal["H", "M", "L"]
    to_verify: str = ""
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    reviewed_hash: str | None = None
    status: Literal["draft", "in_force", "superseded", "repealed"] = "in_force"
    extends: bool = False
    judged_in: tuple[str, ...]
    notice_first: bool = True
    applies_when: tuple[ConditionSpec, ...] = ()
    versions: tuple[VersionSpec, ...]
    elements: dict[str, ElementSpec]
    suggestion: str | None = None
    assumptions: tuple[str, ...] = ()
    waiver: dict[str, Any] = {}
    tests: tuple[InlineTest, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    _signature: Signature = PrivateAttr(default=Signature())

    @model_validator(mode="after")
    def _names_exist(self) -> RuleFile:
        used = {name for version in self.versions for name in (*version.essential, *version.forbidden)}
        used |= {name for element in self.elements.values() for name in (*element.unless, *element.of, *element.lacking)}
        used |= {name for spec in self.conditions() for name in spec.said()}
        if unknown := used - self.elements.keys():
            raise ValueError(f"elementi citati ma non definiti: {', '.join(sorted(unknown))}")
        if unknown := set(self.judged_in) - set(DOCUMENT_TYPES):
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


def as_names(value: Any) -> tuple[str, ...]:
    """One name or several, always as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)
