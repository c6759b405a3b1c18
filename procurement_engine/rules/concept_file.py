"""The vocabulary file: concepts, and the terms drafts use for them (`detection/vocabulary.py` says how a term is written)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import prod
from typing import Any, ClassVar

from pydantic import ConfigDict, Field, RootModel

from procurement_engine.rules.parts import Strict
from procurement_engine.rules.yaml_tree import Path

#: A term may stand for so many once its groups are written out.
MOST_CHOICES = 10_000
_GROUP = re.compile(r"\(([^()]*)\)")
_BARE = re.compile(r"(?:^|[\s(|])\*")


class ConceptSpec(Strict):
    """One concept as written."""

    WHERE: ClassVar[str] = "dentro un concetto"
    about: str
    terms: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    except_: tuple[str, ...] = Field(default=(), alias="except")
    column: str = ""


class ConceptFile(RootModel[dict[str, ConceptSpec]]):
    """A file of `concepts/`: concept -> what it is and how it is said."""

    model_config = ConfigDict(frozen=True)


def term_faults(data: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every term that cannot be used."""
    for name, concept in data.items():
        for key in ("terms", "except") if isinstance(concept, dict) else ():
            terms = concept.get(key)
            for number, text in enumerate(terms) if isinstance(terms, list) else ():
                if isinstance(text, str) and (fault := term_fault(text)):
                    yield (name, key, number), fault


def term_fault(text: str) -> str | None:
    """Why a term cannot be used, None if it can.

    >>> term_fault("prend* .. (alle dipendenze|in carico)")
    """
    if not text.strip():
        return "un termine è vuoto: scriverlo o togliere la voce"
    if _BARE.search(text):
        return f"il termine «{text}» ha un asterisco senza l'inizio di parola che lo precede: troverebbe qualunque parola"
    if prod(group.count("|") + 1 for group in _GROUP.findall(text)) > MOST_CHOICES:
        return f"il termine «{text[:80]}» sta per più di {MOST_CHOICES} locuzioni: scriverlo in più termini"
    return None


def term_doubt(text: str) -> str | None:
    """Why a term, or a part of it, will never be found; None if it may.

    >>> term_doubt("prend* |carico")
    'una barra senza parola accanto'
    """
    outside = _GROUP.sub("x", text)
    if "(" in outside or (")" in outside and outside != text):
        return "una parentesi dentro un'altra, o non chiusa: le parentesi non si annidano"
    if re.search(r"(?:^|[\s(|])\||\|(?:$|[\s)|])", text):
        return "una barra senza parola accanto"
    rows = [row.split() for row in _first_words(text)]
    if any(not row or not row[0].strip(".") for row in rows):
        return "comincia con un salto (..): si cerca a partire da una parola"
    return None


#: Words that need another after them.
_LEANING = re.compile("il|lo|la|i|gli|le|l|una?|di|a|da|in|su|per|e|si|non|(?:de|a|da|ne|su)(?:l|llo|lla|i|gli|lle|ll)")


def term_split(text: str) -> str | None:
    """The alternatives that were surely meant as several words, as they would be read; None if none are.

    >>> term_split("personale uscente|in scadenza"), term_split("personale (uscente|in scadenza)"), term_split("per il|la gara")
    ('uscente|in', None, None)
    """
    slots = _GROUP.sub(" ", text).split()
    for slot, after in pairwise(slots):
        words = slot.split("|")
        content = any(len(word.rstrip("*")) > 3 and not _LEANING.fullmatch(word) for word in words)
        if len(words) > 1 and content and _LEANING.fullmatch(words[-1]) and after.strip("."):
            return slot
    return None


def _first_words(text: str) -> list[str]:
    """The beginning of each row of words that a term may stand for."""
    found = _GROUP.match(text.strip())
    return found.group(1).split("|") if found else [text]
