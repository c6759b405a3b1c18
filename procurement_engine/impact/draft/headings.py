"""What the headings of a table mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from procurement_engine.impact.words import lists, plain

_YEAR = re.compile(r"\b(20[2-5]\d)\b")
_STEP = re.compile(r"\b(?:anno|mese|mesi|year|month)\b|^t ?\d$|\b(?:i|ii|iii|iv|v) anno\b")
_LIKE_TARGET = {"target", "baseline"}


@dataclass(frozen=True)
class Heading:
    """The roles of a column, and the year or step it is about."""

    text: str
    roles: frozenset[str] = field(default=frozenset())
    year: int | None = None
    step: bool = False

    def has(self, role: str) -> bool:
        """The column plays that role."""
        return role in self.roles


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    pairs = [(_singular(plain(phrase)), role) for role, phrases in lists()["columns"].items() for phrase in phrases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _singular(words: str) -> str:
    """English plurals lose their s; Italian words seldom end in one."""
    return " ".join(word.removesuffix("s") if len(word) > 4 else word for word in words.split())


@cache
def heading(text: str) -> Heading:
    """The longest phrases first, each place of the text used once.

    >>> sorted(heading("Fonte e frequenza").roles), heading("Arrivo (2029)").year
    (['frequency', 'source'], 2029)
    """
    words = plain(text)
    if not words or len(words) > 90:
        return Heading(text)
    left, roles = f" {_singular(words)} ", set()
    for phrase, role in _phrases():
        if f" {phrase} " in left and not (len(phrase) < 3 and phrase != words and role == "number"):
            roles.add(role)
            left = left.replace(f" {phrase} ", " · ", 1)
    year = _YEAR.search(words)
    return Heading(text, frozenset(_expanded(roles)), int(year[1]) if year else None, bool(year or _STEP.search(words)))


def _expanded(roles: set[str]) -> set[str]:
    """A logframe's "means of verification" says both where the figure is and how it is checked."""
    if "source_and_verification" in roles:
        roles = roles - {"source_and_verification"} | {"source", "verification"}
    if "indicator" in roles and "outcome" in roles:  # "indicatore di esito" is an indicator
        roles = roles - {"outcome", "result"}
    if "indicator" in roles:  # "indicatore di risultato", "indicatori oggettivamente verificabili"
        roles = roles - {"result", "kind"}
    if roles & _LIKE_TARGET:  # "valore finale", "obiettivo numerico", "prima misura"
        roles = roles - {"outcome", "result", "kind"}
    return roles


def worth(headings: list[Heading]) -> int:
    """How sure it is that these are the headings of a table of indicators: 0 if they are not."""
    roles = {role for one in headings for role in one.roles}
    years = sum(one.step and not one.roles - _LIKE_TARGET for one in headings)
    if years > 1:
        roles.add("target")
    subject = "indicator" in roles or ("outcome" in roles and roles & {"target", "result"})
    beside = roles & {"target", "result", "baseline", "source", "frequency", "verification"}
    if not subject or not beside or (roles & {"points"} and "indicator" not in roles):
        return 0
    return len(roles - {"number", "note", "points"}) * 2 - sum(len(one.text) > 60 for one in headings)
