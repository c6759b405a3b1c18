"""Any workbook, opened safely: rows of a sheet with the cell each value stands in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from procurement_engine.drafts.limits import Package, load
from procurement_engine.drafts.model import UnreadableError
from procurement_engine.impact.errors import ImpactError


class Entry(NamedTuple):
    """A value and where it stands."""

    value: Any
    place: str


def open_workbook(path: Path) -> Workbook:
    """Through the same door drafts come by: no bombs, no passwords, no names that climb out."""
    try:
        content, _ = load(path)
        Package(path, content)
        return load_workbook(BytesIO(content), data_only=True)
    except UnreadableError as error:
        raise ImpactError(str(error)) from error
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise ImpactError(
            "il file non è una cartella di lavoro .xlsx che si possa leggere; salvarla di nuovo", path.name
        ) from error


def rows(book: Workbook, sheet: str) -> Iterator[list[Entry]]:
    """The rows that hold something."""
    for number, cells in enumerate(book[sheet].iter_rows(values_only=True), 1):
        values = [value.strip() or None if isinstance(value, str) else value for value in cells]
        if any(value is not None for value in values):
            yield [Entry(v, f"foglio «{sheet}», cella {get_column_letter(n)}{number}") for n, v in enumerate(values, 1)]
