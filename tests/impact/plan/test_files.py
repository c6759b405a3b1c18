"""Plans in and out of YAML and workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.blank import blank
from procurement_engine.impact.plan.files import load_plan, save_plan
from procurement_engine.impact.plan.library import library
from procurement_engine.impact.plan.model import ImpactPlan

from ..builders import EXAMPLE, indicator, plan


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_nothing_is_lost(suffix: str, tmp_path: Path) -> None:
    whole = load_plan(EXAMPLE / "piano.yaml")
    save_plan(whole, tmp_path / f"piano{suffix}")
    assert load_plan(tmp_path / f"piano{suffix}") == whole


_text = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@settings(max_examples=10, deadline=None)
@given(title=_text, name=_text, value=st.decimals(-1_000_000, 1_000_000, places=4).map(float), note=_text)
def test_any_words_and_figures_survive(
    tmp_path_factory: pytest.TempPathFactory, title: str, name: str, value: float, note: str
) -> None:
    made = plan(indicator(name=name, use=note, baseline={"value": value})).model_copy(update={"title": title})
    for suffix in (".yaml", ".xlsx"):
        path = tmp_path_factory.mktemp("plan") / f"p{suffix}"
        save_plan(made, path)
        assert load_plan(path) == made


def test_the_empty_plan_can_be_filled_and_checked(tmp_path: Path) -> None:
    save_plan(blank(), tmp_path / "piano.xlsx")
    again = load_plan(tmp_path / "piano.xlsx")
    assert again == blank()
    assert {line.library for line in again.indicators} <= set(library())
    assert len(again.indicators) == 5


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "place", "words"),
    [
        ("Indicatori", "K2", "quaranta", "foglio «Indicatori», cella K2", "non è un numero"),
        ("Indicatori", "A1", "colore", "foglio «Indicatori», cella A1", "non è conosciuta"),
        ("Indicatori", "J2", "avanti", "foglio «Indicatori», cella J2", "avanti"),
        ("Esiti", "A2", "due parole", "foglio «Esiti», cella A2", "niente spazi"),
        ("Piano", "B12", "presto", "foglio «Piano», cella B12", "non è una data"),
    ],
)
def test_bad_cells_are_named(sheet: str, cell: str, value: str, place: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "piano.xlsx"
    save_plan(load_plan(EXAMPLE / "piano.yaml"), path)
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    with pytest.raises(ImpactError) as error:
        load_plan(path)
    assert place in str(error.value)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: a\nindicators:\n  - {id: I1, name: x, unit: '%', target: {value: tanto}}\n", "riga 3"),
        ("title: a\nstrano: 1\n", "«strano» non è una voce conosciuta"),
        ("title: a\nindicators:\n  - {id: I1, name: x}\n  - {id: I1, name: y}\n", "stesso id"),
        ("title: a\nindicators: [{id: I1, name: x, outcome: E9}]\n", "«E9», che nel piano non c'è"),
        ("title: a\nindicators: [{id: I1, name: x, measure: rate, accrues: true}]\n", "non si può sommare nel tempo"),
        ("title: [a\n", "piano.yaml"),
        ("- a\n", "piano.yaml"),
    ],
)
def test_bad_yaml_is_one_sentence(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "piano.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImpactError) as error:
        load_plan(path)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_amendments_keep_the_first_plan() -> None:
    from datetime import date

    made = plan(indicator(), amendments=[{"on": date(2027, 5, 1), "indicator": "I1", "field": "target", "to": 60}])
    values = [made.at(day)["I1"].target.value for day in (None, date(2027, 4, 30), date(2027, 5, 1))]
    assert values == [70, 70, 60]


def test_every_ready_indicator_is_complete() -> None:
    for name, one in library().items():
        assert one.formula, name
        assert one.pitfalls, name
        assert one.title["en"], name
        assert (one.measure in ("rate", "mean")) == bool(one.denominator), name


def test_the_library_covers_what_the_metropolitan_plan_cares_about() -> None:
    assert {one.theme for one in library().values()} == {"lavoro", "inserimento", "equita", "servizio"}
    assert isinstance(blank("full", list(library())), ImpactPlan)


def test_the_light_workbook_shows_what_a_small_body_fills_in(tmp_path: Path) -> None:
    save_plan(blank(), tmp_path / "piano.xlsx")
    book = load_workbook(tmp_path / "piano.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == ["Piano", "Esiti", "Indicatori", "Misure"]
    lines = book["Indicatori"]
    shown = [cell.value for cell in lines[1] if not lines.column_dimensions[cell.column_letter].hidden]
    assert len(shown) == 17
    assert {"indicatore", "valore di partenza", "valore atteso", "verifica"} <= set(shown)
    assert lines["E1"].comment is not None


def test_what_a_light_plan_holds_is_never_hidden(tmp_path: Path) -> None:
    made = plan(
        indicator(milestones=[{"value": 50, "on": "2027-01-01"}]), payment={"fixed_fee": 1, "variable_max": 1, "weights": {"I1": 1}}
    )
    save_plan(made, tmp_path / "piano.xlsx")
    book = load_workbook(tmp_path / "piano.xlsx")
    lines = book["Indicatori"]
    heads = {cell.value: cell.column_letter for cell in lines[1]}
    assert not lines.column_dimensions[heads["tappe"]].hidden
    assert lines.column_dimensions[heads["BES"]].hidden
    assert book["Pagamento"].sheet_state == "visible"
