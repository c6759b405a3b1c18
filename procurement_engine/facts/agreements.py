"""Which collective agreements a text names, by their code or by their name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import regex

from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.passages import Text
from procurement_engine.facts.vocabulary import Pattern, hit, patterns, union
from procurement_engine.rules.codelists import codelist

#: One of these stands in every sentence worth a look.
_STEMS = ("ccnl", "c.c.n.l", "contratt", "c. c. n. l")


_CODE = regex.compile(r"(?<![\w/.-])[a-z](?:\d[0-9a-z]\d|\d\d[0-9a-z]|[a-z]\d\d)(?![\w/])")
_END = regex.compile(r"[;|]|\.\s")
_RULE = "codice e nome del contratto collettivo secondo l'elenco dei codici"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    return codelist("ccnl")


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str | None, Pattern]]:
    """Agreement -> its CNEL code, if one is known, and how it is called."""
    return {key: (entry["code"], union(entry["names"])) for key, entry in _table().items()}


def named(text: Text) -> dict[str, Place]:
    """Agreements told in words, each with the first place; those of others or set aside do not count."""
    wanted, others = patterns("confronto", "contratto"), patterns("confronto", "non_contratto")
    found: dict[str, Place] = {}
    for passage in text.passages:
        words = f"{passage.heading} {passage.text}"
        if not any(stem in words for stem in _STEMS) or not hit(wanted, words) or hit(others, words):
            continue
        for key, (_, pattern) in _known().items():
            if match := hit(pattern, passage.text):
                found.setdefault(key, passage.place(match.start(), match.end()))
    return found


def by_code(code: str) -> str:
    """The agreement of a CNEL code; the code itself where the list does not hold it."""
    return next((key for key, (known, _) in _known().items() if known == code), code)


@lru_cache(maxsize=1)
def known_codes() -> dict[str, Pattern]:
    """The codes of the list, in small letters, and how each agreement is called."""
    return {code.lower(): pattern for code, pattern in _known().values() if code}


def calls(code: str, words: str) -> bool:
    """Do folded words call the agreement of this code by its name?"""
    name = known_codes().get(code)
    return name is not None and hit(name, words) is not None


def code_belies_name(text: Text) -> FactValue | None:
    """True where a sentence names one agreement and gives the code of another; only codes that are not `da_verificare` count."""
    surely = {entry["code"]: key for key, entry in _table().items() if entry["code"] and entry["status"] != "da_verificare"}
    for passage in text.having(_STEMS):
        for start, end in _clauses(passage.text):
            clause = passage.text[start:end]
            names = {key for key, (_, pattern) in _known().items() if hit(pattern, clause)}
            codes = [match for match in _CODE.finditer(clause) if match[0].upper() in surely]
            if len(names) == 1 and len(codes) == 1 and surely[codes[0][0].upper()] not in names and _known()[next(iter(names))][0]:
                place = passage.place(start + codes[0].start(), start + codes[0].end())
                return FactValue(True, "derived", (place,), _RULE)
    return None


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)
