"""Whoever adds and subtracts all that a roll-up publishes finds no small number of persons."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.territory.engine import rollup
from procurement_engine.impact.territory.report import Cell, RollupReport

from ..builders import csv

HEAD = "distretto;ente;gara;lotto;strumento;indicatore;periodo;gruppo;numeratore;denominatore;valore"
Lot = tuple[str, str, str, str]
#: A lot: its instrument, and its persons by (gender, age), the atoms of every sum.
Lots = dict[Lot, tuple[str, dict[tuple[str, str], int]]]
GENDERS, AGES = ("donne", "uomini", ""), ("età: under 36", "")


@st.composite
def territories(draw: st.DrawFn) -> Lots:
    lots: Lots = {}
    for number in range(draw(st.integers(2, 7))):
        place = (draw(st.sampled_from("AB")), draw(st.sampled_from("EF")), draw(st.sampled_from("GH")), str(number))
        persons = {(gender, age): draw(st.integers(0, 9)) for gender in GENDERS for age in AGES}
        lots[place] = draw(st.sampled_from(["tender", "co_design"])), persons
    return lots


def lines(lots: Lots) -> Iterable[str]:
    for place, (kind, persons) in lots.items():
        start = ";".join((*place, kind, "INS-01", "2027"))
        yield f"{start};;;;{sum(persons.values())}"
        for at, groups in ((0, GENDERS), (1, AGES)):
            for group in filter(None, groups):
                yield f"{start};{group};;;{sum(n for key, n in persons.items() if key[at] == group)}"


def published(lots: Lots) -> RollupReport:
    with tempfile.TemporaryDirectory() as folder:
        return rollup([csv(Path(folder) / "t.csv", HEAD, *lines(lots))])


def atoms_of(cell: Cell, lots: Lots) -> frozenset[tuple[Lot, tuple[str, str]]]:
    here = [
        lot for lot, (kind, _) in lots.items()
        if (cell.place == (kind,) if cell.level == "instrument" else lot[: len(cell.place)] == cell.place)
    ]  # fmt: skip
    return frozenset((lot, key) for lot in here for key in lots[lot][1] if cell.group in ("", *key))


@settings(max_examples=30, deadline=None)
@given(territories())
def test_nothing_small_follows_from_what_is_published(lots: Lots) -> None:
    report = published(lots)
    cells = [*report.cells, *report.instruments, *report.groups]
    size = {lot_key: n for lot, (_, persons) in lots.items() for lot_key, n in (((lot, key), n) for key, n in persons.items())}
    order = sorted(size)
    shown = {atoms_of(cell, lots) for cell in cells if cell.value is not None}
    wanted = {atoms_of(cell, lots) for cell in cells}
    wanted |= {atoms_of(cell, lots) - atoms_of(other, lots) for cell in report.cells for other in report.groups
               if cell.place == other.place}  # fmt: skip
    secret = [sums for sums in wanted if 0 < sum(size[atom] for atom in sums) < 5]
    matrix = np.array([[atom in sums for atom in order] for sums in shown], dtype=float).reshape(len(shown), len(order))
    rank = np.linalg.matrix_rank(matrix) if len(shown) else 0
    for sums in secret:
        row = np.array([[atom in sums for atom in order]], dtype=float)
        assert np.linalg.matrix_rank(np.vstack([matrix, row])) > rank, sorted(sums)


@settings(max_examples=10, deadline=None)
@given(territories())
def test_what_is_shown_is_right(lots: Lots) -> None:
    report = published(lots)
    for cell in (*report.cells, *report.instruments, *report.groups):
        own = sum(lots[lot][1][key] for lot, key in atoms_of(cell, lots))
        assert cell.value in (None, own)
        assert cell.hidden or cell.value == own


def test_large_groups_are_shown(tmp_path: Path) -> None:
    start = "D;E;G;1;tender;INS-01;2027"
    report = rollup([csv(tmp_path / "t.csv", HEAD, f"{start};;;;60", f"{start};donne;;;25", f"{start};uomini;;;35")])
    assert {(cell.level, cell.group, cell.value) for cell in report.groups if cell.level in ("all", "lot")} == {
        ("all", "donne", 25), ("all", "uomini", 35), ("lot", "donne", 25), ("lot", "uomini", 35),
    }  # fmt: skip


def test_a_small_group_takes_the_other_along(tmp_path: Path) -> None:
    start = "D;E;G;1;tender;INS-01;2027"
    report = rollup([csv(tmp_path / "t.csv", HEAD, f"{start};;;;30", f"{start};donne;;;27", f"{start};uomini;;;3")])
    assert [cell.value for cell in report.cells if cell.level == "lot"] == [30]
    assert {cell.value for cell in report.groups} == {None}


def test_who_is_in_no_group_is_not_found_by_subtraction(tmp_path: Path) -> None:
    start = "D;E;G;1;tender;INS-01;2027"
    report = rollup([csv(tmp_path / "t.csv", HEAD, f"{start};;;;30", f"{start};donne;;;27")])
    assert {cell.hidden for cell in report.groups} == {"complementary"}


def test_groups_of_rates_are_rebuilt(tmp_path: Path) -> None:
    rows = [f"D;E;G;{lot};tender;INS-02;2027;{group};{a};{b};" for lot, group, a, b in
            ((1, "", 40, 60), (1, "donne", 20, 30), (2, "", 30, 60), (2, "donne", 10, 30))]  # fmt: skip
    report = rollup([csv(tmp_path / "t.csv", HEAD, *rows)])
    whole = next(cell for cell in report.groups if cell.level == "all")
    assert (whole.value, whole.numerator, whole.denominator, whole.lots, whole.of) == (50, 30, 60, 2, 2)
    assert list(report.to_frame()["group"].unique()) == ["", "donne"]


def test_more_than_all_is_refused(tmp_path: Path) -> None:
    start = "D;E;G;1;tender;INS-01;2027"
    table = csv(tmp_path / "t.csv", HEAD, f"{start};;;;10", f"{start};donne;;;8", f"{start};uomini;;;8")
    with pytest.raises(ImpactError, match=r"t\.csv, riga 4, colonna «gruppo»: .*contano più persone del totale"):
        rollup([table])


def test_groups_without_the_whole_are_counted_and_left_out(tmp_path: Path) -> None:
    rows = ["D;E;G;1;tender;INS-01;2027;;;;10", "D;E;G;2;tender;INS-01;2027;donne;;;8"]
    report = rollup([csv(tmp_path / "t.csv", HEAD, *rows)])
    assert report.groups == ()
    assert any("1 misure per gruppo" in one for one in report.statements)
