"""Hours times the hourly cost in force when they are worked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from procurement_engine.inputs import Where
from procurement_engine.labour.calendar import slices
from procurement_engine.labour.model import Agreement, Basis, Costs, CostTable, LabourError
from procurement_engine.labour.report import Estimate, EstimateLine, Period
from procurement_engine.numbers import total


def rate(table: CostTable, level: str, agreement: Agreement, where: Where = ()) -> Fraction:
    """The hourly cost of a level; LabourError where the table has none."""
    if level not in table.hourly:
        raise LabourError(
            f"il livello «{level}» non è nella tabella dal {table.since:%d/%m/%Y} di {agreement.title}; "
            f"ci sono: {', '.join(table.hourly)}",
            where,
        )
    return table.hourly[level]


def table_on(tables: Iterable[CostTable], day: date, agreement: Agreement, where: Where = ()) -> CostTable:
    """The table in force on a day."""
    found = [table for table in tables if table.since <= day]
    if not found:
        raise LabourError(f"nessuna tabella di {agreement.title} è in vigore il {day:%d/%m/%Y}: aggiungere quella di allora", where)
    return found[-1]


def priced(
    agreement: Agreement, tables: tuple[CostTable, ...], level: str, hours: Fraction, start: date, end: date, where: Where = ()
) -> tuple[Period, ...]:
    """Hours spread evenly over the days of a period, each part at the cost then in force."""
    periods = []
    for piece in slices(start, end, [table.since for table in tables]):
        table = table_on(tables, piece.start, agreement, where)
        hourly, worked = rate(table, level, agreement, where), hours * piece.share
        periods.append(
            Period(
                start=piece.start, end=piece.end, hours=worked, hourly=hourly, cost=worked * hourly,
                source=table.source, since=table.since,
            )
        )  # fmt: skip
    return tuple(periods)


def estimate(costs: Costs) -> Estimate:
    """The labour cost of the base duration, line by line."""
    lines = []
    for number, line in enumerate(costs.staff):
        where: Where = ("staff", number)
        agreement, hours = costs.agreement(line.agreement, *where), costs.hours(line)
        periods = priced(agreement, agreement.tables, line.level, hours, costs.start, costs.end, (*where, "level"))
        lines.append(
            EstimateLine(
                role=line.role, level=line.level, agreement=agreement.id, agreement_title=agreement.title, hours=hours,
                cost=total(p.cost for p in periods), periods=periods,
            )
        )  # fmt: skip
    return Estimate(lines=tuple(lines), hours=total(x.hours for x in lines), cost=total(x.cost for x in lines))


def cost_of_hours(basis: Basis, hours: Mapping[str, Fraction], agreement: str, where: Where = ()) -> Fraction:
    """Hours by level over the base duration, at the tables of an agreement (its id or CNEL code)."""
    chosen = basis.agreement(agreement, *where)
    return total(
        period.cost
        for level, worked in hours.items()
        for period in priced(chosen, chosen.tables, level, worked, basis.start, basis.end, (*where, level))
    )
