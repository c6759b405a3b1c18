"""Value of the contract, cost of labour and its share, whole and per lot, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from procurement_engine.detection.lots import lots_in
from procurement_engine.facts.amounts import bare_amount
from procurement_engine.facts.hours import labour_by_hours, tables_of
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.passages import Text
from procurement_engine.facts.shares import by_proportion, secondary_share, told_share
from procurement_engine.facts.sums import Sum, best_of, fees_weight, has, is_labour, labour_weight, plain, sums_of, value_weight
from procurement_engine.facts.tables import lot_tables


def money_facts(
    text: Text,
) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]], dict[str, tuple[FactValue, ...]]]:
    """(facts of the whole, facts per lot, contradicted facts): estimated_value, labour_cost, labour_share, secondary_share.

    `fees`, the price of the base duration without options, is kept beside them for `derive`.
    """
    sums = list(sums_of(text))
    lots = _lot_facts(text, sums)
    by_hours = labour_by_hours(text)
    for name in by_hours:
        if name is not None:
            lots.setdefault(name, {}).setdefault("labour_cost", by_hours[name])
    general = [s for s in sums if len(s.passage.lots) != 1]
    whole, conflicts = _whole(general, by_hours.get(None))
    if "fees" not in whole and not conflicts and (total := _total_of_rows(text)):
        whole["fees"] = total
        whole.setdefault("estimated_value", total)
    if share := told_share(text):
        whole["labour_share"] = share
    for lot, second in secondary_share(text).items():
        (whole if lot is None else lots.setdefault(lot, {}))["secondary_share"] = second
    if not conflicts and len(lots) < 2:
        by_proportion(text, general, whole)
    _with_options(general, whole)
    _sum_of_lots(lots, whole)
    return whole, lots, conflicts


def _whole(sums: Sequence[Sum], by_hours: FactValue | None) -> tuple[dict[str, FactValue], dict[str, tuple[FactValue, ...]]]:
    """What words say of the whole, and what they say differently; hours and their cost tell labour where words do not."""
    whole: dict[str, FactValue] = {}
    conflicts: dict[str, tuple[FactValue, ...]] = {}
    for key, weigh in (("labour_cost", labour_weight), ("fees", fees_weight), ("estimated_value", value_weight)):
        # A price below the cost of its labour is another price, and hours times their cost are no price at all.
        least = whole["labour_cost"].value if "labour_cost" in whole and "labour_cost" not in conflicts else 0
        told = by_hours.value if by_hours and key != "labour_cost" else None
        best = best_of([one for one in sums if one.value >= least and one.value != told], weigh)
        if best:
            whole[key] = best[0].fact()
        elif by_hours and key == "labour_cost":
            whole[key] = by_hours
        if len(best) > 1 and key != "fees":
            conflicts[key] = tuple(one.fact() for one in best)
    return whole, conflicts


def _total_of_rows(text: Text) -> FactValue | None:
    """ "Portineria 130.680,00; Navetta 67.320,00; Totale 198.000,00": where nothing else is called the price, the total of a table is."""
    for table in tables_of(text):
        above: list[float] = []
        if any(row.columns or regex.search(r"\bore\b|\bm[q2]\b|\bpunti\b", row.text) for row in table):
            continue
        for row in table:
            value = bare_amount(row.cells[-1])
            total = value and len(above) > 1 and abs(sum(above) - value) < 1 and has("somma_righe", " ".join(row.cells[:-1]))
            if value and total and value >= 4000 and regex.search(r",\d\d\b|€|euro", row.text):
                return FactValue(plain(value), "stated", (row.whole(),))
            if value:
                above.append(value)
    return None


def _with_options(sums: Sequence[Sum], whole: dict[str, FactValue]) -> None:
    """Adds to the base price the options whose price is told apart, where no total is told."""
    fees, value = whole.get("fees"), whole.get("estimated_value")
    if not fees or not value or fees.value != value.value:
        return
    extra: dict[tuple[int, int, float], Sum] = {}
    for one in sums:
        if _is_option(one, fees, whole.get("labour_cost")):
            extra.setdefault((0, 0, one.value) if one.value != fees.value else (one.passage.block, one.start, one.value), one)
    options = sum(value for _, _, value in extra)
    # "264.000 for the base, 132.000 for the option, 396.000 in all": the total is told already.
    priced = (one for one in sums if one.passage.kind == "row" or fees_weight(one))
    base = next((one for one in priced if abs(one.value + options - fees.value) < 1), None) if extra else None
    if base is not None:
        whole["fees"] = base.fact()
    elif extra and options <= 2 * fees.value and not has("massimo", _around(sums, fees.value)):
        places = fees.places + tuple(p for one in extra.values() for p in one.fact().places)
        total = plain(fees.value + options)
        whole["estimated_value"] = FactValue(total, "derived", places, "importo a base più opzioni (art. 14 c. 4)")
    elif told := _told_total(sums, fees.value):
        whole["estimated_value"] = told.fact()


def _told_total(sums: Sequence[Sum], fees: float) -> Sum | None:
    """ "Works 1.150.000; safety 38.000; in all 1.188.000": the sum that words of a total give and the parts make up."""
    others = {one.value for one in sums}
    totals = (one for one in sums if has("totale", one.before[-40:]) and fees_weight(one))
    return next((one for one in totals if one.value > fees and one.value - fees in others), None)


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


def _lot_facts(text: Text, sums: Sequence[Sum]) -> dict[str, dict[str, FactValue]]:
    """What tables with a column or a row per lot say, and what sentences about one lot say."""
    lots = lot_tables(text, _key_of, bare_amount)
    sums = [*sums, *_told_apart(sums)]
    for key, weigh in (("labour_cost", labour_weight), ("estimated_value", value_weight)):
        for lot in {next(iter(s.passage.lots)) for s in sums if len(s.passage.lots) == 1}:
            best = best_of([s for s in sums if s.passage.lots == {lot}], weigh)
            if best:
                lots.setdefault(lot, {}).setdefault(key, best[0].fact(lot))
    return lots


def _told_apart(sums: Sequence[Sum]) -> Iterator[Sum]:
    """ "The cost of labour is, for lot 1, 100 euro, for lot 2, 200": each sum is its lot's, the words before the first are all theirs."""
    topics: dict[tuple[int, int, int], str] = {}
    for one in sums:
        if len(one.passage.lots) < 2:
            continue
        topic = topics.setdefault((one.passage.document, one.passage.block, one.passage.start), one.before)
        lot = lots_in(one.before) if one.before != topic else frozenset(sorted(lots_in(one.before))[-1:])
        if len(lot) == 1:
            yield replace(one, passage=replace(one.passage, lots=lot), before=f"{topic} {one.before}"[-130:])


