"""A collective agreement is renewed while the contract runs: what it costs more, what the price clause gives back."""

from __future__ import annotations

from fractions import Fraction

from procurement_engine.labour.estimate import priced, table_on
from procurement_engine.labour.model import Agreement, Costs, CostTable, LabourError, Renewal
from procurement_engine.labour.report import RenewalEffect
from procurement_engine.labour.revision import ORDINARY, Clause, clause, ordinary_allowed, variation
from procurement_engine.numbers import total


def renewal_effect(costs: Costs) -> RenewalEffect | None:
    """None where the file names no renewal."""
    renewal, price = costs.renewal, costs.price
    if renewal is None:
        return None
    if price is None:
        raise LabourError("per l'effetto del rinnovo serve il corrispettivo (price)", ("renewal",))
    if renewal.since >= costs.end:
        raise LabourError("il rinnovo comincia quando il contratto è finito", ("renewal", "tables"))
    agreement = costs.agreement(renewal.agreement, "renewal", "agreement")
    start = max(costs.start, renewal.since)
    left = Fraction((costs.end - start).days, (costs.end - costs.start).days)
    renewed = _renewed(agreement, renewal)
    before = after = hours = Fraction(0)
    for number, line in enumerate(costs.staff):
        if costs.agreement(line.agreement, "staff", number).id != agreement.id:
            continue
        own, where = costs.hours(line) * left, ("staff", number, "level")
        hours += own
        before += total(p.cost for p in priced(agreement, agreement.tables, line.level, own, start, costs.end, where))
        after += total(p.cost for p in priced(agreement, renewed, line.level, own, start, costs.end, where))
    if not hours:
        raise LabourError(f"nessuna ora di staff ha il contratto {agreement.title}", ("renewal", "agreement"))
    fees, increase, rule = price.amount * left, after - before, _clause(costs, renewal)
    moved = variation(renewal.basket) if renewal.basket else None
    part = None if moved is None else rule.recognised(moved)
    return RenewalEffect(
        agreement=agreement.title, since=renewal.since, source=renewal.tables[0].source, start=start, end=costs.end, hours=hours,
        cost_before=before, cost_after=after, increase=increase, fees=fees, increase_on_fees=increase / fees,
        mechanism=renewal.mechanism, threshold=rule.threshold, share=rule.share, of=rule.of,
        indices=tuple(index.index for index in renewal.basket), index_variation=moved,
        recognised=None if part is None else part * fees, uncovered=None if part is None else increase - part * fees,
        index_needed=rule.needed(increase / fees),
    )  # fmt: skip


def _renewed(agreement: Agreement, renewal: Renewal) -> tuple[CostTable, ...]:
    """The tables with the new costs in place of whatever was foreseen from that day on; levels not renewed keep their cost."""
    tables = [table for table in agreement.tables if table.since < renewal.since]
    hourly = table_on(agreement.tables, renewal.since, agreement, ("renewal", "tables")).hourly
    for number, table in enumerate(renewal.tables):
        unknown = [level for level in table.hourly if level not in hourly]
        if unknown:
            where = ("renewal", "tables", number, "hourly")
            raise LabourError(f"il livello «{unknown[0]}» non è nelle tabelle di {agreement.title}", where)
        hourly = {**hourly, **table.hourly}
        tables.append(CostTable(since=table.since, source=table.source, hourly=hourly))
    return tuple(tables)


def _clause(costs: Costs, renewal: Renewal) -> Clause:
    day = costs.published_on
    if day is None:
        raise LabourError("manca published_on: la clausola di revisione (art. 60) dipende dalla data del bando", ("renewal",))
    rule = clause(day, costs.nature)
    if rule is None:
        raise LabourError("bando anteriore al 1° luglio 2023: l'art. 60 d.lgs. 36/2023 non si applica", ("published_on",))
    if renewal.mechanism == "ordinary":
        where = ("renewal", "mechanism")
        if not ordinary_allowed(day):
            raise LabourError("l'adeguamento ordinario (art. 60 c. 2-bis) esiste per i bandi dal 31/12/2024", where)
        if costs.nature == "works":
            raise LabourError("l'adeguamento ordinario (art. 60 c. 2-bis) è per servizi e forniture", where)
        return ORDINARY
    return rule
