"""Concepts: a thing drafts speak of, and the many terms they use for it.

A term is a row of words: "prendere alle proprie dipendenze". A word matches any inflection (by lemma); `assorb*`
matches a beginning; `a|b` either word, `(a b|c)` either row of words; `word?` may be left out; `..` skips up to four
words, `...` up to ten.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import regex

from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.tables import column_spans
from procurement_engine.detection.words import form as form_of
from procurement_engine.detection.words import lemma

_GROUP = regex.compile(r"\(([^()]*)\)")
Span = tuple[int, int]  # token positions [first, last)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One word of a term: its alternatives as (form, lemma, is a prefix), or a gap of up to `gap` words.

    What is written alike is one slot (see `_slot`), told from others by identity: they are looked up very often.
    """

    choices: tuple[tuple[str, str, bool], ...] = ()
    optional: bool = False
    gap: int = 0

    def positions(self, index: TextIndex) -> set[int]:
        """Where in a text this word stands; kept with the text, since many terms share their words."""
        known = index.positions.get(self)
        if known is not None:
            return known
        found = index.positions[self] = set()
        for form, base, prefix in self.choices:
            if prefix:
                found.update(index.with_prefix(form))
            else:
                found.update(index.by_form.get(form, ()))
                found.update(index.by_lemma.get(base, ()))
        return found


@dataclass(frozen=True)
class Term:
    """A row of slots, as written in a vocabulary. Read when first looked for: who tries one rule needs few of the terms."""

    text: str

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The words in their order.

        >>> Term("prend* alle? proprie dipendenze").slots[0].choices
        (('prend', 'prend', True),)
        """
        return tuple(_slot(part) for part in self.text.replace("'", " ").replace("’", " ").split())


@dataclass(frozen=True)
class Concept:
    """A named set of terms; `includes` are other concepts whose terms count as well.

    `exceptions` are idioms in which the words mean something else ("assume la responsabilità" hires nobody). `column`: it
    also stands in the cells of that column of a table of indicators, whatever their words (`tables.py`).
    """

    name: str
    about: str
    terms: tuple[Term, ...]
    includes: tuple[str, ...] = ()
    exceptions: tuple[Term, ...] = ()
    column: str = ""

    @cached_property
    def by_opening(self) -> dict[Slot, list[Term]]:
        """The terms by their first word: where a text does not have it, none of them need be looked for."""
        found: dict[Slot, list[Term]] = {}
        for term in dict.fromkeys(self.terms):  # groups in groups expand to some twice
            found.setdefault(term.slots[0], []).append(term)
        return found


def expand(text: str) -> Iterator[str]:
    """A term for each choice of its groups of several words, the innermost first.

    >>> list(expand("(dodici mesi|un anno) senza gare")), list(expand("((di|a) tutti|ogni) lotto"))
    (['dodici mesi senza gare', 'un anno senza gare'], ['di tutti lotto', 'ogni lotto', 'a tutti lotto', 'ogni lotto'])
    """
    group = _GROUP.search(text)
    if group is None:
        yield text
        return
    for choice in group[1].split("|"):
        yield from expand(f"{text[: group.start()]}{choice}{text[group.end() :]}")


@cache
def _slot(part: str) -> Slot:
    if set(part) == {"."}:
        return Slot(gap=4 if len(part) == 2 else 10)
    optional = part.endswith("?")
    choices = []
    for word in part.rstrip("?").split("|"):
        plain = word.rstrip("*").lower()
        choices.append((form_of(plain), lemma(plain), word.endswith("*")))
    return Slot(tuple(choices), optional)


def find(item: Term, index: TextIndex) -> Iterator[Span]:
    """All places of a term in a text, within one sentence."""
    places: list[set[int] | None] = []
    for slot in item.slots:
        place = slot.positions(index) if slot.choices else None
        if slot.choices and not slot.optional and not place:
            return
        places.append(place)
    for start in sorted(places[0] or ()):
        unit = index.unit_of[start]
        end = _extend(item.slots, places, 1, start + 1, index.units[unit].last)
        if end is not None:
            yield start, end


def _extend(slots: tuple[Slot, ...], places: list[set[int] | None], at: int, position: int, limit: int) -> int | None:
    """The end of the shortest match of slots[at:] beginning at `position`, or None."""
    if at == len(slots):
        return position
    slot, place = slots[at], places[at]
    if place is None:
        for skip in range(slot.gap + 1):
            end = _extend(slots, places, at + 1, position + skip, limit)
            if end is not None:
                return end
        return None
    if position < limit and position in place:
        end = _extend(slots, places, at + 1, position + 1, limit)
        if end is not None:
            return end
    return _extend(slots, places, at + 1, position, limit) if slot.optional else None


class Lookup:
    """Finds concepts in one text, each once."""

    def __init__(self, index: TextIndex, concepts: Mapping[str, Concept]) -> None:
        self.index = index
        self._concepts = concepts
        self._found: dict[str, tuple[Span, ...]] = {}

    def spans(self, name: str) -> tuple[Span, ...]:
        """Where a concept stands in the text, in order. KeyError for a concept that no vocabulary defines."""
        if name not in self._found:
            concept = self._concepts[name]
            spans: set[Span] = set()
            for opening, terms in concept.by_opening.items():
                if opening.optional or opening.positions(self.index):
                    for item in terms:
                        spans.update(find(item, self.index))
            for other in concept.includes:
                spans.update(self.spans(other))
            idioms = [span for item in concept.exceptions for span in find(item, self.index)]
            spans = {span for span in spans if not any(idiom[0] < span[1] and span[0] < idiom[1] for idiom in idioms)}
            spans.update(self._columns.get(concept.column, ()))
            self._found[name] = tuple(sorted(spans))
        return self._found[name]

    @cached_property
    def _columns(self) -> dict[str, tuple[Span, ...]]:
        return column_spans(self.index)

    def between(self, name: str, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a concept that begin at a token of [start, end)."""
        spans = self.spans(name)
        return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]

    def any_of(self, names: Iterable[str]) -> list[Span]:
        """Where any of several concepts stands."""
        return [span for name in names for span in self.spans(name)]
