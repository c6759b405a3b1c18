"""What is told of a requirement, whatever it is written as: all in words of the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["asked", "forbidden", "helper"]


@dataclass(frozen=True)
class Source:
    """A provision; `url` leads to its text as in force on the day, on Normattiva alone."""

    label: str
    url: str | None
    checked_on: date


@dataclass(frozen=True)
class Text:
    """The text of the obligation over a stretch of time; `when` says how it stands to the day: past, now, to come."""

    since: date
    until: date | None
    when: Literal["past", "now", "to_come"]
    sources: tuple[Source, ...]
    asked: tuple[str, ...]
    forbidden: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """An element: how much it weighs (and would weigh, once signed), and in which words it is recognised."""

    name: str
    title: str
    kind: Kind
    basis: str
    severity: str
    weight: str
    message: str
    recognised: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """An inline test as an example: `passages` are (type of document, text)."""

    name: str
    kind: Literal["right", "wrong", "open", "excluded"]
    day: date
    facts: str
    passages: tuple[tuple[str, str], ...]
    expected: str


@dataclass(frozen=True)
class Wordings:
    """A concept that the rule relies on, with some of the terms that stand for it."""

    name: str
    about: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """What one layer says of a requirement; `role`: it defines it, adds to a lower layer's, or has taken its place."""

    layer: str
    role: Literal["base", "adds", "replaced"]
    title: str
    summary: str
    status: str
    status_key: str
    confidence: str
    confidence_key: Literal["H", "M", "L"]
    cap: str
    to_verify: str
    signature: Literal["unsigned", "valid", "stale"]
    signed: str
    texts: tuple[Text, ...]
    judged_in: str
    where: str
    conditions: tuple[str, ...]
    exclusions: tuple[str, ...]
    elements: tuple[Told, ...]
    examples: tuple[Example, ...]
    assumptions: tuple[str, ...]
    waiver: str
    suggestion: str
    history: tuple[tuple[date, str], ...]
    wordings: tuple[Wordings, ...]

    @property
    def now(self) -> Text | None:
        """The text in force on the day."""
        return next((text for text in self.texts if text.when == "now"), None)

    def named(self, kind: str) -> tuple[Example, ...]:
        """The examples of one kind."""
        return tuple(example for example in self.examples if example.kind == kind)


@dataclass(frozen=True)
class RulePage:
    """A requirement: first the chapter that holds, then those of layers that add to it, then those replaced."""

    id: str
    family: str
    chapters: tuple[Chapter, ...]
    related: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]

    @property
    def main(self) -> Chapter:
        """The chapter that gives the page its title."""
        return self.chapters[0]

    @property
    def layers(self) -> tuple[str, ...]:
        """Every layer that has a say."""
        return tuple(chapter.layer for chapter in self.chapters)

    @property
    def signature(self) -> str:
        """The worst signature among the files that hold."""
        states = [chapter.signature for chapter in self.chapters if chapter.role != "replaced"]
        return next(state for state in ("stale", "unsigned", "valid") if state in states)


@dataclass(frozen=True)
class Handbook:
    """All pages, as of a day."""

    pages: Sequence[RulePage]
    layers: tuple[tuple[str, str], ...]
    day: date
    lang: str
    to_sign: tuple[tuple[str, str, str], ...]  # (id, layer, what is said of its signature)
