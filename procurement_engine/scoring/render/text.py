"""The report on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procurement_engine.numbers import italian
from procurement_engine.scoring.design.model import DesignReport
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.render.wording import decimals, rounding, shown
from procurement_engine.scoring.report import LotReport, ScoreReport, Sensitivity, WhatIf

_SEVERITY = {"error": "ERRORE", "warning": "ATTENZIONE", "advice": "CONSIGLIO"}


def render(report: ScoreReport) -> str:
    """Ranking first, then what to know about it, then whether the winner could change."""
    lines = [" ".join(filter(None, (report.title, f"CIG {report.cig}" if report.cig else "")))]
    for lot, part in zip(report.lots, report.evaluation.parts(), strict=True):
        lines += ["", *([f"Lotto {lot.id} {lot.title}".rstrip(), ""] if lot.id else []), *_lot(lot, part)]
    prints = report.fingerprints
    return "\n".join([*lines, "", f"Impronte SHA-256: regole {prints.rules[:16]}…, voti {prints.marks[:16]}…"]).strip()


def _lot(lot: LotReport, part: Part) -> Iterator[str]:
    digits = decimals(lot, part)
    head = ("", "offerta", "tecnico grezzo", "tecnico", "economico", "totale", "esatto")
    rows = [
        (
            str(row.rank or "–"), row.name, shown(row.raw_technical, digits), shown(row.technical, digits),
            shown(row.economic, digits), shown(row.total, digits),
            row.total.exact if row.total and len(row.total.exact) < 24 else "",
        )
        for row in lot.ranking
    ]  # fmt: skip
    yield from table(head, rows)
    for row in lot.ranking:
        if row.excluded_because:
            yield f"  {row.name}: {row.excluded_because}"
    yield f"Arrotondamento: {rounding(lot.rounding)}."
    yield from (f"{'' if warn.to_check else 'Attenzione: '}{warn.message}" for warn in lot.warnings)
    if lot.sensitivity:
        yield ""
        yield from _sensitivity(lot.sensitivity)
    if lot.agreement:
        yield ""
        yield from _agreement(lot)


def _sensitivity(answers: Sensitivity) -> Iterator[str]:
    yield f"Chi è prima ({', '.join(answers.winners)}) potrebbe cambiare?"
    least = answers.smallest_change
    if least:
        yield f"  Basta spostare {italian(least.moved.shown, 2)} punti di peso in tutto perché {least.to} la raggiunga."
    elif answers.switch_weights and not answers.approximate:
        yield "  Nessuna scelta dei pesi la farebbe raggiungere."
    for line in answers.switch_weights:
        for switch in line.switches:
            at = f"{'circa ' if answers.approximate else ''}{shown(switch.weight)}"
            yield f"  Criterio {line.criterion}: peso {shown(line.weight)}, a {at} la raggiunge {switch.to}."
    if answers.acceptability:
        first = answers.acceptability
        shares = ", ".join(f"{bid} {italian(100 * share[0], 1)}%" for bid, share in first.near_weights.items())
        yield f"  Con pesi vicini ai veri (±20%, {first.draws} estrazioni) è prima: {shares}."
    if answers.approximate:
        yield "  Con questo metodo i totali non sono lineari nei pesi: i pesi di cambio sono cercati per prove."
    yield from _cases("Senza i voti di", answers.without_commissioner)
    yield from _cases("Senza l'offerta", answers.without_bid)
    yield from _cases("Con", answers.rounding, f"altri {len(answers.rounding)} arrotondamenti")
    if answers.grade_steps_tried:
        yield f"  Un voto spostato di un grado: {answers.grade_steps_tried} prove, {len(answers.grade_steps)} cambiano chi è prima."
    for note in answers.not_computed:
        yield f"  Non calcolato: {note}."


def _cases(words: str, cases: Sequence[WhatIf], together: str = "") -> Iterator[str]:
    changing = [case for case in cases if case.winner_changes]
    for case in changing:
        yield f"  {words} {case.case}: prima {', '.join(case.winners) or 'nessuna'}."
    if cases and not changing:
        yield f"  {words} {together or ' / '.join(case.case for case in cases)}: non cambia."


def _agreement(lot: LotReport) -> Iterator[str]:
    bids = lot.agreement[0].bids
    yield f"Accordo dei commissari ({bids} offerte: {'indicativo' if bids < 10 else 'su tutte'})"
    rows = [
        (
            line.criterion or "tutti",
            *(_statistic(v) for v in (line.kendall_w, line.icc_single, line.icc_mean, line.krippendorff_alpha)),
        )
        for line in lot.agreement
    ]
    yield from table(("criterio", "W di Kendall", "ICC(2,1)", "ICC(2,k)", "alfa di Krippendorff"), rows)


def _statistic(value: float | None) -> str:
    return "–" if value is None else italian(value, 2)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what they hold; numbers to the right, names to the left."""
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    for row in (head, *rows):
        cells = [
            cell.ljust(width) if n == 1 or (n == 0 and len(head) == 5) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def render_design(report: DesignReport) -> str:
    """Findings, the worst first."""
    order = list(_SEVERITY)
    lines = [report.title] if report.title else []
    for finding in sorted(report.findings, key=lambda f: order.index(f.severity)):
        lot = f" (lotto {finding.lot})" if finding.lot else ""
        lines.append(f"{_SEVERITY[finding.severity]}{lot}: {finding.message}")
        if finding.example:
            lines.append(f"  {finding.example}")
    if not report.findings:
        lines.append("Nulla da segnalare sulle regole.")
    return "\n".join(lines)