def _key_of(label: str) -> str | None:
    if regex.search(r"^rapporto$|incidenza|quota (?:della|di) manodopera|%|percentual", label):
        return "labour_share" if regex.search(r"manodopera|lavoro|personale|^rapporto$|incidenza", label) else None
    if has("manodopera", label):
        return "labour_cost"
    if has("valore", label) and not has("non_valore", label):
        return "estimated_value"
    return None


def _sum_of_lots(lots: dict[str, dict[str, FactValue]], whole: dict[str, FactValue]) -> None:
    """The whole is the sum of its lots where no total is told, and never less than they are."""
    if len(lots) < 2:
        return
    for key in ("labour_cost", "estimated_value"):
        facts = [lot[key] for lot in lots.values() if key in lot]
        total = plain(sum(fact.value for fact in facts))
        if len(facts) < 2 or (key == "estimated_value" and key in whole and whole[key].value >= total):
            continue
        places = tuple(place for fact in facts for place in fact.places)
        whole[key] = FactValue(total, "derived", places, "somma dei lotti")
    values = [lot["estimated_value"] for lot in lots.values() if "estimated_value" in lot]
    if len(values) > 1:
        whole["fees"] = FactValue(plain(sum(v.value for v in values)), "derived", (), "somma dei lotti")
        whole.pop("labour_share", None)
