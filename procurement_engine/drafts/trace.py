"""Texts that remember where each of their characters came from, for those who write back into the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

from procurement_engine.drafts.tidy import tidy

#: A node of the source and an offset in its own text; None where a character stands in no node (a separator, a number).
Place = tuple[Any, int]


class Traced(str):
    """A text with the place of each character, worked out only when asked for."""

    __slots__ = ("_where",)
    _where: Callable[[], list[Place | None]]

    def __new__(cls, text: str, where: Callable[[], list[Place | None]]) -> Self:
        """`where` gives one place for each character of `text`."""
        traced = super().__new__(cls, text)
        traced._where = where
        return traced

    def places(self) -> list[Place | None]:
        """One place a character."""
        return self._where()


def piece(node: Any, text: str) -> Traced:
    """The text that a node holds, or (a tab, a symbol) is shown as."""
    return Traced(text, lambda: [(node, at) for at in range(len(text))])


def places_of(text: str) -> list[Place | None]:
    """The places of any text; a plain one has none."""
    return text.places() if isinstance(text, Traced) else [None] * len(text)


def join(separator: str, parts: Iterable[str]) -> str:
    """`separator.join(parts)`, traced if a part is."""
    parts = tuple(parts)
    text = separator.join(parts)
    if not any(isinstance(part, Traced) for part in parts):
        return text

    def where() -> list[Place | None]:
        found: list[Place | None] = []
        for number, part in enumerate(parts):
            found += [None] * len(separator) if number else []
            found += places_of(part)
        return found

    return Traced(text, where)


def tidied(pieces: Sequence[str]) -> str:
    """`tidy` of the pieces together, traced if a piece is."""
    raw = join("", pieces)
    text = tidy(raw)
    return Traced(text, lambda: _follow(raw, text)) if isinstance(raw, Traced) else text


def _follow(raw: str, text: str) -> list[Place | None]:
    """Where the characters of a tidied text stood. Should the two ever not agree, only its ends are told."""
    shown: list[str] = []
    found: list[Place | None] = []
    places = places_of(raw)
    at = 0
    while at < len(raw):
        end = at + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        for sign in _shown(raw[at:end]):
            if sign != " " or (shown and shown[-1] != " "):
                shown.append(sign)
                found.append(places[at])
        at = end
    if shown and shown[-1] == " ":
        del shown[-1], found[-1]
    if "".join(shown) == text:
        return found
    known = [place for place in places if place is not None]
    return [*known[:1], *[None] * (len(text) - 2), *known[-1:]][: len(text)]


def _shown(signs: str) -> str:
    return signs if signs.isascii() and signs.isprintable() else tidy(f"x{signs}x")[1:-1]
