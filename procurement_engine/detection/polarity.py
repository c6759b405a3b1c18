"""In which sense words are said: affirmed, given as a mere power, or negated. Read within the clause they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from procurement_engine.detection.clauses import governs, opens_complement, reaches_back
from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.verbs import forms, is_finite

if TYPE_CHECKING:
    from procurement_engine.detection.vocabulary import Lookup, Span
    from procurement_engine.detection.words import Word

Sense = Literal["affirmed", "faculty", "negated"]
#: How far before (after) its head a negation reaches, in words.
_BEFORE, _AFTER = 24, 18
STOPS = forms("; : ma bensi pero tuttavia salvo salva salvi salve purche perche poiche giacche mentre sicche")


def sense_of(index: TextIndex, lookup: Lookup, head: Span) -> Sense:
    """The sense of a span, as the concepts of `contesti.yaml` that deny, weaken or take back decide.

    `not_negation` holds the locutions in which a "non" denies nothing ("non inferiore a", "non può che").
    """
    inner = [span for span in lookup.between("not_negation", head[0] + 1, head[1]) if index.tokens[span[0]].form == "non"]
    if inner and index.tokens[head[0]].form == "non":
        head = (inner[-1][0], head[1])  # "non spetta un trattamento non inferiore" is about the second alone
    unit = index.units[index.unit_of[head[0]]]
    start, end = clause(index, head, unit.first, unit.last)
    denied = _denied(index, lookup, head, start, end)
    if denied or _taken_back(index, lookup, head):
        return "negated"
    if denied is False:
        return "affirmed"
    weak = _before("faculty", index, lookup, head, start) or [
        span
        for span in lookup.between("faculty", head[0], min(end, head[1] + 4))
        if span[0] < head[1] or reaches_back(index.tokens, head, span, start)
    ]
    return "faculty" if weak else "affirmed"


def denies_role(index: TextIndex, lookup: Lookup, span: Span) -> bool:
    """Is the thing itself denied, whatever the verb says of the rest: "i minimi e non gli altri istituti"?"""
    at = span[0]
    while at > 0 and at > span[0] - 4 and index.tokens[at - 1].form in _SMALL:
        at -= 1
        if index.tokens[at].form in ("alcun", "alcuna"):
            return True
    found = [
        one for name in ("negation_phrase", "negation_before") for one in lookup.between(name, max(0, at - 4), at) if one[1] == at
    ]
    found = [
        one for one in found if index.tokens[one[0]].form != "non" or index.tokens[one[0] - 1].form in ("e", ",", "(", "–", "ma")
    ]
    return bool(found) and not any(_inside(one, lookup.between("not_negation", max(0, at - 4), at)) for one in found)


#: What may stand between a "non" and the noun it denies.
_SMALL = forms(
    "il lo la i gli le l un uno una di del dello della dei degli delle dell d a al allo alla ai agli alle all da "
    "dal dalla dai dalle in nel nella nei nelle nell con per sul sulla sui sulle su altri altre altro altra ogni "
    "qualsiasi qualunque alcun alcuna"
)


def _denied(index: TextIndex, lookup: Lookup, head: Span, start: int, end: int) -> bool | None:
    """Is a head denied? None where nothing denies. Negations agree ("non sussiste alcun obbligo"), but some are denied themselves:

    "nessuno è esonerato dall'indicare", "non è valida l'offerta che non indica", "è escluso chi non indica".
    """
    tokens = index.tokens
    marks = sorted(
        (span, name)
        for name in ("negation_before", "negation_verb", "negation_phrase")
        for span in _before(name, index, lookup, head, start)
    )
    denied, last = False, (-1, -1)
    for span, name in marks:
        if span[0] < last[1]:
            continue
        if name != "negation_before" or (tokens[span[0]].form == "non" and opens_complement(tokens, span)):
            denied = not denied and not (name != "negation_verb" and _sanctioned(index, lookup, span, start))
        else:
            denied = True
        last = span
    if denied and lookup.between("exceptive", last[1], head[0]):
        denied = False
    harmless = lookup.between("not_negation", start, end)
    behind = [
        span
        for span in lookup.between("negation_after", head[1], min(end, head[1] + _AFTER))
        if not _inside(span, harmless) and reaches_back(tokens, head, span, start)
    ]
    if behind:  # negations on both sides agree, but for "senza il piano l'offerta è esclusa"
        return not denied or any(name != "negation_phrase" for _, name in marks)
    return denied if marks else None


def _sanctioned(index: TextIndex, lookup: Lookup, denial: Span, start: int) -> bool:
    """Is it held against somebody not to do it: "è escluso chi non indica", "le offerte prive del piano sono inammissibili"?"""
    if index.tokens[denial[0]].form == "senza" and index.tokens[denial[0] - 1].lemma not in ("offerta", "domanda", "concorrente"):
        return False
    return bool(lookup.between("sanction", max(start, denial[0] - 10), denial[0]))


def _before(name: str, index: TextIndex, lookup: Lookup, head: Span, start: int) -> list[Span]:
    """The spans of a concept before (or in) a head that govern it."""
    first = _as_far_back(index.tokens, head[0], start)
    harmless = lookup.between("not_negation", first, head[1]) if name != "faculty" else ()
    return [
        span
        for span in lookup.between(name, first, head[0] + 1)
        if not _inside(span, harmless)
        and not _inside(span, [head])
        and governs(index.tokens, span, head, phrase=name == "negation_phrase")
    ]


def _as_far_back(tokens: Sequence[Word], at: int, start: int) -> int:
    """Where the words before a head begin that may govern it; what stands in brackets does not count."""
    left, depth = _BEFORE, 0
    while at > start and left:
        at -= 1
        depth = max(0, depth + (tokens[at].form == ")") - (tokens[at].form == "("))
        left -= not depth
    return at


def _taken_back(index: TextIndex, lookup: Lookup, head: Span) -> bool:
    """Does the rest of the sentence, or the one after it, take back what was said, or answer no to what was asked?"""
    unit = index.units[index.unit_of[head[0]]]
    if lookup.between("taken_back", head[1], unit.last):
        return True
    if unit.number + 1 == len(index.units):
        return False
    after = index.units[unit.number + 1]
    if after.section != unit.section or after.block > unit.block + 1 or (after.block == unit.block and after.lots != unit.lots):
        return False
    if index.tokens[unit.last - 1].form == "?":
        return index.tokens[after.first].form in ("no", "non", "nessuno", "nessuna", "mai", "nulla", "niente", "affatto")
    return bool(lookup.between("taken_back", after.first, min(after.last, after.first + 9)))


def clause(index: TextIndex, head: Span, first: int, last: int) -> Span:
    """The stretch around the head up to the nearest stop on either side."""
    start, end = head
    while start > first and not _stops(index.tokens, start - 1):
        start -= 1
    while end < last and not _stops(index.tokens, end):
        end += 1
    return start, end


def _stops(tokens: Sequence[Word], at: int) -> bool:
    """Does a new clause begin here? ("è tuttavia ammesso": a verb goes on.)"""
    form = tokens[at].form
    return form in STOPS and not (form in ("pero", "tuttavia") and at > 0 and is_finite(tokens, at - 1))


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other[0] <= span[0] < other[1] for other in others)
