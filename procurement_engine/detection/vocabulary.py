"""Concepts: a thing drafts speak of, and the many terms they use for it.

A term is a row of words: "prendere alle proprie dipendenze". A word matches any inflection (by lemma); `assorb*`
matches a beginning; `a|b` either word, `(a b|c)` either row of words; `word?` and `(a b)?` may be left out; `..` skips
up to four words, `...` up to ten.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol, TypeAlias

import regex

from procurement_engine.detection.clauses import denies_a_word, opens_complement
from procurement_engine.detection.definitions import Definition, definitions
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.tables import column_spans
from procurement_engine.detection.words import form as form_of
from procurement_engine.detection.words import lemma

#: A group and its question mark, or a word.
_PIECE = regex.compile(r"\(([^()]*)\)(\??)|[^\s(]+|\(")
_GROUP = regex.compile(r"\(([^()]*)\)(\??)")
_DENIES = regex.compile(r"\b(?:non|né|senza|mai|nessun|alcun|nulla|niente)")
Span = tuple[int, int]  # token positions [first, last)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One word of a term: its alternatives as (form, lemma, is a prefix).

    What is written alike is one slot (see `_slot`), told from others by identity: they are looked up very often.
    """

    choices: tuple[tuple[str, str, bool], ...]
    optional: bool = False

    def positions(self, index: TextIndex) -> set[int]:
        """Where in a text this word stands; kept with the text, since many terms share their words."""
        known = index.positions.get(self)
        if known is not None:
            return known
        found = index.positions[self] = set()
        for form, base, prefix in self.choices:
            if prefix:
                found.update(index.with_prefix(form))
                continue
            if form in index.by_form:  # a text has few of the words of a vocabulary
                found.update(index.by_form[form])
            if base in index.by_lemma:
                found.update(index.by_lemma[base])
        return found


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of words of which one stands here."""

    rows: tuple[Row, ...]
    optional: bool


Row: TypeAlias = "tuple[Slot | Gap | Group, ...]"


@dataclass(frozen=True)
class Term:
    """A row of words, as written in a vocabulary. Read when first looked for: who tries one rule needs few of the terms."""

    text: str

    @cached_property
    def row(self) -> Row:
        """The words in their order.

        >>> Term("prend* (alle|a carico) dipendenze").row[0].choices
        (('prend', 'prend', True),)
        """
        return _row(self.text.replace("'", " ").replace("’", " "))


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


def expand(text: str) -> Iterator[str]:
    """A term for each choice of its groups.

    >>> list(expand("(dodici mesi|un anno) senza gare")), list(expand("(in via)? stabile"))
    (['dodici mesi senza gare', 'un anno senza gare'], ['in via stabile', ' stabile'])
    """
    group = _GROUP.search(text)
    if group is None:
        yield text
        return
    for choice in (*group[1].split("|"), *([""] if group[2] else [])):
        yield from expand(f"{text[: group.start()]}{choice}{text[group.end() :]}")


def _row(text: str) -> Row:
    return tuple(_part(piece) for piece in _PIECE.finditer(text))


def _part(piece: regex.Match[str]) -> Slot | Gap | Group:
    if piece[1] is None:
        return Gap(4 if len(piece[0]) == 2 else 10) if set(piece[0]) == {"."} else _slot(piece[0])
    if not set(piece[1]) & set(" .?"):  # a choice of single words is one slot
        return _slot(piece[1] + piece[2])
    return Group(tuple(_row(choice) for choice in piece[1].split("|")), bool(piece[2]))


@cache
def _slot(part: str) -> Slot:
    choices = []
    for word in part.removesuffix("?").split("|"):
        plain = word.rstrip("*").lower()
        choices.append((form_of(plain), lemma(plain), word.endswith("*")))
    return Slot(tuple(choices), part.endswith("?"))


def find(item: Term, index: TextIndex) -> Iterator[Span]:
    """All places of a term in a text, within one sentence."""
    row = item.row
    placed = _placed(row, index, _Done()) if _may_stand(row, index) else None
    if placed is None:
        return
    for start in sorted(_openings(row, index)):
        end = placed.end(start, index.units[index.unit_of[start]].last)
        if end is not None:
            yield start, end


def _may_stand(row: Row, index: TextIndex) -> bool:
    """Does the text have every word the row cannot do without?"""
    for part in row:
        if isinstance(part, Slot):
            if not part.optional and not part.positions(index):
                return False
        elif isinstance(part, Group) and not part.optional and not any(_may_stand(one, index) for one in part.rows):
            return False
    return True


def _openings(row: Row, index: TextIndex) -> set[int]:
    """Where the first word of a row stands."""
    found: set[int] = set()
    for part in row:
        if isinstance(part, Gap):
            break
        found |= part.positions(index) if isinstance(part, Slot) else set().union(*(_openings(r, index) for r in part.rows))
        if not part.optional:
            break
    return found


class _Placed(Protocol):
    """What remains of a row, looked for in one text."""

    def end(self, position: int, limit: int) -> int | None:
        """The end of the shortest match beginning at `position`, or None. Of choices the first written that fits."""


class _Done:
    """Nothing remains."""

    def end(self, position: int, limit: int) -> int | None:  # noqa: ARG002  # the limit is for words
        return position


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """A word, with where it stands in the text."""

    places: set[int]
    optional: bool
    after: _Placed

    def end(self, position: int, limit: int) -> int | None:
        if position < limit and position in self.places:
            end = self.after.end(position + 1, limit)
            if end is not None or not self.optional:
                return end
        return self.after.end(position, limit) if self.optional else None


@dataclass(frozen=True, slots=True, eq=False)
class _Skipped:
    """A gap."""

    most: int
    after: _Placed

    def end(self, position: int, limit: int) -> int | None:
        starts: Iterable[int] = range(position, position + self.most + 1)
        if isinstance(self.after, _Word) and not self.after.optional:
            starts = sorted(self.after.places.intersection(starts))  # the others would be tried for nothing
        for start in starts:
            end = self.after.end(start, limit)
            if end is not None:
                return end
        return None


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """The rows of a group, each with what follows the group."""

    rows: list[_Placed]

    def end(self, position: int, limit: int) -> int | None:
        for row in self.rows:
            end = row.end(position, limit)
            if end is not None:
                return end
        return None


def _placed(row: Row, index: TextIndex, after: _Placed) -> _Placed | None:
    """A row and what follows it, without the choices that this text has no words for; None where it has none for the row."""
    for part in reversed(row):
        if isinstance(part, Gap):
            after = _Skipped(part.most, after)
        elif isinstance(part, Slot):
            places = part.positions(index)
            if places:
                after = _Word(places, part.optional, after)
            elif not part.optional:
                return None
        else:
            rows = [placed for one in part.rows if (placed := _placed(one, index, after)) is not None]
            rows += [after] if part.optional else []
            if not rows:
                return None
            after = _Choice(rows)
    return after


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
            spans = {span for item in concept.terms for span in find(item, self.index) if not self._denied_within(item, span)}
            for other in concept.includes:
                spans.update(self.spans(other))
            idioms = [span for item in concept.exceptions for span in find(item, self.index)]
            spans = {span for span in spans if not any(idiom[0] < span[1] and span[0] < idiom[1] for idiom in idioms)}
            spans.update(self._columns.get(concept.column, ()))
            spans.update(self._by_own_name(spans))
            self._found[name] = tuple(sorted(spans))
        return self._found[name]

    @cached_property
    def _columns(self) -> dict[str, tuple[Span, ...]]:
        return column_spans(self.index)

    def _denied_within(self, item: Term, span: Span) -> bool:
        """Does a "non" that the term does not ask stand in its gap: "la legge non impone" is no "legge .. impone"?"""
        following = bisect_right(self._denials, span[0])
        inside = following < len(self._denials) and self._denials[following] < span[1] - 1
        return inside and not _DENIES.search(item.text)

    @cached_property
    def _denials(self) -> list[int]:
        """Where a "non" denies more than one word ("chi lavora, non pagato, ...") or what a clause within says."""
        tokens, nons = self.index.tokens, self.index.by_form.get("non", ())
        if not nons:
            return []
        harmless = {span[0] for item in self._concepts["not_negation"].terms for span in find(item, self.index)}
        return [
            at
            for at in nons
            if at not in harmless and not opens_complement(tokens, (at, at + 1)) and not denies_a_word(tokens, at + 1)
        ]

    @cached_property
    def _definitions(self) -> list[Definition]:
        return definitions(self.index)

    def _by_own_name(self, spans: set[Span]) -> set[Span]:
        """Where a thing is called by the name the draft has given it."""
        return {
            place for one in self._definitions if any(one.stands_for(self.index, span) for span in spans) for place in one.places
        }

    def between(self, name: str, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a concept that begin at a token of [start, end)."""
        spans = self.spans(name)
        return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]

    def any_of(self, names: Iterable[str]) -> list[Span]:
        """Where any of several concepts stands."""
        return [span for name in names for span in self.spans(name)]
