"""Value of the contract, cost of labour and its share, whole and per lot, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from procurement_engine.detection.lots import lots_in
from procurement_engine.facts.amounts import bare_amount
from procurement_engine.facts.hours import labour_by_hours
from procurement_engine.facts.model import FactValue
from procurement_engine.facts.options import less_tax, with_options
from procurement_engine.facts.passages import Passage, Text, tables_of
from procurement_engine.facts.periods import same_period, whole_duration
from procurement_engine.facts.secondary import secondary_share
from procurement_engine.facts.shares import by_proportion, told_share
from procurement_engine.facts.sums import Sum, best_of, fees_weight, has, labour_weight, plain, sums_of, value_weight
from procurement_engine.facts.tables import lot_tables

#: "3. Personale, compreso nel rigo 2": the number of a row.
_NUMBERED = regex.compile(r"^\W*(?:\d{1,2}|[a-z])\s?[.)]\s*")


def money_facts(
    text: Text,
) -> tuple[dict[str, FactValue], dict[str, dict[str, FactValue]], dict[str, tuple[FactValue, ...]]]:
    """(facts of the whole, facts per lot, contradicted facts): estimated_value, labour_cost, labour_share, secondary_share.

    `fees`, the price of the base duration without options, is kept beside them for `derive`.
    """
    sums = _less_totals(less_tax(list(sums_of(text))))
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
    if len(lots) < 2 and "labour_cost" not in conflicts:
        by_proportion(text, general, whole, settled=bool(conflicts))
    if conflicts or len(lots) > 1 or not whole_duration(text, general, whole):
        with_options(general, whole)
    same_period(text, general, whole)
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
        others = [one for one in best[1:] if not (key == "estimated_value" and _only_base(one, best[0]))]
        if others and key != "fees":
            conflicts[key] = tuple(one.fact() for one in (best[0], *others))
    return whole, conflicts


def _only_base(one: Sum, total: Sum) -> bool:
    """Is a sum told beside the total with its options, and not as one (a base price, the whole cost)? It changes no total."""
    return value_weight(one) == fees_weight(one) and value_weight(total) > fees_weight(total)


def _total_of_rows(text: Text) -> FactValue | None:
    """ "Portineria 130.680,00; Navetta 67.320,00; Totale 198.000,00": where nothing else is called the price, the total of a table is."""
    for table in tables_of(text):
        above: list[float] = []
        if any(row.columns or regex.search(r"\bore\b|\bm[q2]\b|\bpunti\b", row.text) for row in table):
            continue
        for row in table:
            value = bare_amount(row.cells[-1])
            total = value and len(above) > 1 and abs(sum(above) - value) < 1 and _is_sum(row)
            if value and total and value >= 4000 and regex.search(r",\d\d\b|€|euro", row.text):
                return FactValue(plain(value), "stated", (row.whole(),))
            if value:
                above.append(value)
    return None


def _is_sum(row: Passage) -> bool:
    """Does a row call itself a total, or say nothing but its sum?"""
    label = " ".join(row.cells[:-1])
    return has("somma_righe", label) or not label.strip(" |–-")


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


def _less_totals(sums: Sequence[Sum]) -> list[Sum]:
    """A price that one of each lot make together is of them all, though it stands beside the last: "in somma 1.584.800 euro"."""
    priced: dict[str, set[float]] = {}
    for one in sums:
        if len(one.passage.lots) == 1 and fees_weight(one):
            priced.setdefault(next(iter(one.passage.lots)), set()).add(one.value)
    totals = {0.0}
    for values in priced.values():
        totals = {total + value for total in totals for value in sorted(values)[:4]}
    whole = totals if len(priced) > 1 else set()
    return [replace(one, passage=replace(one.passage, lots=frozenset())) if one.value in whole else one for one in sums]


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
    label = _NUMBERED.sub("", label)
    if regex.search(r"^rapporto (?:fra|tra)\b|^rapporto$|incidenza|quota (?:della|di) manodopera|%|percentual", label):
        return "labour_share" if regex.search(r"manodopera|lavoro|personale|^rapporto\b(?!.*prezzo)|incidenza", label) else None
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
