"""The minutes of the commission (verbale), as a Word file: marked *bozza* while anything the law wants is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.document import Document as WordDocument

from procurement_engine.numbers import italian
from procurement_engine.scoring.comparison import preferences
from procurement_engine.scoring.model import Bid, Criterion, Evaluation, Part
from procurement_engine.scoring.render import wording
from procurement_engine.scoring.render.word import clean, new_document, paragraph, table
from procurement_engine.scoring.render.wording import shown
from procurement_engine.scoring.report import CriterionScore, LotReport, ScoreReport

_BLANK = "______________________"


def missing(evaluation: Evaluation) -> list[str]:
    """What the law or the rulings want in the minutes and the evaluation does not give."""
    commission = evaluation.commission
    found = []
    if not evaluation.title:
        found.append("l'oggetto della gara (title)")
    if not evaluation.cig and not any(lot.cig for lot in evaluation.lots):
        found.append("il CIG (cig)")
    if commission is None or not commission.members:
        found.append("i componenti della commissione (commission.members)")
    elif any(len(commission.members) != len(part.commissioners) for part in evaluation.parts() if part.commissioners):
        found.append("tanti componenti quanti sono i commissari che danno i voti (commission.members)")
    if commission is None or not commission.appointment:
        found.append("l'atto di nomina della commissione (commission.appointment, art. 93)")
    if commission is None or not commission.declarations:
        found.append("le dichiarazioni di assenza di incompatibilità e conflitti (commission.declarations, art. 93 c. 5)")
    if not evaluation.sessions:
        found.append("le sedute, con data e luogo (sessions)")
    for part in evaluation.parts():
        lot = f" (lotto {part.lot})" if part.lot else ""
        without = [f"{leaf.id}/{bid.id}" for leaf, bid in _unreasoned(part)]
        if without:
            listed = ", ".join(without[:6]) + (f" e altre {len(without) - 6}" if len(without) > 6 else "")
            found.append(f"la motivazione dei voti{lot}: {listed} (reasons)")
    return found


def _unreasoned(part: Part) -> Iterator[tuple[Criterion, Bid]]:
    for leaf in part.leaves():
        if leaf.kind == "discretionary":
            for bid in part.bids:
                if not part.reasons.get(leaf.id, {}).get(bid.id):
                    yield leaf, bid


def write(report: ScoreReport, path: Path) -> None:
    """Write the minutes."""
    evaluation = report.evaluation
    gaps = missing(evaluation) + [
        f"l'esito del sorteggio o della seduta per la parità{f' (lotto {lot.id})' if lot.id else ''}"
        for lot in report.lots
        if any(warn.code.startswith("tie_") for warn in lot.warnings)
    ]
    document = new_document(f"Verbale di valutazione – {report.title}")
    if gaps:
        document.sections[0].header.paragraphs[0].text = "BOZZA – da completare prima della firma"
    document.add_heading(f"{'BOZZA – ' if gaps else ''}Verbale di valutazione delle offerte tecniche", 1)
    paragraph(document, report.title or _BLANK, bold=True)
    paragraph(document, f"CIG {report.cig or _BLANK}")
    if gaps:
        paragraph(document, "È una bozza perché manca:", bold=True)
        for gap in gaps:
            paragraph(document, gap, style="List Bullet")
    _commission(document, evaluation)
    for part, lot in zip(evaluation.parts(), report.lots, strict=True):
        _lot(document, part, lot)
    _closing(document, report)
    document.save(str(path))


def _commission(document: WordDocument, evaluation: Evaluation) -> None:
    commission = evaluation.commission
    members = commission.members if commission else ()
    document.add_heading("Commissione e sedute", 2)
    rows = [(name, commission.roles.get(name, "componente") if commission else "") for name in members]
    table(document, ("Componente", "Ruolo"), rows or [(_BLANK, _BLANK)] * 3)
    paragraph(document, f"Nomina: {(commission and commission.appointment) or _BLANK}")
    paragraph(document, f"Dichiarazioni (art. 93 c. 5 d.lgs. 36/2023): {(commission and commission.declarations) or _BLANK}")
    sessions = [(f"{s.date:%d/%m/%Y}", s.place, s.note) for s in evaluation.sessions]
    table(document, ("Data", "Luogo", "Nota"), sessions or [(_BLANK, _BLANK, "")], (2.6, 4.4, 10))


def _lot(document: WordDocument, part: Part, lot: LotReport) -> None:
    if lot.id:
        document.add_heading(f"Lotto {lot.id} {lot.title}".rstrip(), 2)
    document.add_heading("Regole applicate", 2)
    table(document, ("Regola", "Come dice il disciplinare"), wording.method(part), (4.5, 12.5))
    document.add_heading("Criteri", 2)
    rows = [
        (
            node.id,
            node.title,
            italian(node.weight),
            wording.KINDS.get(node.kind or "", "somma dei sotto-criteri"),
            wording.formula(node),
        )
        for criterion in part.criteria
        for node in criterion.tree()
    ]
    table(document, ("Id", "Criterio", "Punti", "Tipo", "Formula"), rows, (1.8, 6.4, 1.6, 3.6, 3.6))
    document.add_heading("Offerte ammesse", 2)
    for bid in part.bids:
        gone = f" – {bid.excluded_after_close}" if bid.excluded_after_close else ""
        paragraph(document, f"{bid.title}{gone}", style="List Bullet")
    document.add_heading("Valutazioni", 2)
    for leaf in part.leaves():
        _criterion(document, part, leaf, [row for row in lot.criteria if row.criterion == leaf.id])
    _results(document, part, lot)


def _criterion(document: WordDocument, part: Part, leaf: Criterion, rows: list[CriterionScore]) -> None:
    document.add_heading(f"{leaf.name} (fino a {italian(leaf.weight)} punti)", 3)
    names = {bid.id: bid.title for bid in part.bids}
    if part.by_comparison() and leaf.kind == "discretionary":
        _pairs(document, part, leaf)
    if leaf.kind == "discretionary":
        who = part.commissioners
        head = ("Offerta", *who, "Coeff.", "Punti")
        cells = [(names[r.bid], *(shown(m, None) for m in r.marks), shown(r.coefficient, None), shown(r.raw_points)) for r in rows]
    else:
        head = ("Offerta", "Offre", "Coeff.", "Punti")
        offers = {bid.id: bid.marks[leaf.id] for bid in part.bids}
        cells = [(names[r.bid], _offer(offers[r.bid]), shown(r.coefficient, None), shown(r.raw_points)) for r in rows]
    table(document, head, cells, (5.2,))
    for bid, reason in part.reasons.get(leaf.id, {}).items():
        paragraph(document, f"{names[bid]}: {reason}", style="List Bullet")


def _offer(mark: object) -> str:
    return ("sì" if mark else "no") if isinstance(mark, bool) else italian(mark)  # type: ignore[arg-type]


def _pairs(document: WordDocument, part: Part, leaf: Criterion) -> None:
    cells = [preferences(own) for own in part.pairwise[leaf.id]]
    pairs = list(cells[0])
    by_pair = [{frozenset(pair): cell for pair, cell in own.items()} for own in cells]
    rows = []
    for pair in pairs:
        chosen = [own[frozenset(pair)] for own in by_pair]
        rows.append((" / ".join(pair), *(f"{c.winner} {italian(c.grade)}" if c.winner else "parità" for c in chosen)))
    table(document, ("Confronto", *part.commissioners), rows)


def _results(document: WordDocument, part: Part, lot: LotReport) -> None:
    document.add_heading("Soglia, riparametrazione e graduatoria", 2)
    price = bool(part.price_points)
    head = ("Posto", "Offerta", "Tecnico grezzo", "Soglia", "Tecnico", *(("Economico",) if price else ()), "Totale")
    digits = wording.decimals(lot, part)
    rows = [
        (
            str(row.rank or "–"), row.name, shown(row.raw_technical, digits), "sì" if row.passed_threshold else "no",
            shown(row.technical, digits),
            *((shown(row.economic, digits),) if price else ()), shown(row.total, digits),
        )
        for row in lot.ranking
    ]  # fmt: skip
    table(document, head, rows, (1.6, 5.2))
    for row in lot.ranking:
        if row.excluded_because:
            paragraph(document, f"{row.name} non è in graduatoria: {row.excluded_because}. I punteggi restano quelli attribuiti.")
    for warn in lot.warnings:
        if not warn.to_check and warn.code not in ("pivotal_commissioner", "irrelevant_bid", "one_grade"):
            paragraph(document, warn.message, style="List Bullet")
    for line in lot.consistency:
        ratio = "non definito" if line.ratio is None else italian(line.ratio)
        paragraph(
            document, f"Criterio {line.criterion}, {line.commissioner}: rapporto di coerenza {ratio} (tavola {line.ri_table})."
        )
    first = [row.name for row in lot.ranking if row.rank == 1]
    if first:
        paragraph(document, f"La commissione propone per l'aggiudicazione: {clean(', '.join(first))}.", bold=True)


def _closing(document: WordDocument, report: ScoreReport) -> None:
    document.add_heading("Impronte", 2)
    paragraph(document, f"SHA-256 delle regole: {report.fingerprints.rules}")
    paragraph(document, f"SHA-256 dei voti: {report.fingerprints.marks}")
    paragraph(document, f"Calcolo: procurement_engine {report.engine_version}, con numeri esatti e l'arrotondamento sopra detto.")
    document.add_heading("Firme", 2)
    commission = report.evaluation.commission
    table(
        document,
        ("Componente", "Firma"),
        [(name, "") for name in (commission.members if commission else ()) or (_BLANK,) * 3],
        (6,),
    )
