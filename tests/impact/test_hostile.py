"""Whatever is in a table or a plan, the answer is a report or one sentence."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from procurement_engine.impact.checking import check
from procurement_engine.impact.counterfactual.engine import effect
from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.monitoring.engine import monitor
from procurement_engine.impact.plan.files import load_plan
from procurement_engine.impact.render import html
from procurement_engine.impact.render.pages import monitor as monitor_page
from procurement_engine.impact.territory.engine import rollup

from .builders import EXAMPLE, plan

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
CELL = st.one_of(
    st.sampled_from(["", "I1", "INS-02", "2026", "2027", "2027-S1", "2027-T4", "50", "0", "-3", "1e9", "12,5", "1.234,5", "%", "sì", "no", "prima",
                     "dopo", "01/03/2028", "31/02/2028", "9999-12", "0001", "2027-13", "=1+1", "nan", "inf", "A", "B"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n;"), max_size=6),
)  # fmt: skip
MEASURES = [
    "indicatore",
    "periodo",
    "valore",
    "numeratore",
    "denominatore",
    "unità",
    "gruppo",
    "lotto",
    "consegnato il",
    "evidenza",
]
OBSERVED = ["id", "trattato", "quando", "valore", "ente"]


def table(head: list[str], rows: list[list[str]], path: Path) -> Path:
    path.write_text("\n".join([";".join(head), *(";".join(row) for row in rows)]), encoding="utf-8")
    return path


def rows(head: list[str]) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELL, min_size=0, max_size=len(head) + 1), max_size=5)


#: Faults of a whole file, which stand in no cell.
WHOLE = ("non c'è nessuna misura", "il file è vuoto", "non c'è nessuna osservazione", "non c'è nulla da confrontare",
         "mancano le misure di chi", "manca uno dei quattro gruppi", "il file CSV è rovinato")  # fmt: skip
PLACE = re.compile(r"^[mo]\.csv, riga \d+, colonna «[^»]*»: ")


def answered(action: Any, *, cell: bool = False) -> None:
    """A report, or one sentence; with `cell` it begins with the file, the row and the column."""
    said = ""
    try:
        action()
    except ImpactError as error:
        said = str(error)
    assert "\n" not in said
    if said and cell:
        assert PLACE.match(said) or any(words in said for words in WHOLE), said


@FEW
@given(data=rows(MEASURES))
def test_measures(data: list[list[str]], tmp_path: Path) -> None:
    path = table(MEASURES, data, tmp_path / "m.csv")
    answered(lambda: html.render(monitor_page.page(monitor(plan(), [path], date(2028, 6, 1)))), cell=True)
    answered(lambda: rollup([path]), cell=True)


@FEW
@given(data=rows(OBSERVED), since=st.none() | CELL)
def test_observations(data: list[list[str]], since: str | None, tmp_path: Path) -> None:
    path = table(OBSERVED, data, tmp_path / "o.csv")
    answered(lambda: effect([path], since=since), cell=True)


@FEW
@given(content=st.text(max_size=200) | st.binary(max_size=200))
def test_plans(content: str | bytes, tmp_path: Path) -> None:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    for name in ("p.yaml", "p.xlsx", "m.csv"):
        (tmp_path / name).write_bytes(raw)
    answered(lambda: check(load_plan(tmp_path / "p.yaml")))
    answered(lambda: check(load_plan(tmp_path / "p.xlsx")))
    answered(lambda: monitor(plan(), [tmp_path / "m.csv"], date(2028, 1, 1)))


@FEW
@given(
    spot=st.integers(0, 400), value=st.one_of(st.none(), st.integers(), st.floats(), st.booleans(), st.text(max_size=5), st.dates())
)
def test_a_plan_with_one_strange_value(spot: int, value: Any, tmp_path: Path) -> None:
    from procurement_engine.rules.yaml_file import load_yaml

    data = load_yaml(EXAMPLE / "piano.yaml")
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key in node if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], dict | list):
                walk(node[key])

    walk(data)
    holder, key = places[spot % len(places)]
    holder[key] = value
    import yaml

    path = tmp_path / "p.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    answered(lambda: check(load_plan(path)))


@pytest.mark.parametrize("fill", ["=HYPERLINK(1)", True, 3.5, "\u0000x".strip("\u0000")])
def test_a_workbook_of_anything(fill: Any, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Piano"
    for _ in range(5):
        book.active.append([fill] * 4)
    book.create_sheet("Misure").append(["indicatore", fill, fill])
    book.save(tmp_path / "p.xlsx")
    answered(lambda: load_plan(tmp_path / "p.xlsx"))
    answered(lambda: monitor(plan(), [tmp_path / "p.xlsx"], date(2028, 1, 1)))


GOOD = [
    ["I1", "2026", 40, None, None, "%", "", date(2027, 1, 20), "registro"],
    ["I1", "2027", 50, None, None, "%", "", date(2028, 1, 20), "registro"],
    ["I1", "2028", 60, None, None, "%", "", date(2029, 1, 20), "registro"],
]
HEADS = ["indicatore", "periodo", "valore", "numeratore", "denominatore", "unità", "gruppo", "consegnato il", "evidenza"]
#: What is wrong -> the row and column in which it is put, what is put, words of the sentence.
FAULTS = {
    "text among numbers": (1, "valore", "circa 50", "è testo in una colonna di numeri"),
    "two units": (2, "unità", "persone", "usare una sola unità"),
    "overlapping periods": (2, "periodo", "2027-S2", "si sovrappone a «2027»"),
    "unknown indicator": (0, "indicatore", "I7", "nel piano non c'è; il piano ha I1"),
    "no indicator": (1, "indicatore", None, "manca l'indicatore"),
    "no period": (1, "periodo", None, "manca il periodo"),
    "a period that is none": (0, "periodo", "autunno", "non è un periodo"),
    "a day that is none": (2, "consegnato il", "31/02/2029", "non è una data"),
    "nobody to divide by": (0, "denominatore", 0, "il denominatore è zero"),
    "either of two figures": (1, "valore", "1.234", "si legge in due modi: scrivere 1234 o 1,234"),
}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", FAULTS)
def test_the_sentence_names_the_very_cell(name: str, ending: str, tmp_path: Path) -> None:
    row, column, bad, words = FAULTS[name]
    rows: list[list[Any]] = [list(one) for one in GOOD]
    rows[row][HEADS.index(column)] = bad
    if name == "nobody to divide by":
        rows[row][HEADS.index("numeratore")] = 0
    if name == "two units":  # the plan's own unit is a fault of its own: here only the table contradicts itself
        rows = [[*one[:5], "%" if at < row else "persone", *one[6:]] for at, one in enumerate(rows)]
    path = tmp_path / f"misure.{ending}"
    if ending == "csv":
        shown = [[f"{one:%d/%m/%Y}" if isinstance(one, date) else "" if one is None else str(one) for one in line] for line in rows]
        table(HEADS, shown, path)
        place = f"misure.csv, riga {row + 2}, colonna «{column}»"
    else:
        book = Workbook()
        book.active.title = "Misure 2026"
        for line in (HEADS, *rows):
            book.active.append(line)
        book.save(path)
        place = f"misure.xlsx, foglio «Misure 2026», cella {'ABCDEFGHI'[HEADS.index(column)]}{row + 2}"
    with pytest.raises(ImpactError) as error:
        monitor(plan(), [path], date(2029, 6, 1))
    assert str(error.value).startswith(f"{place}: ")
    assert words in str(error.value)


def test_the_sound_table_is_read(tmp_path: Path) -> None:
    path = table(HEADS, [[f"{c:%d/%m/%Y}" if isinstance(c, date) else "" if c is None else str(c) for c in row] for row in GOOD],
                 tmp_path / "misure.csv")  # fmt: skip
    assert [point.value for point in monitor(plan(), [path], date(2029, 6, 1)).lines[0].points] == [40, 50, 60]


def test_a_cell_of_the_plan_is_named_too(tmp_path: Path) -> None:
    """Text where the plan's workbook wants a figure."""
    from openpyxl import load_workbook

    from procurement_engine.impact.plan.files import save_plan

    save_plan(plan(), tmp_path / "p.xlsx")
    book = load_workbook(tmp_path / "p.xlsx")
    sheet = book["Indicatori"]
    fault = sheet.cell(2, [cell.value for cell in sheet[1]].index("valore atteso") + 1)
    fault.value = "settanta"
    book.save(tmp_path / "p.xlsx")
    with pytest.raises(ImpactError, match=rf"p\.xlsx, foglio «Indicatori», cella {fault.coordinate}: .*«settanta» non è un numero"):
        load_plan(tmp_path / "p.xlsx")
