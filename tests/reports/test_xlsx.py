"""The checklist: a row per requirement and lot, filters, room to sign, and no cell that is a formula."""

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parent))
from hostile import EVIL, hostile_report
from sample import ASKED, LOTS, report, requirement

from procurement_engine.reports.xlsx import render


def book(*requirements, **changes):
    return load_workbook(io.BytesIO(render(report(*requirements, **changes))))


def table(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_a_row_per_requirement_with_room_to_sign():
    sheet = book(requirement(), requirement(id="CCNL-01", outcome="compliant"))["Controllo"]
    rows = table(sheet)
    assert [(r["Requisito"], r["Lotto"], r["Esito"], r["Gravità"]) for r in rows] == [
        ("SOC-03", "intera procedura", "non trovato o difettoso", "Da correggere"),
        ("CCNL-01", "intera procedura", "trovato", None),
    ]
    assert {r[name] for r in rows for name in ("Verificato da (nome)", "Data", "Firma", "Note")} == {None}
    assert rows[0]["Norma"] == "art. 57, c. 1, d.lgs. 36/2023"
    assert rows[0]["Testo in vigore"] == "https://www.normattiva.it/x"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_a_row_per_lot_where_there_are_lots():
    rows = table(book(requirement(), requirement(lot="1"), requirement(lot="2", outcome="compliant"), lots=LOTS)["Controllo"])
    assert [(r["Lotto"], r["Esito"]) for r in rows] == [("1", "non trovato o difettoso"), ("2", "trovato")]


def test_the_other_sheets():
    made = book(requirement(), questions=(ASKED,))
    assert made.sheetnames == ["Controllo", "Fatti", "Domande", "Rapporto"]
    assert table(made["Fatti"])[0]["Valore"] == "84%"
    assert table(made["Domande"])[0]["Domande che cambierebbero un esito"] == "C'è un gestore uscente?"
    assert "non certifica" in str(list(made["Rapporto"].values))


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_can_become_a_formula(evil):
    data = render(hostile_report(evil))
    for sheet in load_workbook(io.BytesIO(data)):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
        assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None] == []
        assert not sheet.data_validations.dataValidation
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
        assert sheets
        assert not any(re.search(r"<f[\s>/]", part) for part in sheets)
        assert not [name for name in parts.namelist() if "externalLink" in name]


def test_a_text_longer_than_a_cell_is_cut_and_the_file_opens():
    assert len(table(book(requirement(todo=(), reason="a" * 40_000))["Controllo"])[0]["Che cosa fare, e perché"]) == 32_767
