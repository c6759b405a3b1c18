"""The nearest thing that would have been right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

#: How much a word must look like another: among a few names less is enough than among hundreds.
_ALIKE, _ALIKE_OF_FEW, _FEW = 0.7, 0.6, 20


def nearest(word: Any, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, None where none does.

    >>> nearest("mesage", ["title", "message"])
    'message'
    """
    words = {name.casefold(): name for name in known}
    alike = _ALIKE if len(words) > _FEW else _ALIKE_OF_FEW
    found = difflib.get_close_matches(str(word).casefold(), words, 1, alike)
    return words[found[0]] if found else None


def near(word: Any, known: Iterable[str]) -> str:
    """The same as the end of a sentence: "; forse «message»?", or nothing."""
    found = nearest(word, known)
    return f"; forse «{found}»?" if found else ""


def among(word: Any, known: Iterable[str]) -> str:
    """The nearest, or where none is near all of them, if they are few."""
    names = tuple(known)
    return near(word, names) or (f": scegliere fra {', '.join(names)}" if len(names) <= _FEW else "")
