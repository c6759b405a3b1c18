"""What a report is made of, whatever it is written as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from procurement_engine.impact.render.drawing import Drawing


@dataclass(frozen=True)
class Heading:
    """A title in the page."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Words:
    """A paragraph; `strong`: the sentence to read if only one is read; `small`: a note."""

    text: str
    strong: bool = False
    small: bool = False


@dataclass(frozen=True)
class Points:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table: `figures` are the columns set to the right, `widths` centimetres on paper (the rest is shared)."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: frozenset[int] = frozenset()
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing with the sentence that says how to read it."""

    drawing: Drawing
    caption: str


Block = Heading | Words | Points | Grid | Picture


@dataclass
class Page:
    """A whole report."""

    title: str
    lang: str = "it"
    blocks: list[Block] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        """Go on with these."""
        self.blocks.extend(blocks)
