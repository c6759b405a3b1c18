"""Parts of a rule file that stand inside others: conditions on facts, relations between concepts, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from procurement_engine.rules.parameters import Number

#: The name of a file of tender_templates/clausole/: no folder, so that no rule reads elsewhere.
_CLAUSE = re.compile(r"[\w-]+\.md\.j2")
OPERATORS = ("equals", "in", "at_least", "at_most", "above", "below", "contains")


def _no_number(value: Any) -> Any:
    """A bare year or a number is no date (pydantic would count seconds from 1970)."""
    if isinstance(value, (int, float)):
        raise ValueError(f'ci si aspetta una data come "2024-12-31", non «{value}»')  # noqa: TRY004  pydantic's own
    return value


def _clause_file(value: Any) -> Any:
    if isinstance(value, str) and not _CLAUSE.fullmatch(value):
        raise ValueError(f"«{value}» non è il nome di un file di clausola, come stabilita_occupazionale.md.j2")
    return value


Day = Annotated[date, BeforeValidator(_no_number)]
ClauseFile = Annotated[str, BeforeValidator(_clause_file)]


class Strict(BaseModel):
    """Base of all parts of a rule: immutable, no unknown key. `WHERE` says in which part of the file it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    WHERE: ClassVar[str] = ""


class ConditionSpec(Strict):
    """A test of one fact, or `all`, `any`, `not` of others. `else` is the reason given when it is false."""

    WHERE: ClassVar[str] = "in una condizione (applies_when, when, test)"
    fact: str | None = None
    equals: Any = None
    in_: tuple[Any, ...] | None = Field(default=None, alias="in")
    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None
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
            raise ValueError(f"una condizione su un fatto ha un solo confronto fra {', '.join(OPERATORS)}")
        return self

    def operators(self) -> dict[str, Any]:
        """The comparison given, by name."""
        values = {name: getattr(self, "in_" if name == "in" else name) for name in OPERATORS}
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


#: Keys of an element that people write within its relations.
_OF_ELEMENT = ("percent", "points", "unless", "message", "severity", "basis", "lacking")


class RelationSpec(BaseModel):
    """Roles (any name: who, does, whom, what, how, when...) to concepts, and how they stand together."""

    model_config = ConfigDict(frozen=True, extra="allow")
    WHERE: ClassVar[str] = "in una relazione (found_when, unclear_when, denied_when)"

    within: Literal["sentence", "pair", "paragraph", "article", "document"] = "sentence"
    mode: Literal["said", "duty", "denied", "any"] = "said"
    about: str | tuple[str, ...] = ()
    without: str | tuple[str, ...] = ()
    not_under: str | tuple[str, ...] = ()
    anywhere: bool = False

    @model_validator(mode="after")
    def _roles_name_concepts(self) -> RelationSpec:
        extra: dict[str, Any] = self.__pydantic_extra__ or {}
        for role, names in extra.items():
            listed = isinstance(names, (list, tuple)) and bool(names) and all(isinstance(name, str) for name in names)
            named = isinstance(names, str) or listed
            if role in _OF_ELEMENT and not (named and role == "points"):  # a role may be called points
                raise ValueError(f"«{role}» non va nella relazione ma nell'elemento, accanto a found_when e con lo stesso rientro")
            if not named:
                raise ValueError(f"il ruolo «{role}» vuole il nome di un concetto, o un elenco di nomi")
        if not extra:
            raise ValueError("una relazione vuole almeno un ruolo (does, what, who...) con il suo concetto")
        return self

    def roles(self) -> dict[str, tuple[str, ...]]:
        """Role -> concepts that may fill it."""
        extra: dict[str, Any] = self.__pydantic_extra__ or {}
        return {role: as_names(value) for role, value in extra.items()}


def as_names(value: Any) -> tuple[str, ...]:
    """One name or several, always as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)
