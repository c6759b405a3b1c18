"""In which article of a draft a clause belongs: by the titles such clauses stand under, else by the words they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import regex

from procurement_engine.detection.index import run_in_title
from procurement_engine.detection.words import fold, words
from procurement_engine.drafts.model import Block
from procurement_engine.rules.codelists import codelist

#: Shared words say something only if they are rare in the draft; below this an article is no better than another.
_ENOUGH = 6.0
_RUN_IN = 50


@dataclass(frozen=True)
class Article:
    """A heading (or the text before the first) and its blocks, by number; `own` ends where a heading below it begins."""

    title: str
    blocks: range
    own: range


def articles(blocks: Sequence[Block]) -> list[Article]:
    """The articles of the body, in order; an article also holds those below it."""
    heads = [(number, *head) for number, block in enumerate(blocks) if (head := _head(block))]
    found = []
    for at, (number, level, title) in enumerate(heads):
        last = next((other for other, depth, _ in heads[at + 1 :] if depth <= level), len(blocks))
        own = heads[at + 1][0] if at + 1 < len(heads) else len(blocks)
        found.append(Article(title, range(number, last), range(number, min(own, last))))
    return found


def _head(block: Block) -> tuple[int, str] | None:
    """The level and the title of an article that a block opens, be it a heading or a title that runs into its text."""
    if block.role != "body":
        return None
    if block.kind == "heading":
        return block.level, " ".join(part for part in (block.label, block.text) if part)
    title = run_in_title(block)
    return (_RUN_IN, title) if title else None


def article_for(requirement: str, clause: str, blocks: Sequence[Block]) -> Article | None:
    """The article for the clause of a requirement, None if no article is fit."""
    known = articles(blocks)
    for words_ in _titles(requirement):
        starts = regex.compile(rf"\b{regex.escape(fold(words_))}")
        for article in known:
            if starts.search(fold(article.title)):
                return article
    return _nearest(clause, known, blocks)


def _titles(requirement: str) -> list[str]:
    table: dict[str, list[str]] = _table()
    return table.get(requirement) or table.get(requirement.partition("-")[0], [])


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = codelist("articoli")
    return found


def _nearest(clause: str, known: Sequence[Article], blocks: Sequence[Block]) -> Article | None:
    """The article whose own text shares the most, and the rarest, words with the clause."""
    texts = [_lemmas(" ".join(blocks[number].text for number in article.own)) for article in known]
    wanted = _lemmas(clause)
    weight = {lemma: log((1 + len(texts)) / (1 + sum(lemma in text for text in texts))) for lemma in wanted}
    scored = [(sum(weight[lemma] for lemma in wanted & text), -at) for at, text in enumerate(texts)]
    best, at = max(scored, default=(0.0, 0))
    return known[-at] if best >= _ENOUGH else None


def _lemmas(text: str) -> frozenset[str]:
    return frozenset(word.lemma for word in words(text) if len(word.lemma) > 3)


def places_after(article: Article | None, blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks after which a clause may stand, the best first: the end of the article's own text, then back to its title.

    Without an article, from the end of the body.
    """
    span = range(len(blocks))
    if article is not None:
        span = article.own if len(article.own) > 1 else article.blocks
    yield from (number for number in reversed(span) if blocks[number].role == "body")
