"""The workbook for the commission: validated cells, a sheet per commissioner, room for reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from procurement_engine.numbers import plain
from procurement_engine.scoring.comparison import GRADES as RANGES
from procurement_engine.scoring.comparison import pair_names, read_cell
from procurement_engine.scoring.errors import EvaluationError
from procurement_engine.scoring.files import layout
from procurement_engine.scoring.model import Criterion, Evaluation, Part

_HEAD = PatternFill("solid", fgColor="DDE3EA")
_TO_FILL = PatternFill("solid", fgColor="FFF8DC")
_HOURS = [path[-1] for _, path in layout.BID_COLUMNS].index("hours")
_WRAP = Alignment(wrap_text=True, vertical="top")


def write(evaluation: Evaluation, path: Path) -> None:
    """Write the workbook; `workbook_in.read` gives the same evaluation back."""
    book = Workbook()
    book.remove(book.worksheets[0])
    data = evaluation.model_dump(mode="json", exclude_defaults=True)
    try:
        _scope(book, None, data, Part.of(evaluation, None))
        for number, lot in enumerate(data.get("lots", ())):
            _scope(book, number, lot, Part.of(evaluation, number))
        _people(book, data)
    except IllegalCharacterError as error:
        raise EvaluationError("un testo contiene caratteri di controllo che un foglio di calcolo non ammette") from error
    book.save(path)


def _sheet(book: Workbook, name: str, heads: Sequence[str], widths: Sequence[int]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    _row(sheet, heads)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _WRAP
    for number in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = widths[min(number, len(widths)) - 1]
    sheet.freeze_panes = "A2"
    return sheet


def _row(sheet: Worksheet, values: Sequence[Any], to_fill: Sequence[int] = ()) -> int:
    """Append a row; text is always text, whatever sign it starts with. Cells to fill are coloured and unlocked."""
    number = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(number, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.alignment = _WRAP
        if column in to_fill:
            cell.fill, cell.protection = _TO_FILL, Protection(locked=False)
    return number


def _scope(book: Workbook, lot: int | None, data: dict[str, Any], part: Part) -> None:
    """The sheets of the whole tender, or of what one lot has of its own."""
    name = layout.prefix(lot)
    sheet = _sheet(book, name + layout.TENDER, ("voce", "valore"), (40, 60))
    for key, value in layout.flatten({k: v for k, v in data.items() if k not in layout.TABLES and k != "commission"}):
        _row(sheet, (key, value), to_fill=(2,))
    if "criteria" in data:
        _criteria(
            _sheet(book, name + layout.CRITERIA, [head for head, _ in layout.CRITERION_COLUMNS], (10, 10, 44, 10)), data["criteria"]
        )
    if "bids" in data:
        _bids(book, name, data["bids"], part)
        _values(book, name, part)
    if "commissioners" in data or ("bids" in data and part.commissioners):
        for number in range(len(part.commissioners)):
            _commissioner(book, name, number, part, own="commissioners" in data)
    if "bids" in data or "reasons" in data:
        _reasons(book, name, part, data.get("reasons", {}))


def _criteria(sheet: Worksheet, criteria: list[dict[str, Any]], parent: str | None = None) -> None:
    for criterion in criteria:
        flat = {**criterion, "parent": parent}
        _row(sheet, [_cell(_dig(flat, path)) for _, path in layout.CRITERION_COLUMNS])
        _criteria(sheet, criterion.get("sub_criteria", []), criterion["id"])


def _dig(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _cell(value: Any) -> Any:
    """A list in one cell: "0; 0.5; 1", bands as "10: 0.2; 20: 0.5; oltre: 1", hours by level as "D1: 6000; D2: 500"."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    if not isinstance(value, list):
        return value
    return "; ".join(f"{'oltre' if v[0] is None else v[0]}: {v[1]}" if isinstance(v, list) else str(v) for v in value) or "[]"


