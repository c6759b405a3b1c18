"""From text to comparable words: accents folded, elisions split, lemmas by simplemma."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex
import simplemma

#: A word cut at the end of a line that is no longer one: "equiva- lenza" (but "medio- e lungo termine" are two).
_CUT = regex.compile(r"-\s+(?=[a-zà-ù])")
_WORD = regex.compile(
    r"[^\W\d_]{2,}-\s+(?!(?:e|ed|o|od)\s)[a-zà-ù]{2,}|[^\W\d_]+|\d+(?:[.,/]\d+)*|_{2,}|\.{4,}|…+|[%‰§€]|[;:()\[\]«»\"“”]"
    r"|[.,!?](?=\s|$)|[–—]|-(?=\s)"
)
_APOSTROPHE = regex.compile(r"['’](?=[\s,;:.)])")
_FOLD = str.maketrans("àáâäèéêëìíîïòóôöùúûü’‘`´\u00a0\u2009\u202f", "aaaaeeeeiiiioooouuuu''''   ")


class Word(NamedTuple):
    """A token: its folded form, its folded lemma, and its character offsets in the text."""

    form: str
    lemma: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, same length, so that offsets stay true ("Attività" and "attivita'" meet)."""
    low = text.lower()
    return low if low.isascii() and "`" not in low else low.translate(_FOLD)


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The folded lemma of a lower-case Italian word as typed; the word itself where simplemma knows none."""
    if not word.isalpha():
        return word
    if _TOLD_BY_ACCENT.get(word) == "né":
        return "né"
    return fold(simplemma.lemmatize(word, lang="it"))


#: Words that an accent alone tells from others: "è" from "e", "né" from "ne".
_TOLD_BY_ACCENT = {"è": "è", "é": "è", "né": "né", "nè": "né", "e'": "è", "e’": "è", "ne'": "né", "ne’": "né"}


def form(word: str) -> str:
    """The form under which a word is compared: folded, but for the few that an accent alone distinguishes.

    >>> form("È"), form("Né"), form("ne"), form("Attività")
    ('è', 'né', 'ne', 'attivita')
    """
    low = word.lower()
    return _TOLD_BY_ACCENT.get(low) or fold(low)


@lru_cache(maxsize=200_000)
def _forms(word: str) -> tuple[str, str]:
    told = _TOLD_BY_ACCENT.get(word.lower())
    return (told, lemma(told)) if told else (fold(word), lemma(word.lower()))


def words(text: str) -> list[Word]:
    """The tokens of a text, punctuation included (it bounds clauses and sentences)."""
    found = []
    for match in _WORD.finditer(text):
        typed = match[0]
        # "e' ammesso" is "è ammesso": an accent typed as an apostrophe.
        if typed in ("e", "E", "ne", "Ne", "NE") and _APOSTROPHE.match(text, match.end()):
            typed += "'"
        if "-" in typed:
            typed = _CUT.sub("", typed)
        shown, base = _forms(typed)
        found.append(Word(shown, base, match.start(), match.end()))
    return found
