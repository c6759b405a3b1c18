"""Tables of measurements: what is read, and the sentence for what cannot be."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.match import matched
from procurement_engine.impact.monitoring.measures import read_measures
from procurement_engine.impact.monitoring.period import Period, calendar

from ..builders import csv, indicator, plan

HEAD = "indicatore;periodo;valore;numeratore;denominatore;unità"


def test_other_names_signs_and_separators(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "m.csv", "KPI,Anno,Valore rilevato,U.M.,Consegnato il", 'I1,2027,"1.234,5",ore,31/01/2028', "I1,2028,62%,ore,"
    )
    frame = read_measures([path])
    assert frame["value"].tolist() == [1234.5, 62]
    assert frame["received_on"].tolist()[0] == date(2028, 1, 31)


def test_a_workbook_says_the_same(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["indicatore", "dal", "al", "valore"])
    book.active.append(["I1", date(2027, 1, 1), date(2027, 12, 31), 3.5])
    book.save(tmp_path / "m.xlsx")
    row = read_measures([tmp_path / "m.xlsx"]).iloc[0]
    assert (row["start"], row["end"], row["value"]) == (date(2027, 1, 1), date(2027, 12, 31), 3.5)


def test_an_empty_cell_is_missing_and_not_zero(tmp_path: Path) -> None:
    frame = read_measures([csv(tmp_path / "m.csv", HEAD, "I1;2027;;;;%", "I1;2028;0;;;%")])
    assert frame["value"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        (["I1;2027;tanti;;;%"], "riga 2, colonna «valore»", "è testo in una colonna di numeri"),
        (["I1;2027;1.234;;;%"], "riga 2, colonna «valore»", "si legge in due modi"),
        (["I1;2027;60;;;%", "I1;2028;7;;;persone"], "riga 3, colonna «unità»", "usare una sola unità"),
        (["I1;2027;60;;;%", "I1;2027-S1;61;;;%"], "riga 3, colonna «periodo»", "si sovrappone"),
        (["I1;presto;60;;;%"], "riga 2, colonna «periodo»", "non è un periodo"),
        (["I1;2027-T7;60;;;%"], "riga 2, colonna «periodo»", "non è un periodo"),
        ([";2027;60;;;%"], "riga 2, colonna «indicatore»", "manca l'indicatore"),
        (["I1;;60;;;%"], "riga 2, colonna «periodo»", "manca il periodo"),
        (["I1;2027;;3;0;%"], "riga 2, colonna «denominatore»", "il denominatore è zero"),
        (["I1;2027;;3;;%"], "riga 2", "vanno dati insieme"),
        (["I1;2027;3;;;%;altro"], "riga 2", "sta fuori dalle colonne"),
        ([], "", "non c'è nessuna misura"),
    ],
)
def test_what_is_wrong_is_named(rows: list[str], place: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ImpactError) as error:
        read_measures([csv(tmp_path / "misure.csv", HEAD, *rows)])
    assert words in str(error.value)
    assert place in str(error.value)
    if rows:
        assert "misure.csv" in str(error.value)


def test_a_bad_cell_of_a_workbook_is_named_with_its_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Misure 2027"
    book.active.append(["indicatore", "periodo", "valore"])
    book.active.append(["I1", 2027, "circa dieci"])
    book.save(tmp_path / "m.xlsx")
    with pytest.raises(ImpactError, match="foglio «Misure 2027», cella C2"):
        read_measures([tmp_path / "m.xlsx"])


@pytest.mark.parametrize("head", ["indicatore;periodo;colore", "indicatore;valore", "indicatore;indicatore;periodo"])
def test_bad_headings(head: str, tmp_path: Path) -> None:
    with pytest.raises(ImpactError):
        read_measures([csv(tmp_path / "m.csv", head, "I1;2027;3")])


def test_an_unknown_indicator_gets_a_hint(tmp_path: Path) -> None:
    frame = read_measures([csv(tmp_path / "m.csv", HEAD, "quota di persone al lavor I1;2027;60;;;%")])
    with pytest.raises(ImpactError, match="forse «I1»"):
        matched(plan(), frame)


def test_a_unit_other_than_the_plans_is_refused(tmp_path: Path) -> None:
    frame = read_measures([csv(tmp_path / "m.csv", HEAD, "I1;2027;7;;;persone")])
    with pytest.raises(ImpactError, match="il piano lo misura in «%»"):
        matched(plan(), frame)


def test_rows_of_another_lot_are_not_this_plans(tmp_path: Path) -> None:
    frame = read_measures(
        [csv(tmp_path / "m.csv", "indicatore;lotto;periodo;valore", "I1;1;2027;60", "I1;2;2027;70", "I1;;2028;65")]
    )
    assert matched(plan(lot="1"), frame)["value"].tolist() == [60, 65]


def test_library_id_and_name_lead_to_the_indicator(tmp_path: Path) -> None:
    frame = read_measures([csv(tmp_path / "m.csv", HEAD, "INS-02;2027;60;;;%", "Quota di persone al lavoro I1;2028;61;;;%")])
    assert set(matched(plan(indicator(library="INS-02")), frame)["indicator"]) == {"I1"}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2027-S2", date(2027, 7, 1), date(2027, 12, 31)), ("2027-T1", date(2027, 1, 1), date(2027, 3, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)), (2027.0, date(2027, 1, 1), date(2027, 12, 31)),
        ("01/09/2026 - 31/08/2027", date(2026, 9, 1), date(2027, 8, 31)),
    ],
)  # fmt: skip
def test_periods(text: object, start: date, end: date) -> None:
    found = Period.parse(text)
    assert (found.start, found.end) == (start, end)


def test_the_calendar_covers_every_day_once() -> None:
    for months in (1, 3, 4, 6, 12):
        found = calendar(date(2026, 8, 31), date(2029, 2, 28), months)
        assert (found[0].start, found[-1].end) == (date(2026, 8, 31), date(2029, 2, 28))
        assert all((b.start - a.end).days == 1 for a, b in itertools.pairwise(found))
