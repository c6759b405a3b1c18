"""Facts that words tell: yes or no, or one choice among few. The patterns are data, in `rulesets/facts/parole.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import regex

from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import Words, hit, word_lists

#: Facts that are not decided by the first saying but weighed with other evidence (`award.py`).
WEIGHED = frozenset({"award_criterion"})


#: How a denial says what a thing is not: "non trattasi", "né rientra", "non possono dirsi".
_IS = (
    r"(?:e|sono|sia|siano|essendo|tratta\w*|costitui\w+|rientr\w+|configur\w+|ha|hanno|avendo|abbia\w*|rivest\w+|present[aio]\w*"
    r"|ricorr\w+|compre\w+|ricompre\w+|apparten\w+|ascriv\w+|annover\w+|ricond\w+|assum\w+|assur\w+|consist\w+|qualific\w+"
    r"|inquadr\w+|figur\w+|colloc\w+|entra\w*|versa\w*|vien\w+|va|vanno|puo|possono|verte|implic\w+|richied\w+|concern\w+|riguard\w+)"
)
#: A further word of the denied clause; what opens a reason, an exception or a contrast ends it.
_WORD = (
    r"(?:(?:, \w+,)?[^\w,;:.()|]+(?!(?:clausol\w*|virtu|ragion\w*|stante|trattandosi|causa|motiv\w*|quanto|perche|poiche|giacche"
    r"|attes[oa]|dat[oa]|che|ma|bensi|sol[oa]|soltanto|anche|meno|dimeno|altro|per|salvo|tranne)\b)\w+)"
)
_NOT = r"(?<!se )(?<!ove )\b(?:non|ne|neppure|nemmeno|neanche)\b"
_DENIALS = (
    rf"{_NOT}(?: (?:si|vi|ci|ne|gia))* {_IS}\b{_WORD}{{0,9}}",
    rf"{_NOT}(?! (?:il|lo|la|i|gli|le)\b)(?: (?:di|da|a|tra|fra|in|un\w*|alcun\w*|ne\w*)\b)?{_WORD}{{0,3}}",
    rf"\b(?:priv[oaie] d|senza|nessun|estrane\w+ a|esul\w+ da|lungi dal|tutt.altro che|anziche)\w*{_WORD}{{0,4}}",
    rf"\besclus[aoi] (?:che|la|il|ogni|qual\w+){_WORD}{{0,4}}",
)
#: A denial just before the words of a yes.
_DENIED = regex.compile(rf"(?:{'|'.join(_DENIALS)})[^\w,;:.()|]*$")


class _Told(NamedTuple):
    value: Any
    place: Place
    lots: frozenset[str]


def word_facts(text: Text) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]]]:
    """(facts of the whole, facts per lot)."""
    whole: dict[str, FactValue] = {}
    lots: dict[str, dict[str, FactValue]] = {}
    for fact, words in word_lists().items():
        if fact in WEIGHED:
            continue
        for told in _told(text, words):
            if not told.lots:
                whole.setdefault(fact, FactValue(told.value, "stated", (told.place,)))
            for lot in told.lots:
                lots.setdefault(lot, {}).setdefault(fact, FactValue(told.value, "stated", (told.place,), lot=lot))
    return whole, lots


def sayings(text: Text, fact: str) -> Iterator[tuple[Any, Place, frozenset[str]]]:
    """Every saying of a fact, the deciding value first."""
    yield from _told(text, word_lists()[fact])


def _told(text: Text, words: Words) -> list[_Told]:
    """What passages say of a fact, the deciding saying first: the earliest, or else the first value of the list."""
    found = [told for passage in text.having(words.stems) for told in _in_passage(passage, words)]
    if words.earliest:
        return found
    rank = {value: n for n, (value, _) in enumerate(words.values)}
    return sorted(found, key=lambda told: rank[told.value])


def _in_passage(passage: Passage, words: Words) -> Iterator[_Told]:
    pieces = [(passage.text, 0, passage.lots)]
    if passage.columns:
        # A row with a column per lot says one thing in each cell.
        cells = [(n, lot) for n, lot in passage.columns.items() if n < len(passage.cells)]
        pieces = [(passage.cells[n], passage.cell_span(n)[0], frozenset({lot})) for n, lot in cells]
    for piece, offset, lots in pieces:
        if hit(words.unless, piece):
            continue
        for value, pattern in words.values:
            match = hit(pattern, piece)
            if match and "?" in piece[match.end() :]:
                return  # what is asked ("per i servizi intellettuali?") is not said
            if match and value is True and _DENIED.search(piece, 0, match.start()):
                value = False  # "servizi; non di natura intellettuale"
            if match:
                yield _Told(value, passage.place(offset + match.start(), offset + match.end()), lots)
                break
