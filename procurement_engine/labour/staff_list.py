"""The estimate against the list of the staff in service: hours, levels, agreement, seniority."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement_engine.labour.estimate import rate, table_on
from procurement_engine.labour.model import WEEKS, Agreement, Costs, OutgoingLine
from procurement_engine.labour.report import Estimate, LevelCheck, StaffCheck
from procurement_engine.numbers import total


def worked_in_a_year(line: OutgoingLine, agreement: Agreement) -> Fraction:
    """Hours really worked: in the agreement's proportion where given, else every week of the year."""
    if agreement.weekly_hours and agreement.worked_hours:
        return line.people * line.weekly_hours * agreement.worked_hours / agreement.weekly_hours
    return line.people * line.weekly_hours * WEEKS


def staff_check(costs: Costs, made: Estimate) -> StaffCheck | None:
    """None where no staff list is given."""
    if not costs.outgoing_staff:
        return None
    listed: dict[tuple[str, str], list[tuple[OutgoingLine, Fraction, Fraction]]] = {}
    for number, line in enumerate(costs.outgoing_staff):
        where = ("outgoing_staff", number)
        agreement = costs.agreement(line.agreement, *where)
        hours = worked_in_a_year(line, agreement)
        hourly = rate(table_on(agreement.tables, costs.start, agreement, where), line.level, agreement, (*where, "level"))
        listed.setdefault((agreement.id, line.level), []).append((line, hours, hours * (hourly + line.seniority)))
    yearly = Fraction(12, costs.months)
    keys = sorted({*listed, *((line.agreement, line.level) for line in made.lines)})
    levels = tuple(
        LevelCheck(
            agreement=agreement, level=level,
            people=sum(line.people for line, _, _ in listed.get((agreement, level), ())),
            hours_in_service=sum((hours for _, hours, _ in listed.get((agreement, level), ())), Fraction(0)),
            hours_estimated=sum(
                (line.hours * yearly for line in made.lines if (line.agreement, line.level) == (agreement, level)), Fraction(0)
            ),
        )
        for agreement, level in keys
    )  # fmt: skip
    in_service = total(cost for lines in listed.values() for _, _, cost in lines)
    exact_hours = all(costs.agreement(a).worked_hours for a, _ in listed)
    check = StaffCheck(levels=levels, cost_in_service=in_service, cost_estimated=made.cost * yearly, worked_hours_known=exact_hours)
    return check.model_copy(update={"findings": tuple(_findings(costs, check))})


def _findings(costs: Costs, check: StaffCheck) -> Iterator[str]:
    for row in check.levels:
        if not row.people:
            yield f"Livello {row.level}: stimato, ma nessuno in servizio ha questo livello."
        elif not row.hours_estimated:
            yield f"Livello {row.level}: {row.people} in servizio, ma la stima non lo prevede."
        elif row.hours_estimated < row.hours_in_service:
            yield f"Livello {row.level}: la stima ha meno ore di quelle del personale in servizio; dirne la ragione negli atti."
    if check.cost_in_service > check.cost_estimated:
        yield "Il personale in servizio, con i suoi scatti, costa in un anno più della stima: il prezzo va verificato."
    names = {line.ccnl.strip().upper() for line in costs.outgoing_staff if line.ccnl.strip()}
    other = names - {a.cnel.upper() for a in costs.agreements}
    if other:
        yield f"Il personale in servizio ha un altro contratto collettivo ({', '.join(sorted(other))}): confrontare le tutele."
    if not check.worked_hours_known:
        yield "Ore del personale in servizio contate su 52 settimane: con weekly_hours e worked_hours si contano quelle lavorate."