def _bids(book: Workbook, name: str, bids: list[dict[str, Any]], part: Part) -> None:
    components = [component.id for component in part.price.components]
    components += [k for bid in bids if isinstance(bid.get("price"), dict) for k in bid["price"] if k not in components]
    components = list(dict.fromkeys(components))
    heads = [head for head, _ in layout.BID_COLUMNS] + [layout.PRICE_OF + component for component in components]
    sheet = _sheet(book, name + layout.BIDS, heads, (14, 34, 34, 16))
    for bid in bids:
        cells = [_dig(bid, path) for _, path in layout.BID_COLUMNS]
        cells[_HOURS] = _cell(cells[_HOURS])
        if isinstance(cells[-1], dict):
            cells[-1] = "{}" if not cells[-1] else None
        _row(sheet, cells + [_dig(bid, ("price", component)) for component in components], to_fill=range(2, len(heads) + 1))


def _values(book: Workbook, name: str, part: Part) -> None:
    """What bids offer on the criteria nobody judges: the same for every commissioner, so entered once."""
    leaves = [leaf for leaf in part.leaves() if leaf.kind in ("quantitative", "tabular")]
    known = {leaf.id for leaf in part.leaves()}
    strays = [k for bid in part.bids for k, mark in bid.marks.items() if k not in known and not isinstance(mark, tuple)]
    bids = [bid.id for bid in part.bids]
    sheet = _sheet(book, name + layout.VALUES, ("criterio", "titolo", *bids), (12, 44, 14))
    for leaf in (*leaves, *(Criterion(id=k, weight=1) for k in dict.fromkeys(strays))):
        marks = [bid.marks.get(leaf.id) for bid in part.bids]
        cells = [(layout.YES if m else layout.NO) if isinstance(m, bool) else None if m is None else plain(m) for m in marks]
        row = _row(sheet, (leaf.id, leaf.title, *cells), to_fill=range(3, 3 + len(bids)))
        area = f"C{row}:{get_column_letter(2 + max(len(bids), 1))}{row}"
        if leaf.kind == "tabular" and leaf.levels is None:
            _validate(sheet, area, f"Scrivere {layout.YES} o {layout.NO}.", type="list", formula1=f'"{layout.YES},{layout.NO}"')
        elif leaf.kind == "tabular":
            steps = str(len(leaf.levels or ()) - 1)
            _validate(sheet, area, f"Il gradino, da 0 a {steps}.", type="whole", operator="between", formula1="0", formula2=steps)
        else:
            _validate(
                sheet,
                area,
                "Il valore offerto, un numero.",
                type="decimal",
                operator="between",
                formula1="-1E+300",
                formula2="1E+300",
            )


def _validate(sheet: Worksheet, area: str, message: str, **rule: str) -> None:
    validation = DataValidation(**rule, allow_blank=True, showErrorMessage=True, showInputMessage=True)  # type: ignore[arg-type]
    validation.error, validation.errorTitle, validation.prompt = message, "Valore non ammesso", message
    sheet.add_data_validation(validation)
    validation.add(area)


def _commissioner(book: Workbook, name: str, number: int, part: Part, *, own: bool) -> None:
    """A commissioner's own sheet: marks by criterion and bid, or comparisons by pair of bids."""
    sheet: Worksheet = book.create_sheet(name + layout.commissioner_sheet(number))
    _row(sheet, ("commissario", part.commissioners[number] if own else None))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 44
    leaves = [leaf for leaf in part.leaves() if leaf.kind == "discretionary"]
    if part.by_comparison():
        _pairs(sheet, number, part, leaves)
        return
    bids = [bid.id for bid in part.bids]
    _row(sheet, ("criterio", "titolo", *bids))
    for leaf in leaves:
        marks = [bid.marks.get(leaf.id) for bid in part.bids]
        cells = [plain(m[number]) if isinstance(m, tuple) and number < len(m) else None for m in marks]
        row = _row(sheet, (leaf.id, leaf.title, *cells), to_fill=range(3, 3 + len(bids)))
        _mark_cells(book, sheet, f"C{row}:{get_column_letter(2 + max(len(bids), 1))}{row}", part, leaf)


