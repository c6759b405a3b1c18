"""How long a contract lasts, with the renewals it foresees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from procurement_engine.facts.dates import dates
from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import hit, load, patterns

_SPAN = regex.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?(?:ulteriori |nuov[ei] |altr[ei] )?"
    r"(?P<u>mesi|mese|anni|anno|annualita|bienni|trienni)\b(?! (?:prima|dopo|di preavviso)\b)"
    r"|\b(?P<v>mesi|anni)\s*(?P<m>\d{1,3})(?![\d.,/])"
    r"|\b(?P<w>un (?:ulteriore |altro )?anno|un (?:ulteriore |altro )?mese|annuale|annualita|"
    r"biennio|biennale|triennio|triennale|quadrienn(?:io|ale)|quinquenn(?:io|ale))\b"
)
_FROM = regex.compile(
    r"^\W*(?:\d{1,2}\W+)?dal\b|\bperiodo\b"
    r"|\bdal(?:l'\s?)?\s?(?:\d|primo|[a-z]+ (?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic))"
)
_UNTIL = regex.compile(
    r"\W*(?:e )?(?:(?:fino|sino|termin\w+|finisc\w+|scad\w+|cess\w+|conclud\w+|con (?:termine|scadenza)) )?(?:al?|il)?(?:l')?\W*"
)
_UNITS = {"mes": 1, "ann": 12, "bie": 24, "tri": 36, "qua": 48, "qui": 60}
#: "ai quali se ne aggiungono due di rinnovo": the unit is the one just told.
_BARE = regex.compile(r"(?<![\d.,/])(?P<n>\d{1,2})\s+(?:(?:di|in)\s+)?(?:rinnov|prorog|opzion)")
_RULE = "durata più rinnovi"


class _Span(NamedTuple):
    months: int
    unit: int  # months of the unit it is told in
    start: int
    end: int


def duration_facts(text: Text) -> dict[str, FactValue]:
    """`duration_months`: the base duration and the longest renewal foreseen, in months, where the base is told."""
    base = next(_base(text), None) or _between_dates(text)
    if base is None:
        return {}
    passage, span = base
    extra = max((months for other in _near(text, passage) for months in _renewal(other, span)), default=0)
    return {"duration_months": FactValue(span.months + extra, "derived", (passage.whole(),), _RULE)}


def _between_dates(text: Text) -> tuple[Passage, _Span] | None:
    """ "Dal primo marzo 2026 al ventotto febbraio 2029": the months between two days, where no number of them is told."""
    for passage in text.having(("dal ", "dall'", "periodo")):
        told = f"{passage.heading} {passage.text}"
        if hit(patterns("durata", "altro"), told) or not (_lasts(passage) or _FROM.match(passage.text)):
            continue
        days = dates(passage.text)
        months = round((days[1][0] - days[0][0]).days / 30.44) if len(days) > 1 and _FROM.search(passage.text) else 0
        if 4 <= months <= 120 and _UNTIL.fullmatch(passage.text[days[0][2] : days[1][1]]):
            return passage, _Span(months, 12, days[0][1], days[1][2])
    return None


def told_durations(text: Text) -> tuple[dict[int, Place], frozenset[int]]:
    """(months of the contract, each with its place; months of every span told where the text speaks of how long it lasts)."""
    bases = {span.months: passage.whole() for passage, span in _base(text)}
    others = patterns("durata", "altro")
    about = [passage for passage in text.passages if not hit(others, passage.text) and _lasts(passage)]
    spans = (span for passage in about for span in _spans(figures(passage.text)))
    return bases, frozenset(span.months for span in spans)


def _lasts(passage: Passage) -> bool:
    """Is this about how long the contract lasts, with its renewals?"""
    told = figures(passage.text)
    return bool(hit(patterns("durata", "titolo"), passage.heading)) or any(
        hit(patterns("durata", key), told) for key in ("durata", "rinnovo", "titolo")
    )


def _spans(words: str) -> list[_Span]:
    found = []
    for match in _SPAN.finditer(words):
        told = match["w"] or match["u"] or match["v"]
        unit = _UNITS[told.split()[-1][:3]]
        found.append(_Span(int(match["n"] or match["m"] or 1) * unit, unit, match.start(), match.end()))
    return found


def _base(text: Text) -> Iterator[tuple[Passage, _Span]]:
    for passage in text.having(load("durata")["lettere"]):
        told = f"{passage.heading} {passage.text}"
        words = figures(passage.text)
        mark = hit(patterns("durata", "durata"), words)
        if hit(patterns("durata", "altro"), told) or (mark is None and not hit(patterns("durata", "titolo"), passage.heading)):
            continue
        after = [span for span in _spans(words) if span.start >= (mark.start() if mark else 0)]
        if after and after[0].start - (mark.end() if mark else 0) < 90:
            yield passage, after[0]


def _near(text: Text, passage: Passage) -> Iterator[Passage]:
    """The sentences of the same section: a renewal is told beside the duration."""
    for other in text.passages:
        if other.document == passage.document and (other.heading == passage.heading or abs(other.block - passage.block) <= 2):
            yield other


def _renewal(passage: Passage, base: _Span) -> Iterator[int]:
    words = figures(passage.text)
    mark = hit(patterns("durata", "rinnovo"), words)
    if mark is None or hit(patterns("durata", "senza_rinnovo"), words):
        return
    if hit(patterns("durata", "uguale"), words):
        yield base.months
    if bare := _BARE.search(words):
        yield int(bare["n"]) * base.unit
    # The base itself stands in the same sentence more often than not.
    yield from (span.months for span in _spans(words) if span.start > mark.start() and span.start - mark.end() < 80)
