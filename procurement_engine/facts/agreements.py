"""Which collective agreements a text names, by their code or by their name."""

from __future__ import annotations

from functools import lru_cache

from procurement_engine.data import data_path
from procurement_engine.facts.model import Place
from procurement_engine.facts.passages import Text
from procurement_engine.facts.vocabulary import Pattern, hit, patterns, union
from procurement_engine.rules.yaml_file import load_yaml

#: One of these stands in every sentence worth a look.
_STEMS = ("ccnl", "c.c.n.l", "contratt", "c. c. n. l")


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str | None, Pattern]]:
    """Agreement -> its CNEL code, if one is known, and how it is called."""
    table = load_yaml(data_path("rulesets", "codelists", "ccnl.yaml"))
    return {key: (entry["code"], union(entry["names"])) for key, entry in table.items()}


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
