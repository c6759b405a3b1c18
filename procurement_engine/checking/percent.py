"""Which percentage of a sentence is told of what a relation has found, and as what: a floor, a cap, or just so much."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from procurement_engine.detection.words import fold
from procurement_engine.facts.amounts import percentages

Sense = Literal["exact", "floor", "cap", "points"]
Place = tuple[int, int]


class Share(NamedTuple):
    """A part of one as a text tells it; `points`: of the technical points."""

    value: float
    sense: Sense = "exact"


#: A conjunction or a comma right before a percentage opens what is said of it: "e almeno il 40 per cento", ", per il 10%".
_OPENS = regex.compile(r"(?:[,;:.(]|\b(?:e|ed|o|mentre|nonche|ma)\b)(?:\W+\w+){0,4}?\W*$")
_STOP = regex.compile(r"[;:.]\s|[,(]")
_AND = regex.compile(r"\b(?:e|ed|mentre|nonche|ma)\b")
#: A part of a part ("di cui il 5 per cento d'inverno") is no part of the whole.
_PART_OF = regex.compile(r"\b(?:di cui|dei quali|delle quali|del quale|della quale)(?:\W+\w+){0,3}\W*$")

_NO = r"\b(?:non|mai|nessun\w*)\b(?:\s+\w+){0,4}?\s+"
_UP = r"(?:superior\w*|maggior\w*|ecced\w*|super(?:a|i|ano|ino|are|i|era|eranno)|oltrepass\w*|piu(?= d)|oltre|al di sopra)"
_DOWN = r"(?:inferior\w*|minor\w*|meno|al di sotto|scend\w*)"
_SIGNS = regex.compile(
    rf"(?P<not_up>{_NO}{_UP}\b)|(?P<not_down>{_NO}{_DOWN}\b)|(?P<up>\b{_UP})|(?P<down>\b{_DOWN}\b)"
    r"|(?P<floor>\balmeno\b|\bminim[oaei]\b|\bquantomeno\b|\ba partire da\w*|>=|≥)"
    r"|(?P<cap>\bmassim[oaei]\b|\btetto\b|\blimit[ei]\b|\bconcorrenza\b|<=|≤)"
)
#: So few small words, and no number, may stand between the sign and what it is a sign of.
_LEADS = regex.compile(r"(?:\W+[^\W\d]+){0,3}\W*")
_UP_TO = regex.compile(r"\b(?:fino|sino) a(?:d|l|ll[oa]?|ll')?(?: un| misura del)?\W*$|\bentro (?:il|lo|un|l')\W*$")
_AFTER = regex.compile(
    r".{0,24}?(?:%|cento)\)?\W{0,3}(?:(?P<floor>almeno|come minimo|minim[oa]|o piu|o superiore|e oltre|in su)"
    r"|(?P<cap>al massimo|come massimo|massim[oa]|o meno|o inferiore|e non oltre))\b"
)


def told(text: str, places: Sequence[Place]) -> Share | None:
    """The percentage that a text tells of some words of it (the head first), None if it tells none.

    >>> sentence = "Almeno il 10 per cento delle derrate viene da orti sociali e il 40 per cento è biologico."
    >>> told(sentence, [(26, 33), (44, 56)]), told("Non più del 20 per cento delle derrate", [(32, 39)])
    (Share(value=0.1, sense='floor'), Share(value=0.2, sense='cap'))
    """
    folded = fold(text)
    found = [(value, at) for value, at in percentages(folded) if not _PART_OF.search(folded[max(0, at - 60) : at])]
    if not found:
        return None
    starts = [0, *(_opening(folded, one, two) for (_, one), (_, two) in pairwise(found)), len(text)]
    best = min(range(len(found)), key=lambda n: _far(found[n][1], (starts[n], starts[n + 1]), places))
    value, at = found[best]
    return Share(round(value / 100, 8), _sense(folded[starts[best] : at], folded[at : starts[best + 1]]))


def _far(at: int, clause: Place, places: Sequence[Place]) -> tuple[int, int, int]:
    """How little a percentage has to do with some words: first those it stands with in its clause, then the head, then the way."""
    inside = [start < clause[1] and end > clause[0] for start, end in places]
    head = places[0]
    way = 0 if head[0] <= at < head[1] else min(abs(head[0] - at), abs(head[1] - at))
    return -sum(inside[1:]), -int(inside[0]), way


def _opening(text: str, one: int, two: int) -> int:
    """Where, between two percentages, what is said of the second begins."""
    between = text[one:two]
    if found := _OPENS.search(between):
        return one + found.start()
    stops = [*_STOP.finditer(between)] or [*_AND.finditer(between)]
    return one + stops[-1].start() if stops else two


def _sense(before: str, after: str) -> Sense:
    if _UP_TO.search(before):
        return "cap"
    sense: Sense = "exact"
    for sign in _SIGNS.finditer(before):
        if _LEADS.fullmatch(before, sign.end()):
            sense = "cap" if sign.lastgroup in ("not_up", "down", "cap") else "floor"
    if sense == "exact" and (follows := _AFTER.match(after)):
        return "cap" if follows["cap"] else "floor"
    return sense
