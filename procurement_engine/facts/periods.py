"""Sums told for a year or a month: brought to the whole duration, or compared with what is told of the same period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procurement_engine.facts.amounts import amounts
from procurement_engine.facts.duration import duration_facts
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.sums import Sum, fees_weight, has, is_labour, plain

_MOST = 10  # times a period may come in a contract
_ROUNDING = 0.006
_RULE = "prezzo di un periodo per la durata"


def whole_duration(text: Text, sums: Sequence[Sum], whole: dict[str, FactValue]) -> bool:
    """The price of a year or a month, where no other is told, comes as many times as the duration holds it, with its renewals."""
    if not {"fees", "estimated_value"} & whole.keys() and (priced := next((one for one in sums if _is_price(one)), None)):
        whole["fees"] = whole["estimated_value"] = priced.fact()
    fees, value = whole.get("fees"), whole.get("estimated_value")
    told = next((one for one in sums if fees and one.value == fees.value and months_of(one)), None)
    if fees is None or value is None or told is None or value.value != fees.value:
        return False
    times = [one for one in sums if _times(one.value, fees.value) and not is_labour(one) and _is_whole(one)]
    if times:
        best = max(times, key=lambda one: one.value)
        whole["estimated_value"] = whole["fees"] = best.fact()
        return True
    duration = duration_facts(text).get("duration_months")
    total = fees.value * duration.value / months_of(told) if duration else 0
    if duration is None or total <= fees.value:
        return False
    whole["estimated_value"] = whole["fees"] = FactValue(plain(total), "derived", (*fees.places, *duration.places), _RULE)
    return True


def same_period(text: Text, sums: Sequence[Sum], whole: dict[str, FactValue]) -> None:
    """The price that labour is a share of: the told percentage says which, or that both are told for one year."""
    fees, cost, share = whole.get("fees"), whole.get("labour_cost"), whole.get("labour_share")
    if not fees or not cost:
        return
    if share is not None:
        if abs(cost.value - share.value * fees.value) > _ROUNDING * fees.value:
            parts = ((value, one) for value, one in _told(text) if abs(cost.value - share.value * value) <= _ROUNDING * value)
            found = next(parts, None)
            if found:
                whole["fees"] = FactValue(plain(found[0]), "stated", (found[1].whole(),))
        return
    months = next((months_of(one) for one in sums if one.value == cost.value and is_labour(one)), 0)
    alike = (one for one in sums if months and months_of(one) == months and not is_labour(one))
    if price := next((one for one in alike if cost.value < one.value <= 4 * cost.value), None):
        whole["fees"] = price.fact()


def months_of(one: Sum) -> int:
    """The months of the period that a sum is told for; 0 where none is told."""
    # "58.000 euro l'anno: dunque 174.000": the year is of the sum before.
    near = one.after[:25] if has("periodico", one.after) else "" if has("periodico", one.before) else one.before[-45:]
    return 12 if has("di_un_anno", near) else 1 if has("di_un_mese", near) else 0


def _is_whole(one: Sum) -> bool:
    """Is a sum called a price, or told for years: "in six years, 300.000"?"""
    return bool(fees_weight(one) or has("piu_anni", one.passage.text[: one.start][-40:]))


def _is_price(one: Sum) -> bool:
    """Where no other sum is called the price: one that is paid for each year or month."""
    return bool(months_of(one)) and one.value >= 1000 and not is_labour(one) and has("si_paga", one.before + one.after)


def _times(value: float, one: float) -> bool:
    return value > one and abs(value / one - round(value / one)) < 1e-6 and value / one <= _MOST


def _told(text: Text) -> Iterator[tuple[float, Passage]]:
    for passage in text.passages:
        for one in amounts(passage.text):
            yield one.value, passage
