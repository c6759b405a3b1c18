"""When the notice was published, as the draft says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import regex

from procurement_engine.facts.dates import dates
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import hit, load, patterns

#: How far down the head of a document reaches, in blocks.
_HEAD = 9
#: Acts whose own date is the start of a procedure. A contract's or a tender specification's is not.
_DATED = {"bando", "disciplinare", "lettera_invito", "decisione_contrarre", "avviso_381"}
_DATED |= {"avviso_coprogrammazione", "avviso_coprogettazione"}
#: Agreements without a notice in the dossier: the day they are made stands for the start of the procedure.
_DATED |= {"convenzione_381", "convenzione_coprogettazione", "accordo_partenariato", "atto_incarico"}

#: Laws that only a later act can cite, with their day.
_LAWS = {"36/2023": date(2023, 3, 31), "31 marzo 2023, n. 36": date(2023, 3, 31), "209/2024": date(2024, 12, 31)}
#: "pubblicazione ai sensi del decreto ministeriale 2 dicembre 2016": the day is the act's.
_OF_AN_ACT = regex.compile(r"\b(?:d\.? ?m\b|d\.? ?lgs\b|d\.? ?p\.? ?r\b|decret\w+|legge)\b(?:(?!\b(?:il|in data)\b)[^;])*$")
#: The day that opens a letterhead ("Borgo, 12 marzo 2026 – inviata ...") or closes the title of the act itself.
_OWN = regex.compile(
    r"^\W*(?:[a-z' ]{3,40},\s*)?(?:li |il |addi )?$"
    r"|^\W*(?:determina\w*|decisione|delibera\w*|disciplinare|avviso|bando|lettera|invito|decreto|atto)\b[^;:]{0,90}$"
)
_OPENS = regex.compile(r"\s*(?:$|[–—,;.(|-]|prot)")
#: "La procedura è stata avviata con determinazione n. 9 del 6 novembre": the act comes before what it opens.
_BY_ACT = regex.compile(r"\bcon (?:\w+ ){0,2}(?:determin|deliber|decret|decision|disposizion|provvediment|atto)\w*[^;]{0,60}$")
_SAME = regex.compile(r"\s*(?:in|nella|alla|con la|lo|il) (?:pari|stess[ao]|medesim[ao]) (?:data|giorno)")
_YEAR = regex.compile(r"20\d\d|duemila")


def published_on(text: Text, document_types: Sequence[str]) -> FactValue | None:
    """The date after a word of publication; else the one of a notice's protocol, or one that stands alone."""
    earliest = _not_before(text)
    told = list(_published(text))
    if "lettera_invito" in document_types:
        # The notice that looked for those to invite came before the invitation.
        told.sort(key=lambda one: hit(patterns("pubblicazione", "avviso"), one[1].text[: one[2]]) is not None)
    by_act = [one for one in told if _BY_ACT.search(one[1].text[: one[2]])]
    dated = (*(one for one in told if one not in by_act), *_in_head(text, document_types), *by_act)
    found = next((one for one in dated if one[0] >= earliest), None)
    if found is None:
        return None
    day, passage, start, end = found
    return FactValue(day, "stated", (passage.place(start, end),))


def _not_before(text: Text) -> date:
    """No act is older than the laws it cites."""
    return max((day for stem, day in _LAWS.items() if text.having((stem,))), default=date.min)


_Dated = tuple[date, Passage, int, int]


def _published(text: Text) -> Iterator[_Dated]:
    words, others, laws = (patterns("pubblicazione", key) for key in ("parole", "altro", "norme"))
    for passage in text.having(load("pubblicazione")["lettere"]):
        mark = hit(words, passage.text)
        if mark is None or hit(laws, passage.text[max(0, mark.start() - 70) : mark.start()]):
            continue
        if _SAME.match(passage.text[mark.end() :]) and (told := _day_before(text, passage)):
            yield told
        # The date behind the word before the one in front: "adottato il 6 ottobre e reso pubblico il giorno 8".
        for day, start, end in sorted(dates(passage.text), key=lambda found: found[1] < mark.start()):
            between = passage.text[mark.end() : start] if start >= mark.start() else passage.text[end : mark.start()]
            near = len(between) < (110 if "serie speciale" in between else 80) and not _OF_AN_ACT.search(between[-70:])
            # What closes or begins on that day may stand in the word itself: "sul sito ... si chiude il".
            words_between = passage.text[mark.start() : start][-60:] if start >= mark.end() else between[-45:]
            if near and not hit(others, words_between) and 2010 <= day.year <= 2100:
                yield day, passage, start, end
                break


def _day_before(text: Text, passage: Passage) -> _Dated | None:
    """ "Rev. 2, 8 giugno 2026. ... pubblicata in pari data": the last day told before, in the same paragraph."""
    near = [one for one in text.passages if (one.document, one.block) == (passage.document, passage.block)]
    told = [(day, one, first, last) for one in near if one.start < passage.start for day, first, last in dates(one.text)]
    return told[-1] if told else None


def _in_head(text: Text, document_types: Sequence[str]) -> Iterator[_Dated]:
    dated, others, laws = (patterns("pubblicazione", key) for key in ("testata", "altro", "norme"))
    for passage in text.passages:
        if document_types[passage.document] not in _DATED or not _YEAR.search(passage.text):
            continue
        for day, start, end in dates(passage.text):
            before, after = passage.text[:start], passage.text[end:]
            if passage.block < _HEAD and _OWN.search(before) and _OPENS.match(after):
                yield day, passage, start, end
            alone = len(before) < 45 and len(passage.text) - end < 12 and before.count(" ") < 6
            named = passage.block < _HEAD and hit(dated, before[-60:])
            if (alone or named) and not hit(laws, before[-70:]) and not hit(others, before[-45:]) and day.year >= 2010:
                yield day, passage, start, end
