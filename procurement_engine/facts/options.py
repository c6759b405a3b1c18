"""Base price, options and the value they make together: words say which sum is which, and sums that add up prove it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from procurement_engine.facts.model import FactValue
from procurement_engine.facts.sums import Sum, fees_weight, has, is_labour, plain

#: Rates of the value added tax; how far apart, in blocks, a total and its parts may stand; parts a total is tried on.
_RATES, _NEAR, _PARTS = (0.04, 0.05, 0.10, 0.22), 8, 9
_VALUE_RULE = "importo a base più opzioni (art. 14 c. 4)"
#: A told total may hold small charges that the sum of base and options leaves out.
_CHARGES = 0.015


def less_tax(sums: Sequence[Sum]) -> list[Sum]:
    """Without the tax, and without sums that are another one and its tax: "128.000 plus 28.160, in all 156.160"."""
    told = {one.value for one in sums}
    taxes: set[float] = set()
    names: dict[float, str] = {}
    for net in told:
        for rate in _RATES:
            tax, gross = net * rate, net * (1 + rate)
            named = [one for one in sums if abs(one.value - gross) < 1]
            if named and (_any_near(told, tax) or any(has("con_iva", one.before[-60:] + one.after[:40]) for one in named)):
                taxes.update(one.value for one in sums if abs(one.value - gross) < 1 or abs(one.value - tax) < 1)
                names[net] = named[0].before
    # "366.000 with the tax (300.000 without)": what is said of the one is said of the other.
    return [
        replace(one, before=names[one.value]) if one.value in names and not fees_weight(one) and not is_labour(one) else one
        for one in sums
        if one.value not in taxes
    ]


def with_options(sums: Sequence[Sum], whole: dict[str, FactValue]) -> None:
    """Adds to the base price the options whose price is told apart, where no total is told."""
    fees, value = whole.get("fees"), whole.get("estimated_value")
    if not fees or not value or fees.value != value.value:
        return
    extra = _options(sums, fees, whole.get("labour_cost"))
    options = sum(one.value for one in extra)
    base = next(_bases(sums, extra, fees.value), None) if extra else None
    if base is not None:
        whole["fees"] = base.fact()
    elif told := _told_total(sums, fees.value, options):
        whole["estimated_value"] = told.fact()
    elif extra and options <= 2 * fees.value and not has("massimo", _around(sums, fees.value)):
        places = fees.places + tuple(p for one in extra for p in one.fact().places)
        whole["estimated_value"] = FactValue(plain(fees.value + options), "derived", places, _VALUE_RULE)


def _options(sums: Sequence[Sum], fees: FactValue, labour: FactValue | None) -> list[Sum]:
    """The prices of renewals and options, each once; one as high as the base is told again for each of them."""
    extra: dict[tuple[int, int, float], Sum] = {}
    for one in sums:
        if _is_option(one, fees, labour):
            extra.setdefault((0, 0, one.value) if one.value != fees.value else (one.passage.block, one.start, one.value), one)
    return list(extra.values())


def _bases(sums: Sequence[Sum], extra: Sequence[Sum], fees: float) -> Iterator[Sum]:
    """ "264.000 for the base, 132.000 for the option, 396.000 in all": the total is told already, with or without small charges."""
    options = sum(one.value for one in extra)
    told = {one.value for one in sums}
    for one in sums:
        # In prose the charges must be told; a table may leave them to another row.
        charges = _CHARGES * fees if one.passage.kind == "row" or _any_near(told, fees - one.value - options) else 1
        apart = all(one.value != other.value for other in extra) and not has("periodico", one.after)
        if apart and not is_labour(one) and 0 <= fees - one.value - options <= charges:
            yield one


def _told_total(sums: Sequence[Sum], fees: float, options: float) -> Sum | None:
    """ "Works 1.150.000; safety 38.000; in all 1.188.000": the sum called a value or a total that base and other parts make up."""
    totals = [one for one in sums if fees < one.value <= 4 * fees and _is_whole(one)]
    # With the options that words have told, or with any two sums near it.
    for one in totals:
        if options and 0 <= one.value - fees - options <= _CHARGES * one.value:
            return one
        if any(abs(sum(parts) - (one.value - fees)) < 1 for parts in _parts(sums, one, fees)):
            return one
    return None


def _is_whole(one: Sum) -> bool:
    """Do words call a sum the value, or a total of the price?"""
    return not has("quadro", one.before) and not is_labour(one) and bool(fees_weight(one) or has("totale", one.before[-40:]))


def _parts(sums: Sequence[Sum], total: Sum, fees: float) -> Iterator[tuple[float, ...]]:
    """One or two sums near a total, of a size to be parts of it."""
    near = [
        one.value
        for one in sums
        if one.passage.document == total.passage.document
        and abs(one.passage.block - total.passage.block) <= _NEAR
        and one.value not in (total.value, fees)
        and not is_labour(one)
    ]
    told = list(dict.fromkeys(near))[:_PARTS]
    yield from ((value,) for value in told)
    yield from combinations(told, 2)


def _is_option(one: Sum, fees: FactValue, labour: FactValue | None) -> bool:
    """Is a sum the price of a renewal or an option, told apart from the base? It may be the same figure over again."""
    if (labour and one.value == labour.value) or is_labour(one) or has("non_valore", one.before[-45:]):
        return False
    if has("massimo", one.before + one.after) or has("soglia_legale", one.before):
        return False
    if one.value == fees.value and not has("ulteriore", one.before[-40:]):
        return False
    near = one.before + one.after[:50]
    return has("opzione", near) and not has("senza_opzione", near)


def _around(sums: Sequence[Sum], value: float) -> str:
    return " ".join(one.before + one.after for one in sums if one.value == value)


def _any_near(told: Collection[float], value: float) -> bool:
    return any(abs(one - value) < 1 for one in told)
