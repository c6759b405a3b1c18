"""What the headings of a table mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from procurement_engine.indicators.words import lists, plain

_YEAR = re.compile(r"\b(20[2-5]\d)\b")
_STEP = re.compile(r"\b(?:anno|mese|mesi|year|month)\b(?! of| di)|^t ?\d$|\b[ty]\d\b|\b(?:i|ii|iii|iv|v) anno\b")
_LIKE_TARGET = {"target", "baseline"}
#: Roles that may be what a line is about.
_SUBJECTS = frozenset({"indicator", "outcome", "result", "kind"})


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

    @property
    def settled(self) -> bool:
        """It says by itself what the column holds."""
        return bool(self.roles)

    @property
    def stage(self) -> bool:
        """A value at a year or step, and nothing else."""
        return self.step and not self.roles - {"target"}


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
    single = _singular(words)
    left, roles = f" {single} ", set()
    for phrase, role in _phrases():
        if f" {phrase} " in left and (phrase == single or role not in _ALONE):
            roles.add(role)
            left = left.replace(f" {phrase} ", " · ", 1)
    year = _YEAR.search(words)
    return Heading(text, frozenset(_expanded(roles)), int(year[1]) if year else None, bool(year or _STEP.search(words)))


#: Words that mean a column only where they are the whole heading: "Ogni", "Misura", "Anno", "Nr".
_ALONE = frozenset({"number", "every", "measured", "date"})


def _expanded(roles: set[str]) -> set[str]:
    """A logframe's "means of verification" says both where the figure is and how it is checked."""
    if "source_and_verification" in roles:
        roles = roles - {"source_and_verification"} | {"source", "verification"}
    if "every" in roles:
        roles = roles - {"every"} | {"frequency"}
    if "indicator" in roles and "outcome" in roles:  # "indicatore di esito" is an indicator
        roles = roles - {"outcome", "result"}
    if "indicator" in roles:  # "indicatore di risultato", "descrizione dell'indicatore"
        roles = roles - {"result", "kind", "name"}
    if roles & _LIKE_TARGET:  # "valore finale", "obiettivo numerico", "prima misura"
        roles = roles - {"outcome", "result", "kind", "activity"}
    if "outcome" in roles:
        roles = roles - {"name", "result"}
    return roles


def worth(headings: list[Heading], *, announced: bool = False) -> int:
    """How sure it is that these are the headings of a table of indicators: 0 if they are not.

    `announced`: the words above speak of indicators, so that a column that only names things names them.
    """
    roles = {role for one in headings for role in one.roles}
    stages = sum(one.stage for one in headings)
    if stages > 1 or (stages and "baseline" in roles):
        roles.add("target")
    measured = {"target", "result", "baseline", "source", "frequency", "verification"}
    named = "name" in roles and bool(roles & {"unit", "measured"} and "target" in roles and (announced or "baseline" in roles))
    subject = "indicator" in roles or ("outcome" in roles and roles & {"target", "result"}) or named
    beside = roles & (measured | {"outcome", "formula"} if "indicator" in roles else measured)
    if not subject or not beside or (roles & {"points"} and "indicator" not in roles):
        return 0
    return len(roles - {"number", "note", "points"}) * 2 - sum(len(one.text) > 60 for one in headings)


def is_level(text: str) -> bool:
    """Words that only say a level: "Outputs", "Esiti di medio periodo", "Obiettivo specifico"."""
    words = plain(text).split()
    return 0 < len(words) < 5 and words[0] in lists()["levels"]
