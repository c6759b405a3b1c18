"""The labour report on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from procurement_engine.labour.report import Estimate, LabourReport, RenewalEffect, StaffCheck, Sustainability
from procurement_engine.numbers import euro, italian

COSTS = {
    "labour": "manodopera", "safety": "sicurezza", "goods": "beni e materiali", "overheads": "spese generali",
    "improvements": "migliorie", "profit": "utile", "other": "altri costi",
}  # fmt: skip
_DAY = timedelta(days=1)


def render(report: LabourReport) -> str:
    """Estimate first, then what it means for the price."""
    lines = [report.title] if report.title else []
    lines.append(f"Durata base: {report.months} mesi, dal {report.start:%d/%m/%Y} al {report.end - _DAY:%d/%m/%Y}")
    lines += ["", *_estimate(report.estimate)]
    if report.share is not None:
        lines += [f"Quota della manodopera sul corrispettivo: {percent(report.share)} ({_intensity(report)})"]
    if report.sustainability:
        lines += ["", *_sustainability(report.sustainability, report.price_mode == "fixed")]
    if report.staff_check:
        lines += ["", *_staff(report.staff_check)]
    if report.renewal:
        lines += ["", *_renewal(report.renewal)]
    lines += [f"Attenzione: {warning}" for warning in report.warnings]
    return "\n".join(lines)


def percent(value: Fraction) -> str:
    """A share as a percentage.

    >>> percent(Fraction(4, 5)), percent(Fraction(1, 3))
    ('80%', '33,33%')
    """
    return f"{italian(round(value * 100, 2))}%"


def hours(value: Fraction) -> str:
    """Hours, two decimals, thousands apart.

    >>> hours(Fraction(31000, 3))
    '10.333,33'
    """
    return euro(value).removesuffix(" euro")


def _intensity(report: LabourReport) -> str:
    law = "Allegato I.1, art. 2, c. 1, lett. e)"
    return f"ad alta intensità di manodopera, {law}" if report.labour_intensive else f"sotto il 50%: {law}"


def _estimate(made: Estimate) -> Iterator[str]:
    yield "Costo della manodopera"
    rows = []
    for line in made.lines:
        for number, period in enumerate(line.periods):
            first = number == 0
            rows.append(
                (
                    line.level if first else "", (line.role if first else "")[:34], f"{period.start:%d/%m/%Y}",
                    hours(period.hours), italian(period.hourly, 2), euro(period.cost), period.source[:40],
                )
            )  # fmt: skip
    yield from table(("livello", "mansione", "dal", "ore", "euro/ora", "costo", "tabella"), rows, left=(0, 1, 6))
    yield f"  Totale: {hours(made.hours)} ore, {euro(made.cost)}"


def _sustainability(found: Sustainability, fixed: bool) -> Iterator[str]:
    yield f"Sostenibilità del {'prezzo fisso' if fixed else 'corrispettivo'}"
    rows = [(COSTS.get(name, name), euro(value)) for name, value in found.costs.items() if value]
    yield from table(("voce", "importo"), [*rows, ("somma dei costi", euro(found.total)), ("corrispettivo", euro(found.price))])
    if found.sustainable:
        yield f"  I costi sono coperti; restano {euro(found.margin)} ({percent(found.margin / found.price)})."
    else:
        yield f"  I costi NON sono coperti: mancano {euro(-found.margin)}. Rivedere il corrispettivo o le prestazioni."


def _staff(check: StaffCheck) -> Iterator[str]:
    yield "Personale in servizio e stima (ore di un anno)"
    rows = [(row.level, str(row.people), hours(row.hours_in_service), hours(row.hours_estimated)) for row in check.levels]
    yield from table(("livello", "persone", "ore in servizio", "ore stimate"), rows)
    yield f"  Costo annuo: in servizio {euro(check.cost_in_service)}, stimato {euro(check.cost_estimated)}"
    yield from (f"  {finding}" for finding in check.findings)


def _renewal(effect: RenewalEffect) -> Iterator[str]:
    yield f"Rinnovo di {effect.agreement} dal {effect.since:%d/%m/%Y}, sul contratto in corso"
    yield f"  Fino al {effect.end - _DAY:%d/%m/%Y} restano {hours(effect.hours)} ore"
    yield f"  Costo da {euro(effect.cost_before)} a {euro(effect.cost_after)}: {euro(effect.increase)} in più"
    yield f"  Sui corrispettivi residui ({euro(effect.fees)}) è il {percent(effect.increase_on_fees)}"
    yield f"  Clausola: {rule_words(effect)}"
    if effect.recognised is None or effect.uncovered is None or effect.index_variation is None:
        yield "  Senza i valori degli indici (basket) non si può dire quanto la clausola riconosce."
    else:
        yield f"  Variazione degli indici: {percent(effect.index_variation)}; riconosciuti {euro(effect.recognised)}"
        left = effect.uncovered
        yield f"  {'Resta scoperto' if left > 0 else 'La clausola riconosce in più'}: {euro(abs(left))}"
    if effect.increase > 0:
        yield f"  Per coprire tutto gli indici dovrebbero salire del {percent(effect.index_needed)}."


def rule_words(effect: RenewalEffect) -> str:
    """The price clause in words."""
    if effect.mechanism == "ordinary":
        return "adeguamento ordinario all'indice (art. 60, c. 2-bis)"
    of = "della parte oltre la soglia" if effect.of == "excess" else "della variazione"
    return f"soglia {percent(effect.threshold)}, riconosciuto l'{percent(effect.share)} {of} (art. 60, c. 2)"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> Iterator[str]:
    """Columns as wide as what they hold."""
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    for row in (head, *rows):
        cells = (c.ljust(w) if n in left else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True)))
        yield "  " + "  ".join(cells).rstrip()
