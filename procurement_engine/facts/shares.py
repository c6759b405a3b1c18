"""The share of labour in the price, told or found by arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import regex

from procurement_engine.facts.amounts import percentages
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.sums import Sum, fees_weight, has, plain
from procurement_engine.facts.vocabulary import hit, patterns

#: Euro below which no sum is a price; how far figures may be from their percentage; percentages that labour may be.
_LEAST, _ROUNDING, _SHARES = 4000, 0.006, (10, 99.9)
FRACTION_STEMS = ("decim", "quint", "quart", "terz", "settim", "ottav")
#: Before a percentage that is a limit, a step or another tender's.
_OTHER_SHARE = regex.compile(r"oltre|scost|inferior|ribass|super|almeno|sotto|raggiun|arriv|soglia|meno del")
_DECIMAL = regex.compile(r"(?<![\d.,])0[.,](\d{1,2})(?!\d)(?= (?:de\w*|su\w*)\b)")
_OUT_OF_HUNDRED = regex.compile(
    r"(?<![\d.,])(?P<n>\d{2}) euro (?:su|ogni) (?:ogni )?100\b|\b(?:su|ogni) 100 euro[^.;\d]{0,40}?\b(?P<n>\d{2})\b"
)
SUPPOSED = regex.compile(r"\b(?:qualora|laddove|nel caso in cui|ove)\b")
_BIG = regex.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|(?<![\d.,])\d{4,9}(?:,\d{1,2})?(?![\d.])")


def told_share(text: Text) -> FactValue | None:
    """The percentage, or the fraction, that the text says labour to be."""
    for passage in text.having(("%", "cento", "100", "0,", "0.", *FRACTION_STEMS)):
        named = has("manodopera", f"{passage.text} {passage.heading}") or has("incidenza", passage.text)
        # What a secondary activity is worth is no share of labour.
        if has("secondarie", passage.text):
            continue
        if passage.lots or not named or SUPPOSED.search(passage.text) or hit(patterns("importi", "non_secondarie"), passage.text):
            continue
        mark = (
            patterns("importi", "manodopera").search(passage.text)
            or patterns("importi", "incidenza").search(passage.text)
            or regex.match("", passage.text)
        )
        for value, at in (*percentages(passage.text), *_hundredths(passage.text)):
            near = abs(at - mark.start()) < 130 if mark else False
            if near and 5 <= value < 100 and not _OTHER_SHARE.search(passage.text[max(0, at - 25) : at]):
                return FactValue(round(value / 100, 4), "stated", (passage.whole(),))
    return None


def _hundredths(text: str) -> Iterator[tuple[float, int]]:
    """ "Pari a 0,70 dell'importo", "settanta euro su cento", "70 su 100 euro"."""
    for match in _DECIMAL.finditer(text):
        yield 100 * float(f"0.{match[1]}"), match.start()
    for match in _OUT_OF_HUNDRED.finditer(figures(text)):
        yield float(match["n"]), match.start()


def by_proportion(text: Text, sums: Sequence[Sum], whole: dict[str, FactValue], settled: bool = False) -> None:
    """Price and labour found by arithmetic: a figure told among words of labour that is the told percentage of a price.

    Words may call labour anything ("le mercedi", "chi vi attende"); that the three figures agree is no accident. The value is
    `settled` where the documents say different ones.
    """
    prices = [one for one in sums if one.value >= _LEAST and not has("non_valore", one.before[-45:])]
    found = [
        (weight, share, value, passage, price)
        for share, value, passage in _labour_figures(text)
        for price in prices
        if value < price.value and abs(value - share * price.value) <= _ROUNDING * price.value
        for weight in (fees_weight(price) + 4 * (price.fact().value == _value(whole, "fees")),)
    ]
    told = _value(whole, "labour_cost")
    if not found or ({"labour_share", "fees"} <= whole.keys() and any(told == plain(value) for _, _, value, _, _ in found)):
        return
    _, share, value, passage, price = max(found, key=lambda item: item[0])
    whole["labour_cost"] = FactValue(plain(value), "stated", (passage.whole(),), "la quota di manodopera dichiarata")
    whole["labour_share"] = FactValue(round(share, 4), "stated", (passage.whole(),))
    if not settled and price.value > (_value(whole, "estimated_value") or 0):
        whole["estimated_value"] = price.fact()
    whole["fees"] = price.fact()


def _labour_figures(text: Text) -> Iterator[tuple[float, float, Passage]]:
    """(share, figure, passage) wherever a percentage and a figure stand among words of labour, in one sentence or the next."""
    before: Passage | None = None
    for passage in text.having(("%", "cento", "100", *FRACTION_STEMS)):
        near = [passage]
        if before is not None and (before.document, before.block) == (passage.document, passage.block):
            near.append(before)
        before = passage
        words = " ".join(one.text for one in near)
        if not has("lavoro_largo", words) or has("secondarie", passage.text) or has("quote_altre", passage.text):
            continue
        for share, _ in percentages(passage.text):
            if _SHARES[0] <= share < _SHARES[1]:
                for one in near:
                    for match in _BIG.finditer(figures(one.text)):
                        yield share / 100, float(match[0].replace(".", "").replace(",", ".")), passage


def _value(facts: Mapping[str, FactValue], key: str) -> Any:
    return facts[key].value if key in facts else None
