"""In which sense words are said: affirmed, given as a mere power, or negated. Read within the clause they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from procurement_engine.detection.index import TextIndex

if TYPE_CHECKING:
    from procurement_engine.detection.vocabulary import Lookup, Span

Sense = Literal["affirmed", "faculty", "negated"]
#: How far before (after) its head a negation reaches, in words.
_BEFORE, _AFTER = 12, 14
_STOPS = frozenset(
    {";", ":", "ma", "bensi", "pero", "tuttavia", "anziche", "salvo", "purche", "bensì", "perche", "poiche", "giacche"}
)


def sense_of(index: TextIndex, lookup: Lookup, head: Span) -> Sense:
    """The sense of a span: the concepts `negation_before`, `negation_after`, `faculty` and `not_negation` decide.

    `not_negation` holds the locutions in which a "non" denies nothing ("non inferiore a", "non può che").
    """
    unit = index.units[index.unit_of[head[0]]]
    start, end = _clause(index, head, unit.first, unit.last)
    harmless = lookup.between("not_negation", start, end)
    before = [
        span
        for span in lookup.between("negation_before", max(start, head[0] - _BEFORE), head[0] + 1)
        if not _inside(span, harmless) and not _inside(span, [head])
    ]
    after = [span for span in lookup.between("negation_after", head[1], min(end, head[1] + _AFTER)) if not _inside(span, harmless)]
    # Italian negations agree rather than cancel: "non sussiste alcun obbligo", "non è ammesso nessun altro".
    if before or after:
        return "negated"
    weak = lookup.between("faculty", max(start, head[0] - _BEFORE), min(end, head[1] + 4))
    return "faculty" if weak else "affirmed"


def _clause(index: TextIndex, head: Span, first: int, last: int) -> Span:
    """The stretch around the head up to the nearest stop on either side."""
    start, end = head
    while start > first and index.tokens[start - 1].form not in _STOPS:
        start -= 1
    while end < last and index.tokens[end].form not in _STOPS:
        end += 1
    return start, end


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other[0] <= span[0] < other[1] for other in others)
