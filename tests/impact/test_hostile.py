"""Whatever is in a table or a plan, the answer is a report or one sentence."""

from __future__ import annotations

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


def answered(action: Any) -> None:
    said = ""
    try:
        action()
    except ImpactError as error:
        said = str(error)
    assert "\n" not in said


@FEW
@given(data=rows(MEASURES))
def test_measures(data: list[list[str]], tmp_path: Path) -> None:
    path = table(MEASURES, data, tmp_path / "m.csv")
    answered(lambda: html.render(monitor_page.page(monitor(plan(), [path], date(2028, 6, 1)))))
    answered(lambda: rollup([path]))


@FEW
@given(data=rows(OBSERVED), since=st.none() | CELL)
def test_observations(data: list[list[str]], since: str | None, tmp_path: Path) -> None:
    path = table(OBSERVED, data, tmp_path / "o.csv")
    answered(lambda: effect([path], since=since))


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
