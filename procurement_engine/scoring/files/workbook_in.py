"""The commission's workbook read back: the same plain data a YAML file gives, and the cell each of them stands in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from procurement_engine.drafts.limits import Package, load
from procurement_engine.drafts.model import UnreadableError
from procurement_engine.scoring.errors import EvaluationError, Locate, Where
from procurement_engine.scoring.files import layout
from procurement_engine.scoring.files.cells import band_list, level_hours, number_list, put, value_of

Row = list[Cell | MergedCell]


def read(path: Path) -> tuple[dict[str, Any], Locate]:
    """The plain data of a workbook, and a way to say the sheet and cell in which a path of them stands."""
    reader = _Reader(_open(path), path.name)
    data = reader.tender()
    return data, reader.locate


def _open(path: Path) -> Workbook:
    try:
        content, _ = load(path)
        Package(path, content)  # the same door drafts come through: no bombs, no passwords, no names that climb out
        book = load_workbook(BytesIO(content), data_only=True)
    except UnreadableError as error:
        raise EvaluationError(str(error)) from error
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise EvaluationError(
            "il file non è una cartella di lavoro .xlsx che si possa leggere; salvarla di nuovo", (), path.name
        ) from error
    if layout.TENDER not in book.sheetnames:
        raise EvaluationError(f"manca il foglio «{layout.TENDER}»: partire da quella scritta con --init", (), path.name)
    return book


class _Reader:
    """Reads sheet after sheet, remembering where every value stood."""

    def __init__(self, book: Workbook, file: str) -> None:
        self._book = book
        self._file = file
        self._places: dict[Where, str] = {}

    def locate(self, where: Where) -> str:
        """The cell of a path, else of the nearest thing above it."""
        for end in range(len(where), 0, -1):
            if where[:end] in self._places:
                return self._places[where[:end]]
        return f"foglio «{layout.TENDER}»"

    def tender(self) -> dict[str, Any]:
        """Everything."""
        data = self._scope(None, ())
        self._people(data)
        lots: list[dict[str, Any]] = []
        while layout.prefix(len(lots)) + layout.TENDER in self._book.sheetnames:
            lots.append(self._scope(len(lots), ("lots", len(lots))))
        return {**data, **({"lots": lots} if lots else {})}

    def _rows(self, name: str) -> Iterator[tuple[Worksheet, Row, list[Any]]]:
        """The rows of a sheet that hold something, if there is such a sheet."""
        if name not in self._book.sheetnames:
            return
        sheet: Worksheet = self._book[name]
        for cells in sheet.iter_rows():
            values = [value_of(cell.value) for cell in cells]
            if any(value is not None for value in values):
                yield sheet, list(cells), values

    def _note(self, where: Where, cell: Cell | MergedCell) -> None:
        self._places[where] = f"foglio «{cell.parent.title}», cella {cell.coordinate}"

    def _stop(self, cell: Cell | MergedCell, sentence: str) -> EvaluationError:
        return EvaluationError(sentence, (), self._file, f"foglio «{cell.parent.title}», cella {cell.coordinate}")

    def _scope(self, lot: int | None, where: Where) -> dict[str, Any]:
        name = layout.prefix(lot)
        rows: dict[str, Any] = {}
        for number, (_, cells, values) in enumerate(self._rows(name + layout.TENDER)):
            if number and values[0] is not None and len(values) > 1 and values[1] is not None:
                rows[str(values[0])] = values[1]
                steps = [step - 1 if isinstance(step, int) else step for step in layout.steps(str(values[0]))]
                for end in range(1, len(steps) + 1):
                    self._note((*where, *steps[:end]), cells[1])
        try:
            data = layout.unflatten(rows)
        except (TypeError, AttributeError):
            raise EvaluationError(
                "due voci si contraddicono (una è sia un valore sia un gruppo)", (), self._file, f"foglio «{name + layout.TENDER}»"
            ) from None
        if name + layout.CRITERIA in self._book.sheetnames:
            data["criteria"] = self._criteria(name + layout.CRITERIA, (*where, "criteria"))
        if name + layout.BIDS in self._book.sheetnames:
            data["bids"] = self._bids(name + layout.BIDS, (*where, "bids"))
            self._values(name + layout.VALUES, data["bids"], (*where, "bids"))
        self._commissioners(name, data, where)
        self._reasons(name + layout.REASONS, data, where)
        return data

    def _table(
        self, name: str, columns: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> Iterator[tuple[dict[str, Any], dict[str, Cell | MergedCell], Row]]:
        """Rows as nested fields, by the headings; the rest of each row by its own heading."""
        paths, heads = dict(columns), [""]
        for number, (_, cells, values) in enumerate(self._rows(name)):
            if number == 0:
                heads = [str(value) if value is not None else "" for value in values]
                continue
            fields: dict[str, Any] = {}
            others: dict[str, Cell | MergedCell] = {}
            for head, cell, value in zip(heads, cells, values, strict=False):
                if head and head not in paths:
                    others[head] = cell
                elif head and value is not None:
                    put(fields, paths[head], value)
            yield fields, others, cells

    def _criteria(self, name: str, where: Where) -> list[dict[str, Any]]:
        top: list[dict[str, Any]] = []
        known: dict[str, tuple[dict[str, Any], Where]] = {}
        for fields, _, cells in self._table(name, layout.CRITERION_COLUMNS):
            parent = fields.pop("parent", None)
            if parent is not None and str(parent) not in known:
                raise self._stop(cells[1], f"«{parent}» non è un criterio scritto sopra")
            holder, above = known[str(parent)] if parent is not None else ({"sub_criteria": top}, where[:-1])
            siblings = holder.setdefault("sub_criteria", [])
            place = (*above, "criteria" if parent is None else "sub_criteria", len(siblings))
            self._lists(fields, cells)
            siblings.append(fields)
            known[str(fields.get("id"))] = (fields, place)
            self._note(place, cells[0])
            for (_, path), cell in zip(layout.CRITERION_COLUMNS, cells, strict=False):
                self._note((*place, *path), cell)
        return top

    def _lists(self, fields: dict[str, Any], cells: Row) -> None:
        """Cells that hold a list: "0; 0.5; 1"."""
        try:
            for key in ("levels", "scale"):
                if key in fields:
                    fields[key] = number_list(fields[key])
            if "bands" in fields.get("formula", {}):
                fields["formula"]["bands"] = band_list(fields["formula"]["bands"])
        except ValueError:
            raise self._stop(cells[0], "gradini e scala si scrivono «0; 0.5; 1», le fasce «10: 0.2; 20: 0.5; oltre: 1»") from None

    def _bids(self, name: str, where: Where) -> list[dict[str, Any]]:
        bids: list[dict[str, Any]] = []
        for fields, others, cells in self._table(name, layout.BID_COLUMNS):
            place = (*where, len(bids))
            self._note(place, cells[0])
            for (_, path), cell in zip(layout.BID_COLUMNS, cells, strict=False):
                self._note((*place, *path), cell)
            declared = fields.get("economic_declaration", {})
            if "hours" in declared:
                try:
                    declared["hours"] = level_hours(declared["hours"])
                except ValueError:
                    raise self._stop(cells[0], "le ore per livello si scrivono «D1: 6000; D2: 500»") from None
            price = {
                head.removeprefix(layout.PRICE_OF): value
                for head, cell in others.items()
                if head.startswith(layout.PRICE_OF) and (value := value_of(cell.value)) is not None
            }
            if price:
                fields["price"] = price
            if fields.get("price") == "{}":
                fields["price"] = {}
            bids.append(fields)
        return bids

    def _values(self, name: str, bids: list[dict[str, Any]], where: Where) -> None:
        for criterion, by_bid in self._grid(name, first=0):
            for number, bid in enumerate(bids):
                cell = by_bid.pop(str(bid.get("id")), None)
                value = value_of(cell.value) if cell is not None else None
                if cell is None:
                    continue
                self._note((*where, number, "marks", criterion), cell)
                if value is not None:
                    words: dict[Any, bool] = {layout.YES: True, layout.NO: False}
                    bid.setdefault("marks", {})[criterion] = words.get(value, value) if isinstance(value, str) else value
            for stray, cell in by_bid.items():
                raise self._stop(cell, f"«{stray}» non è un'offerta del foglio «{layout.BIDS}»")

    def _grid(self, name: str, first: int) -> Iterator[tuple[str, dict[str, Cell | MergedCell]]]:
        """A grid of criteria by bids: criterion, then cell by bid."""
        heads: list[Any] = []
        for number, (_, cells, values) in enumerate(self._rows(name)):
            if number == first:
                heads = values
            elif number > first:
                cells_of = {str(h): c for h, c in zip(heads[2:], cells[2:], strict=False) if h is not None}
                if values[0] is None:
                    raise self._stop(cells[0], "manca il criterio")
                yield str(values[0]), cells_of

    def _commissioners(self, name: str, data: dict[str, Any], where: Where) -> None:
        names: list[Any] = []
        while (sheet := name + layout.commissioner_sheet(len(names))) in self._book.sheetnames:
            number, page = len(names), self._book[sheet]
            names.append(value_of(page["B1"].value))
            self._note((*where, "commissioners", number), page["B1"])
            if page["B2"].value == "offerta 1":
                self._pairs(sheet, number, data, where)
            else:
                self._marks(sheet, number, data, where)
        if any(given is not None for given in names):
            data["commissioners"] = names
        for bid in data.get("bids", ()):  # a criterion nobody has marked yet is missing, not a list of nothing
            marks = bid.get("marks", {})
            for criterion in [k for k, m in marks.items() if isinstance(m, list) and set(m) == {None}]:
                del marks[criterion]

    def _marks(self, sheet: str, number: int, data: dict[str, Any], where: Where) -> None:
        bids = data.get("bids", [])
        for criterion, by_bid in self._grid(sheet, first=1):
            for position, bid in enumerate(bids):
                cell = by_bid.pop(str(bid.get("id")), None)
                if cell is None:
                    continue
                place = (*where, "bids", position, "marks", criterion)
                marks = bid.setdefault("marks", {}).setdefault(criterion, [None] * number)
                marks.append(value_of(cell.value))
                self._note((*place, number), cell)
                if all(isinstance(mark, int | float) for mark in marks[:-1]):
                    self._note(place, cell)  # an error on the whole mark stands at its first cell without a number
            for stray, cell in by_bid.items():
                raise self._stop(cell, f"«{stray}» non è un'offerta del foglio «{layout.BIDS}»")

    def _pairs(self, sheet: str, number: int, data: dict[str, Any], where: Where) -> None:
        for line, (_, cells, values) in enumerate(self._rows(sheet)):
            if line < 2:
                continue
            criterion, first, second, winner, grade = (values + [None] * 5)[:5]
            tables = data.setdefault("pairwise", {}).setdefault(str(criterion), [])
            tables.extend({} for _ in range(number + 1 - len(tables)))
            place = (*where, "pairwise", str(criterion), number)
            self._note(place, cells[0])
            self._note((*place, f"{first}/{second}"), cells[3])
            if winner is None:
                continue
            if f"{first}/{second}" in tables[number]:
                raise self._stop(cells[1], f"il confronto tra «{first}» e «{second}» è già scritto sopra")
            parity = winner in (layout.PARITY, "=")
            tables[number][f"{first}/{second}"] = "=" if parity else f"{winner} {'' if grade is None else grade}"

    def _reasons(self, name: str, data: dict[str, Any], where: Where) -> None:
        for number, (_, cells, values) in enumerate(self._rows(name)):
            criterion, bid, reason = (values + [None] * 3)[:3]
            if number and reason is not None:
                data.setdefault("reasons", {}).setdefault(str(criterion), {})[str(bid)] = str(reason)
                self._note((*where, "reasons", str(criterion), str(bid)), cells[2])
                self._note((*where, "reasons", str(criterion)), cells[0])

    def _people(self, data: dict[str, Any]) -> None:
        rows = [values for number, (_, _, values) in enumerate(self._rows(layout.COMMISSION)) if number]
        members = [str(values[0]) for values in rows if values[0] is not None]
        if members:
            roles = {
                str(values[0]): str(values[1])
                for values in rows
                if len(values) > 1 and values[0] is not None and values[1] is not None
            }
            data["commission"] = {**data.get("commission", {}), "members": members, **({"roles": roles} if roles else {})}
        sessions = []
        for number, (_, cells, values) in enumerate(self._rows(layout.SESSIONS)):
            if number:
                keys = zip(("date", "place", "note"), values, strict=False)
                sessions.append({key: value for key, value in keys if value is not None})
                self._note(("sessions", len(sessions) - 1), cells[0])
        if sessions:
            data["sessions"] = sessions
