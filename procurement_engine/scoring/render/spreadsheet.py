"""The report as a spreadsheet: ranking, points, warnings, what-ifs. Text is always text, whatever sign it starts with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from procurement_engine.scoring.report import LotReport, Score, ScoreReport


def write(report: ScoreReport, path: Path) -> None:
    """Write the spreadsheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "Graduatoria", _RANKING, [row for lot in report.lots for row in _ranking(lot)])
    _sheet(book, "Punti", _POINTS, [row for lot in report.lots for row in _points(lot)])
    _sheet(book, "Da sapere", ("lotto", "codice", "avviso"), [(w.lot, w.code, w.message) for w in report.warnings])
    _sheet(
        book, "Se cambiasse", ("lotto", "domanda", "caso", "prima", "cambia"), [row for lot in report.lots for row in _what_if(lot)]
    )
    prints = report.fingerprints
    about = [("titolo", report.title), ("CIG", report.cig), ("SHA-256 regole", prints.rules), ("SHA-256 voti", prints.marks)]
    _sheet(book, "Impronte", ("voce", "valore"), about)
    book.save(path)


_RANKING = (
    "lotto",
    "posto",
    "offerta",
    "nome",
    "tecnico grezzo",
    "tecnico",
    "economico",
    "totale",
    "totale esatto",
    "esclusa perché",
)
_POINTS = ("lotto", "criterio", "titolo", "tipo", "peso", "offerta", "coefficiente", "coefficiente esatto", "punti grezzi", "punti")


def _number(score: Score | None) -> float | None:
    return None if score is None else score.shown


def _ranking(lot: LotReport) -> list[tuple[Any, ...]]:
    return [
        (
            row.lot, row.rank, row.bid, row.name, _number(row.raw_technical), _number(row.technical), _number(row.economic),
            _number(row.total), row.total.exact if row.total else None, row.excluded_because,
        )
        for row in lot.ranking
    ]  # fmt: skip


def _points(lot: LotReport) -> list[tuple[Any, ...]]:
    return [
        (
            row.lot, row.criterion, row.title, row.kind, row.weight.shown, row.bid, row.coefficient.shown, row.coefficient.exact,
            row.raw_points.shown, _number(row.points),
        )
        for row in lot.criteria
    ]  # fmt: skip


def _what_if(lot: LotReport) -> list[tuple[Any, ...]]:
    answers = lot.sensitivity
    if answers is None:
        return []
    groups = (
        ("senza il commissario", answers.without_commissioner),
        ("senza l'offerta", answers.without_bid),
        ("arrotondamento", answers.rounding),
    )
    cases = [
        (lot.id, question, c.case, ", ".join(c.winners), "sì" if c.winner_changes else "no")
        for question, group in groups
        for c in group
    ]
    switches = [
        (lot.id, "peso di cambio", f"{line.criterion}: da {line.weight.exact} a {switch.weight.exact}", switch.to, "sì")
        for line in answers.switch_weights
        for switch in line.switches
    ]
    return cases + switches


def _sheet(book: Workbook, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.create_sheet(name)
    for number, row in enumerate((head, *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in range(1, len(head) + 1):
        longest = max(len(str(row[column - 1] or "")) for row in (head, *rows))
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, 70)
    sheet.freeze_panes = "A2"
