"""What a draft tells without disposing it: what once was, what was dropped, what others do, a made-up case, mere words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procurement_engine.detection.polarity import clause
from procurement_engine.detection.verbs import is_finite, is_past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procurement_engine.detection.index import TextIndex
    from procurement_engine.detection.vocabulary import Lookup, Span

#: Concepts whose clause disposes nothing by itself, and one whose clause does not if all it says lies in the past.
_TOLD, _BYGONE = ("supposed", "done_elsewhere", "made_up"), "bygone"
#: Quotation marks, and how many words may lead to them.
_OPENING, _CLOSING, _NEAR = frozenset('«"“'), frozenset('»"”'), 4


def told(index: TextIndex, lookup: Lookup) -> set[int]:
    """The positions of the words that only tell."""
    positions = _named(index, lookup)
    for name in _TOLD:
        for span in lookup.spans(name):
            positions.update(range(*_clause_of(index, span)))
    for span in lookup.spans(_BYGONE):
        positions.update(_tale(index, span))
    return positions


def _clause_of(index: TextIndex, span: Span) -> Span:
    unit = index.units[index.unit_of[span[0]]]
    return clause(index, span, unit.first, unit.last)


def _tale(index: TextIndex, bygone: Span) -> Iterator[int]:
    """The positions of what is told of the past: an aside, else the clause of the words for it and those that go on from it."""
    stretch, last = _clause_of(index, bygone), index.units[index.unit_of[bygone[0]]].last
    aside = _aside(index, stretch, bygone)
    if aside and _is_past(index, aside, bygone):
        yield from range(*aside)
        return
    goes_on = _is_past(index, stretch, bygone)
    while goes_on:
        yield from range(*stretch)
        stretch = clause(index, (stretch[1] + 1, stretch[1] + 1), stretch[1] + 1, last)
        goes_on = stretch[0] < stretch[1] and (_is_past(index, stretch, bygone) or _lists(index, stretch))


def _lists(index: TextIndex, stretch: Span) -> bool:
    """Does a stretch behind a colon only name things: "era stato affidato con gara: base d'asta, ribasso, penali"?"""
    opened = stretch[0] > 0 and index.tokens[stretch[0] - 1].form == ":"
    return opened and not any(is_finite(index.tokens, at) for at in range(*stretch))


def _named(index: TextIndex, lookup: Lookup) -> set[int]:
    """The positions between quotation marks close behind a word for words: "la formula dei «prezzi fissi» non vale".

    Several may follow one another: "le parole «corrispettivo» e «penale»".
    """
    positions: set[int] = set()
    for span in lookup.spans("phrase_word"):
        last = index.units[index.unit_of[span[0]]].last
        at = span[1]
        while (opened := _next(index, at, min(last, at + _NEAR), _OPENING)) is not None:
            closed = _next(index, opened + 1, last, _CLOSING)
            if closed is None:
                break
            positions.update(range(opened, closed + 1))
            at = closed + 1
    return positions


def _next(index: TextIndex, first: int, last: int, forms: frozenset[str]) -> int | None:
    return next((at for at in range(first, last) if index.tokens[at].form in forms), None)


def _aside(index: TextIndex, stretch: Span, span: Span) -> Span | None:
    """The relative clause between commas that a span stands in: "il piano, che nella gara scorsa era chiesto, non serve più"."""
    commas = [at for at in range(*stretch) if index.tokens[at].form == ","]
    before = max((at for at in commas if at < span[0]), default=-1)
    after = min((at for at in commas if at >= span[1]), default=-1)
    opened = before >= 0 and any(word.form in ("che", "cui", "quale", "quali") for word in index.tokens[before + 1 : before + 4])
    return (before + 1, after) if opened and after >= 0 else None


def _is_past(index: TextIndex, stretch: Span, bygone: Span) -> bool:
    """Are the verbs of a clause all past, and is it no reason ("poiché ...", "...: perciò la clausola non serve")?

    What names the time is no verb ("due anni fa"), unless it is one of the past itself ("aveva affidato").
    """
    if stretch[0] and index.tokens[stretch[0] - 1].form in ("poiche", "perche", "giacche", "siccome"):
        return False
    following = index.tokens[stretch[1] : stretch[1] + 2]
    if any(word.form in ("percio", "quindi", "pertanto", "dunque") for word in following):
        return False
    past = {at for at in range(*stretch) if is_past(index.tokens[at], index.typed(at))}
    others = (at for at in range(*stretch) if not bygone[0] <= at < bygone[1])
    return bool(past) and all(at in past for at in others if is_finite(index.tokens, at))
