"""The evaluation file: rules, criteria, bids, marks, and what the minutes need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from procurement_engine.labour import Basis
from procurement_engine.numbers import Number, exact, plain, total
from procurement_engine.scoring.errors import Where
from procurement_engine.scoring.formulas import QualityFormula
from procurement_engine.scoring.method import Frozen, Identifier, Method, Name, Price, Threshold
from procurement_engine.scoring.rounding import RoundingPolicy

Kind = Literal["discretionary", "quantitative", "tabular"]
Mark = Fraction | bool | tuple[Fraction, ...]


def _read_mark(value: object) -> Mark:
    if isinstance(value, bool):
        return value
    if not isinstance(value, list | tuple):
        return exact(value)
    marks = []
    for number, item in enumerate(value, 1):
        try:
            marks.append(exact(item))
        except PydanticCustomError as error:
            raise PydanticCustomError("number", "voto {number}: {why}", {"number": number, "why": error.message()}) from None
    return tuple(marks)


def _write_mark(value: Mark) -> Any:
    if isinstance(value, bool):
        return value
    return [plain(item) for item in value] if isinstance(value, tuple) else plain(value)


MarkValue = Annotated[Any, BeforeValidator(_read_mark), PlainSerializer(_write_mark)]
#: One commissioner's comparisons on one criterion: "alfa/beta" -> "alfa 3", or "=" for parity.
PairTable = dict[str, str]


class Criterion(Frozen):
    """A criterion, or a branch of the tree that holds its sub-criteria."""

    id: Identifier
    title: str = ""
    weight: Number = Field(gt=0)
    kind: Kind | None = None
    formula: QualityFormula | None = None
    levels: tuple[Number, ...] | None = None
    scale: tuple[Number, ...] | None = None
    threshold: Threshold | None = None
    sub_criteria: tuple[Criterion, ...] = ()

    def leaves(self) -> Iterator[Criterion]:
        """The criteria that get marks."""
        if not self.sub_criteria:
            yield self
        for child in self.sub_criteria:
            yield from child.leaves()

    def tree(self) -> Iterator[Criterion]:
        """This criterion and everything under it."""
        yield self
        for child in self.sub_criteria:
            yield from child.tree()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.id} {self.title}".strip()


#: A level of a collective agreement: stands before a colon in a cell of the workbook.
Level = Annotated[str, BeforeValidator(lambda v: str(v) if type(v) is int else v), StringConstraints(pattern=r"^[^:;]+$")]


class EconomicDeclaration(Frozen):
    """What a bidder declares even where the price is fixed (art. 108 c. 9); `hours` by level over the base duration."""

    labour_cost: Number | None = Field(default=None, ge=0)
    safety_cost: Number | None = Field(default=None, ge=0)
    other_costs: Number | None = Field(default=None, ge=0)
    ccnl: str = ""
    hours: dict[Level, Annotated[Number, Field(gt=0)]] = Field(default_factory=dict)


class Bid(Frozen):
    """One bid: its marks by criterion, and what it offers."""

    id: Identifier
    name: str = ""
    marks: dict[Name, MarkValue] = Field(default_factory=dict)
    price: Number | dict[Name, Number] | None = None
    economic_declaration: EconomicDeclaration | None = None
    excluded_after_close: str | None = None

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or self.id

    def offer(self, component: str) -> Fraction | None:
        """The value offered for one element of the price."""
        return self.price.get(component) if isinstance(self.price, dict) else self.price


class Commission(Frozen):
    """Who judged, by what act, having declared what."""

    members: tuple[str, ...] = ()
    roles: dict[str, str] = Field(default_factory=dict)
    appointment: str = ""
    declarations: str = ""

    @model_validator(mode="after")
    def _roles_of_members(self) -> Commission:
        for name in self.roles:
            if name not in self.members:
                raise PydanticCustomError("formula", "ha un ruolo ma non è tra i componenti «{name}»", {"name": name})
        return self


class Session(Frozen):
    """One sitting of the commission."""

    date: date
    place: str = ""
    note: str = ""


class _Part(Frozen):
    """What a lot may hold of its own."""

    title: str = ""
    cig: str = ""
    price: Price | None = None
    method: Method | None = None
    criteria: tuple[Criterion, ...] = ()
    commissioners: tuple[Name, ...] = ()
    bids: tuple[Bid, ...] = ()
    pairwise: dict[str, tuple[PairTable, ...]] = Field(default_factory=dict)
    reasons: dict[str, dict[str, str]] = Field(default_factory=dict)
    draw: tuple[Name, ...] = ()
    labour: Basis | None = None


class Lot(_Part):
    """A lot: what it does not say is said once for all lots."""

    id: Identifier


class Evaluation(_Part):
    """A whole tender, as its own rules and its commission describe it."""

    published_on: date | None = None
    commission: Commission | None = None
    sessions: tuple[Session, ...] = ()
    lots: tuple[Lot, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """One scoring per lot; a tender without lots is a single one."""
        return tuple(Part.of(self, number) for number in range(len(self.lots))) or (Part.of(self, None),)


@dataclass(frozen=True)
class Part:
    """Everything one ranking is computed from."""

    lot: str | None
    title: str
    cig: str
    price: Price
    method: Method
    criteria: tuple[Criterion, ...]
    commissioners: tuple[str, ...]
    bids: tuple[Bid, ...]
    pairwise: dict[str, tuple[PairTable, ...]]
    reasons: dict[str, dict[str, str]]
    draw: tuple[str, ...]
    labour: Basis | None
    origin: Where
    own: frozenset[str]

    @classmethod
    def of(cls, whole: Evaluation, number: int | None) -> Part:
        """The lot's own word where it has one, else the word for all."""
        lot = None if number is None else whole.lots[number]
        own = {name for name in _Part.model_fields if lot and getattr(lot, name)}
        values = {name: getattr(lot if name in own else whole, name) for name in _Part.model_fields}
        values["price"] = values["price"] or Price()
        values["method"] = values["method"] or Method()
        origin = () if number is None else ("lots", number)
        return cls(lot=lot.id if lot else None, origin=origin, own=frozenset(own), **values)

    def where(self, field: str, *path: str | int) -> Where:
        """The path of something of this part in the whole evaluation."""
        return (*(self.origin if field in self.own else ()), field, *path)

    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria that get marks, in the order of the file."""
        return tuple(leaf for criterion in self.criteria for leaf in criterion.leaves())

    @cached_property
    def policy(self) -> RoundingPolicy:
        """The rounding in force, ready to apply."""
        return RoundingPolicy(self.method.rounding_rules)

    def by_comparison(self) -> bool:
        """Whether bids are compared two by two: the method says so and there are enough of them."""
        return self.method.compares and len(self.bids) >= self.method.pairwise_min_bids

    def scale(self, leaf: Criterion) -> tuple[Fraction, ...] | None:
        """The grades a commissioner may give on a criterion, if the rules fix them."""
        return leaf.scale or self.method.scale

    @property
    def quality_points(self) -> Fraction:
        """The points of all criteria together."""
        return total(criterion.weight for criterion in self.criteria)

    @property
    def price_points(self) -> Fraction:
        """The points of the price: none where it is fixed."""
        return total(component.points for component in self.price.parts)
