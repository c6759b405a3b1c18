"""What a draft calls by a name of its own: «Vettore»: l'appaltatore; il Comune di Alfa (di seguito «Ente»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from procurement_engine.detection.verbs import is_finite

if TYPE_CHECKING:
    from procurement_engine.detection.index import TextIndex
    from procurement_engine.detection.vocabulary import Span

_OPENING, _CLOSING = frozenset('«“"'), frozenset('»”"')
#: After a bracket: "(di seguito, anche «ASL»)", "(d'ora in poi: Codice)".
_FROM_HERE = (("di", "seguito"), ("in", "seguito"), ("nel", "seguito"), ("d", "ora", "in", "poi"), ("in", "appresso"))
_ARTICLE = regex.compile(r"il|lo|la|l|i|gli|le|un[oa]?|(?:de|da|a)l(?:l[oa]?)?")
_BETWEEN = regex.compile(rf"[:,]|anche|insieme|solo|brevemente|denominat[oa]|{_ARTICLE.pattern}")
#: A name has at most so many words, and what it stands for is said in the first, or last, few.
_LONGEST, _REACH = 7, 4


@dataclass(frozen=True, slots=True)
class Definition:
    """A name and the words that say what it stands for; `places`: where the name is used."""

    body: Span
    places: tuple[Span, ...]

    def stands_for(self, index: TextIndex, span: Span) -> bool:
        """Do some words say what the name stands for? No verb does («Affidatario»: chi stipula il contratto), and no blank."""
        inside = self.body[0] <= span[0] < self.body[1]
        return inside and index.tokens[span[0]].form.isalpha() and not is_finite(index.tokens, span[0])


def definitions(index: TextIndex) -> list[Definition]:
    """The names that a text defines, in its order."""
    found = []
    for name, body in (*_told_after(index), *_told_before(index)):
        places = tuple(place for place in _uses(index, name) if place != name)
        if places:
            found.append(Definition(body, places))
    return found


def _told_after(index: TextIndex) -> Iterator[tuple[Span, Span]]:
    """«Name»: what it is."""
    for at, word in enumerate(index.tokens):
        name = _quoted(index, at) if word.form in _OPENING else None
        if name and name[1] + 1 < len(index.tokens) and index.tokens[name[1] + 1].form == ":":
            body = name[1] + 2
            yield name, (body, min(body + _REACH, index.units[index.unit_of[name[0]]].last))


def _told_before(index: TextIndex) -> Iterator[tuple[Span, Span]]:
    """What it is (di seguito «Name»)."""
    forms = [word.form for word in index.tokens]
    for at in index.by_form.get("(", ()):
        lead = next((words for words in _FROM_HERE if tuple(forms[at + 1 : at + 1 + len(words)]) == words), None)
        article = next((n for n in range(at - 1, max(at - 1 - _REACH, -1), -1) if _ARTICLE.fullmatch(forms[n])), None)
        if lead is None or article is None:
            continue
        begin = at + 1 + len(lead)
        while begin < len(forms) and _BETWEEN.fullmatch(forms[begin]):
            begin += 1
        name = _quoted(index, begin) if begin < len(forms) and forms[begin] in _OPENING else _until_bracket(forms, begin)
        if name:
            yield name, (article, at)


def _quoted(index: TextIndex, at: int) -> Span | None:
    for end in range(at + 2, min(at + 2 + _LONGEST, len(index.tokens))):
        if index.tokens[end].form in _CLOSING:
            return at + 1, end
    return None


def _until_bracket(forms: list[str], begin: int) -> Span | None:
    end = next((n for n in range(begin + 1, min(begin + 4, len(forms))) if forms[n] == ")"), None)
    return (begin, end) if end is not None else None


def _uses(index: TextIndex, name: Span) -> Iterator[Span]:
    """Where a name stands; one word is a name where it is written as in its definition: «Ente» is not any "ente"."""
    forms = [word.form for word in index.tokens[slice(*name)]]
    typed, size = index.typed(name[0]), len(forms)
    if size == 1 and (len(typed) < 3 or not typed[0].isupper()):
        return
    for at in index.by_form.get(forms[0], ()):
        if [word.form for word in index.tokens[at : at + size]] == forms and (size > 1 or index.typed(at)[0].isupper()):
            yield at, at + size
