"""From text to comparable words: accents folded, elisions split, lemmas by simplemma."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex
import simplemma

_WORD = regex.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*|_{3,}|\.{4,}|…+|[%§€]|[;:()\[\]«»\"“”]|[.,!?](?=\s|$)|[–—]|-(?=\s)")
_FOLD = str.maketrans("àáâäèéêëìíîïòóôöùúûü’‘`´\u00a0\u2009\u202f", "aaaaeeeeiiiioooouuuu''''   ")


class Word(NamedTuple):
    """A token: its folded form, its folded lemma, and its character offsets in the text."""

    form: str
    lemma: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, same length, so that offsets stay true ("Attività" and "attivita'" meet)."""
    return text.lower().translate(_FOLD)


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The folded lemma of a lower-case Italian word as typed; the word itself where simplemma knows none."""
    if not word.isalpha():
        return word
    return fold(simplemma.lemmatize(word, lang="it"))


@lru_cache(maxsize=200_000)
def _forms(word: str) -> tuple[str, str]:
    low = word.lower()
    return fold(low), lemma(low)


def words(text: str) -> list[Word]:
    """The tokens of a text, punctuation included (it bounds clauses and sentences)."""
    found = []
    for match in _WORD.finditer(text):
        form, base = _forms(match[0])
        found.append(Word(form, base, match.start(), match.end()))
    return found
