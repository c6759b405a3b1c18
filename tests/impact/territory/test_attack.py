"""Whoever adds and subtracts all that a roll-up publishes finds no small number of persons."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.plan.library import draw
from procurement_engine.impact.territory.engine import rollup
from procurement_engine.impact.territory.groups import Whole, _hide
from procurement_engine.impact.territory.leaves import Lots as Given
from procurement_engine.impact.territory.report import Cell, RollupReport
from procurement_engine.impact.territory.suppress import suppress

from ..builders import csv

HEAD = "distretto;ente;gara;lotto;strumento;indicatore;periodo;gruppo;numeratore;denominatore;valore"
Lot = tuple[str, str, str, str]
#: A lot: its instrument, and its persons by (gender, age), the atoms of every sum.
Atom = tuple[Lot, tuple[str, str]]
Lots = dict[Lot, tuple[str, dict[tuple[str, str], int]]]
GENDERS, AGES = ("donne", "uomini", ""), ("età: under 36", "")


@st.composite
def territories(pick: st.DrawFn) -> Lots:
    lots: Lots = {}
    for number in range(pick(st.integers(2, 6))):
        place = (pick(st.sampled_from("AB")), pick(st.sampled_from("EF")), pick(st.sampled_from("GH")), str(number))
        persons = {(gender, age): pick(st.integers(0, 9)) for gender in GENDERS for age in AGES}
        lots[place] = pick(st.sampled_from(["tender", "co_design"])), persons
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


def atoms_of(cell: Cell, lots: Lots) -> frozenset[Atom]:
    here = [
        lot for lot, (kind, _) in lots.items()
        if (cell.place == (kind,) if cell.level == "instrument" else lot[: len(cell.place)] == cell.place)
    ]  # fmt: skip
    return frozenset((lot, key) for lot in here for key in lots[lot][1] if cell.group in ("", *key))


def determined(shown: set[frozenset[Atom]], wanted: set[frozenset[Atom]], size: dict[Atom, int]) -> list[frozenset[Atom]]:
    """The sums of one to four persons that follow from the sums shown: those that add nothing to their rank."""
    order = sorted(size)
    matrix = np.array([[atom in sums for atom in order] for sums in shown], dtype=float).reshape(len(shown), len(order))
    rank = np.linalg.matrix_rank(matrix) if len(shown) else 0
    small = [sums for sums in wanted if 0 < sum(size[atom] for atom in sums) < 5]
    rows = [np.array([[atom in sums for atom in order]], dtype=float) for sums in small]
    return [sums for sums, row in zip(small, rows, strict=True) if np.linalg.matrix_rank(np.vstack([matrix, row])) == rank]


@settings(max_examples=12, deadline=None)
@given(territories())
def test_nothing_small_follows_from_what_is_published(lots: Lots) -> None:
    report = published(lots)
    cells = [*report.cells, *report.instruments, *report.groups]
    size = {(lot, key): n for lot, (_, persons) in lots.items() for key, n in persons.items()}
    own = {cell: atoms_of(cell, lots) for cell in cells}
    for cell, atoms in own.items():  # what is shown is right, and what is not hidden is shown
        assert cell.value == (None if cell.hidden else sum(size[atom] for atom in atoms))
    others = {own[cell] - own[other] for cell in report.cells for other in report.groups if cell.place == other.place}
    shown = {atoms for cell, atoms in own.items() if cell.value is not None}
    assert determined(shown, {*own.values(), *others}, size) == []


@settings(max_examples=150, deadline=None)
@given(territories())
def test_the_groups_of_a_breakdown_hide_each_other(lots: Lots) -> None:
    """The rule by itself, on many more territories than can be read from files: here the atoms are lots and genders."""
    size = {(lot, gender): sum(persons[gender, age] for age in AGES) for lot, (_, persons) in lots.items() for gender in GENDERS}
    places = {lot[:end] for lot in lots for end in range(5)}
    sums = {(p, g): sum(n for (lot, own), n in size.items() if own == g and lot[: len(p)] == p) for p in places for g in GENDERS}
    base = suppress({p: (float(sum(sums[p, g] for g in GENDERS)),) for p in places})
    hidden = {p: base.get(p, "") for p in places}
    told = [frozenset(lot for lot in lots if lot[: len(p)] == p) for p in places if not hidden[p]]
    whole = Whole("INS-01", 2027, Given(draw("INS-01"), dict.fromkeys(lots, pd.DataFrame()), {}), hidden, told)
    gone = _hide(whole, {part: (float(n), 0.0, 0.0) for part, n in sums.items() if n or part[1]})

    every = {(lot, (g, "")): n for (lot, g), n in size.items() if n or g}
    there = frozenset(every)

    def atoms(place: tuple[str, ...], group: str) -> frozenset[Atom]:
        return frozenset((lot, (g, "")) for lot, g in size if g == group and lot[: len(place)] == place) & there

    shown = {atoms(p, g) for p, g in sums if g and (p, g) not in gone}
    shown |= {frozenset(atom for atom in every if atom[0] in lots_) for lots_ in told}
    assert determined(shown, {atoms(p, g) for p, g in sums}, every) == []


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