def _mark_cells(book: Workbook, sheet: Worksheet, area: str, part: Part, leaf: Criterion) -> None:
    scale = part.scale(leaf)
    if scale:
        where = _grades(book, [plain(grade) for grade in scale])
        _validate(sheet, area, "Scegliere un grado della scala.", type="list", formula1=where)
    else:
        top = "1" if part.method.marks == "coefficient" else str(float(leaf.weight))
        _validate(sheet, area, f"Un numero da 0 a {top}.", type="decimal", operator="between", formula1="0", formula2=top)


def _grades(book: Workbook, scale: list[Any]) -> str:
    """The scale on a sheet of lists: inside a validation, decimals would depend on the language of the spreadsheet."""
    sheet: Worksheet = book[layout.GRADES] if layout.GRADES in book.sheetnames else book.create_sheet(layout.GRADES)
    sheet.sheet_state = "hidden"
    for column in range(1, sheet.max_column + 1):
        if [cell.value for cell in sheet[get_column_letter(column)] if cell.value is not None] == scale:
            break
    else:
        column = sheet.max_column + (sheet["A1"].value is not None)
        for row, grade in enumerate(scale, 1):
            sheet.cell(row, column).value = grade
    letter = get_column_letter(column)
    return f"'{layout.GRADES}'!${letter}$1:${letter}${len(scale)}"


def _pairs(sheet: Worksheet, number: int, part: Part, leaves: list[Criterion]) -> None:
    _row(sheet, ("criterio", "offerta 1", "offerta 2", "preferita", "grado"))
    low, high = RANGES[part.method.coefficients]
    for leaf in leaves:
        tables = part.pairwise.get(leaf.id, ())
        table = tables[number] if number < len(tables) else {}
        for pair in table or pair_names([bid.id for bid in part.bids]):
            first, _, second = pair.partition("/")
            winner, grade = read_cell(table[pair]) if pair in table else ("", None)
            shown = layout.PARITY if winner is None else winner or None
            row = _row(
                sheet, (leaf.id, first, second, shown, None if winner is None or grade is None else plain(grade)), to_fill=(4, 5)
            )
            _validate(
                sheet, f"D{row}", "L'offerta preferita, o parità.", type="list", formula1=f'"{first},{second},{layout.PARITY}"'
            )
            _validate(
                sheet,
                f"E{row}",
                f"Il grado, da {low} a {high}.",
                type="decimal",
                operator="between",
                formula1=str(low),
                formula2=str(high),
            )


def _reasons(book: Workbook, name: str, part: Part, reasons: dict[str, dict[str, str]]) -> None:
    sheet = _sheet(book, name + layout.REASONS, ("criterio", "offerta", "motivazione"), (12, 16, 100))
    asked = [(leaf.id, bid.id) for leaf in part.leaves() if leaf.kind == "discretionary" for bid in part.bids]
    given = [(criterion, bid) for criterion, by_bid in reasons.items() for bid in by_bid]
    for criterion, bid in dict.fromkeys(given + asked):
        _row(sheet, (criterion, bid, reasons.get(criterion, {}).get(bid)), to_fill=(3,))


def _people(book: Workbook, data: dict[str, Any]) -> None:
    commission = data.get("commission", {})
    sheet = _sheet(book, layout.COMMISSION, ("nome", "ruolo"), (34, 34))
    for member in commission.get("members", []):
        _row(sheet, (member, commission.get("roles", {}).get(member)), to_fill=(1, 2))
    tender: Worksheet = book[layout.TENDER]
    for key in ("appointment", "declarations"):
        _row(tender, (f"commission.{key}", commission.get(key)), to_fill=(2,))
    sheet = _sheet(book, layout.SESSIONS, ("data", "luogo", "nota"), (14, 34, 80))
    for session in data.get("sessions", []):
        _row(sheet, (session["date"], session.get("place"), session.get("note")), to_fill=(1, 2, 3))
