"""Lots put together."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.export.observatory import linked, write
from procurement_engine.impact.plan.files import save_plan
from procurement_engine.impact.territory.combine import combine
from procurement_engine.impact.territory.engine import rollup
from procurement_engine.impact.territory.report import Cell, RollupReport

from ..builders import EXAMPLE, csv, indicator, plan

HEAD = "distretto;ente;gara;lotto;strumento;indicatore;periodo;numeratore;denominatore;valore"
PART = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: (min(pair), max(pair)))


def rows(parts: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame({
        "indicator": "X", "value": float("nan"), "numerator": [float(a) for a, _ in parts], "denominator": [float(b) for _, b in parts],
        "file": "f", "place": "p",
    })  # fmt: skip


@settings(deadline=None)
@given(st.lists(PART, min_size=2, max_size=8), st.data())
def test_a_rollup_of_rollups_is_the_rollup(parts: list[tuple[int, int]], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(parts) - 1))
    whole = combine(rows(parts), "rate", "%")
    halves = [combine(rows(half), "rate", "%") for half in (parts[:cut], parts[cut:])]
    again = combine(rows([(int(half.numerator), int(half.denominator)) for half in halves]), "rate", "%")
    assert again == pytest.approx(whole)
    assert min(half.value for half in halves) - 1e-9 <= whole.value <= max(half.value for half in halves) + 1e-9


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8))
def test_counts_add(values: list[int]) -> None:
    frame = rows([(1, 1)] * len(values)).assign(value=[float(v) for v in values], numerator=float("nan"), denominator=float("nan"))
    assert combine(frame, "count", "persone").value == sum(values)


def test_missing_is_left_out_and_not_zero() -> None:
    frame = rows([(5, 10), (1, 1)]).assign(numerator=[5.0, float("nan")], denominator=[10.0, float("nan")])
    assert combine(frame, "rate", "%").value == 50
    assert isnan(combine(frame.iloc[1:], "rate", "%").value)


def run(tmp_path: Path, *lines: str) -> RollupReport:
    return rollup([csv(tmp_path / "t.csv", HEAD, *lines)])


def cell(report: RollupReport, *place: str, indicator: str = "INS-02") -> Cell:
    return next(one for one in report.cells if one.place == place and one.indicator == indicator)


def test_from_the_lot_to_the_whole(tmp_path: Path) -> None:
    report = run(tmp_path, "D;E;G;1;tender;INS-02;2027;30;40;", "D;E;G;2;tender;INS-02;2027;10;40;", "D;F;H;;tender;INS-02;2027;;;")
    assert (cell(report, "D", "E", "G").value, cell(report).value) == (50, 50)
    assert (cell(report).lots, cell(report).of) == (2, 3)
    assert cell(report, "D", "F").value is None


def test_hidden_cells_have_no_figures_anywhere(tmp_path: Path) -> None:
    report = run(
        tmp_path, "D;E;G;1;tender;INS-02;2027;30;40;", "D;E;G;2;tender;INS-02;2027;2;9;", "D;E;G;3;tender;INS-02;2027;12;20;"
    )
    assert cell(report, "D", "E", "G", "2").hidden == "small"
    assert cell(report, "D", "E", "G", "3").hidden == "complementary"
    for one in report.cells:
        assert not one.hidden or (one.value, one.numerator, one.denominator, one.covered) == (None,) * 4
    write(report, tmp_path / "o.csv")
    assert ";2,0;" not in (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    observations = [one for one in linked(report)["@graph"] if one["@type"] == "qb:Observation"]
    assert all("sdmx-measure:obsValue" not in one for one in observations if one["sdmx-attribute:obsStatus"] == "Q")


def test_who_did_not_make_it_is_hidden_too(tmp_path: Path) -> None:
    """38 of 40: two persons are not at work."""
    assert cell(run(tmp_path, "D;E;G;1;tender;INS-02;2027;38;40;"), "D").hidden == "small"


def test_the_last_period_of_the_year_stands_and_hires_add_up(tmp_path: Path) -> None:
    report = run(
        tmp_path, "D;E;G;;tender;INS-02;2027-S1;10;20;", "D;E;G;;tender;INS-02;2027-S2;15;20;",
        "D;E;G;;tender;INS-01;2027-S1;;;7", "D;E;G;;tender;INS-01;2027-S2;;;8",
    )  # fmt: skip
    assert (cell(report, "D").value, cell(report, "D", indicator="INS-01").value) == (75, 15)


def test_instruments_stand_beside_each_other(tmp_path: Path) -> None:
    report = run(tmp_path, "D;E;G;;tender;INS-02;2027;30;40;", "D;E;H;;co_design;INS-02;2027;10;40;")
    assert {one.place[0]: one.value for one in report.instruments} == {"tender": 75, "co_design": 25}
    assert any("non in classifica" in one for one in report.statements)


def test_instruments_do_not_give_away_what_the_tree_hides(tmp_path: Path) -> None:
    lines = [
        "D;E;G;;tender;INS-01;2027;;;3",
        "D;E;H;;tender;INS-01;2027;;;9",
        "D;F;K;;co_design;INS-01;2027;;;9",
        "D;E;L;;co_design;INS-01;2027;;;8",
    ]
    report = run(tmp_path, *lines)
    assert cell(report, "D", "E", "G", indicator="INS-01").hidden == "small"
    shown = [one.value for one in report.instruments]
    assert shown == [None, None] or shown == [17, 12]


def test_two_definitions_are_refused(tmp_path: Path) -> None:
    paths = []
    for name, formula in (("a", "al lavoro / inseriti"), ("b", "al lavoro / presi in carico")):
        save_plan(plan(indicator(library="INS-02", formula=formula), tender=name), tmp_path / f"{name}.yaml")
        paths.append(tmp_path / f"{name}.yaml")
    table = csv(tmp_path / "m.csv", "gara;indicatore;periodo;numeratore;denominatore", "a;I1;2027;5;10", "b;I1;2027;6;10")
    with pytest.raises(ImpactError, match="è definito in due modi"):
        rollup([*paths, table])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("D;E;G;;tender;ZZZ;2027;5;10;", "non è di nessun piano né della libreria"),
        ("D;E;G;;tender;INS-02;2027;50;;", "vanno dati insieme"),
    ],
)
def test_rows_that_cannot_be_used(line: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ImpactError, match=words):
        run(tmp_path, line)


def test_bare_percentages_are_not_averaged(tmp_path: Path) -> None:
    with pytest.raises(ImpactError, match="le medie non si mediano"):
        run(tmp_path, "D;E;G;1;tender;INS-02;2027;;;50", "D;E;G;2;tender;INS-02;2027;;;60")


def test_plans_and_territory_together(tmp_path: Path) -> None:
    report = rollup([EXAMPLE / "piano.yaml", EXAMPLE / "misure.csv", EXAMPLE / "territorio.csv"])
    assert report.years == (2027, 2028, 2029)
    lot = cell(report, "Reno, Lavino e Samoggia", "Comune di Borgo Reno", "Centri civici 2026-2029", "", indicator="LAV-01")
    assert lot.covered == pytest.approx((100 * 14 / 21 - 62) / 18)
    assert {one.group for one in report.groups} == {"donne", "uomini"}
    assert any(one.value is not None for one in report.groups)
    frame = report.to_frame()
    assert set(frame["level"]) == {"all", "district", "body", "tender", "lot", "instrument"}


def test_a_name_is_no_formula_in_the_export(tmp_path: Path) -> None:
    report = run(tmp_path, "D;E;=1+1;1;tender;INS-02;2027;30;40;")
    write(report, tmp_path / "o.csv")
    assert "'=1+1" in (tmp_path / "o.csv").read_text(encoding="utf-8-sig")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_the_json_ld_is_a_sound_data_cube(tmp_path: Path) -> None:
    """Read by an RDF library; the integrity constraints of the vocabulary (IC-1, 2, 3, 4, 11, 12)."""
    report = run(
        tmp_path, "D;E;G;1;tender;INS-02;2027;30;40;", "D;E;H;1;co_design;INS-02;2027;2;9;", "D;F;K;1;tender;INS-02;2027;20;40;"
    )
    write(report, tmp_path / "o.jsonld")
    graph = Graph().parse(tmp_path / "o.jsonld", format="json-ld")
    cube, measure = Namespace("http://purl.org/linked-data/cube#"), URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
    observations = list(graph.subjects(RDF.type, cube.Observation))
    assert len(observations) == len(report.cells) + len(report.instruments)
    assert all(len(list(graph.objects(one, cube.dataSet))) == 1 for one in observations)
    structures = list(graph.objects(None, cube.structure))
    assert len(structures) == 1
    components = list(graph.objects(structures[0], cube.component))
    dimensions = [one for part in components for one in graph.objects(part, cube.dimension)]
    assert [one for part in components for one in graph.objects(part, cube.measure)] == [measure]
    assert all((one, RDFS.range, None) in graph for one in dimensions)
    keys = [tuple(graph.value(one, dimension) for dimension in dimensions) for one in observations]
    assert all(None not in key for key in keys)
    assert len(set(keys)) == len(keys)
    shown = sorted(float(graph.value(one, measure)) for one in observations if (one, measure, None) in graph)
    assert shown == sorted(one.value for one in (*report.cells, *report.instruments) if one.value is not None)


def test_exports(tmp_path: Path) -> None:
    report = run(tmp_path, "D;E;G;1;tender;INS-02;2027;30;40;", "D;E;G;1;tender;LAV-01;2027;30;40;")
    with pytest.raises(ImpactError, match=r"\.csv, \.parquet o \.jsonld"):
        write(report, tmp_path / "o.doc")
    write(report, tmp_path / "o.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "o.parquet"), report.to_frame(), check_dtype=False)
    write(report, tmp_path / "o.csv")
    back = pd.read_csv(tmp_path / "o.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert back["value"].tolist() == report.to_frame()["value"].tolist()
