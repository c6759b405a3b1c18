"""What `impact rollup` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procurement_engine.impact.plan.base import Frozen

if TYPE_CHECKING:
    import pandas as pd


class Cell(Frozen):
    """An indicator at a place in a year. `hidden`: "" | small | complementary; what is hidden has no figures at all.

    `lots`: how many lots gave a figure, `of` how many should have; `covered`: share of the way, for a single lot with a plan.
    `group`: the part of the persons it is about, empty for all of them.
    """

    indicator: str
    year: int
    level: str
    place: tuple[str, ...]
    value: float | None
    numerator: float | None
    denominator: float | None
    lots: int
    of: int
    hidden: str = ""
    covered: float | None = None
    group: str = ""


class Definition(Frozen):
    """What an indicator is, with its tags."""

    indicator: str
    name: str
    formula: str
    unit: str
    measure: str
    bes: tuple[str, ...]
    sdg: tuple[str, ...]
    iris: tuple[str, ...]


class RollupReport(Frozen):
    """All places, from the lot to the whole; instruments beside each other; the groups of persons at each place."""

    years: tuple[int, ...]
    definitions: tuple[Definition, ...]
    cells: tuple[Cell, ...]
    instruments: tuple[Cell, ...]
    groups: tuple[Cell, ...]
    statements: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row a cell, places, group and tags in columns of their own; instruments, then groups last."""
        import pandas as pd

        known = {one.indicator: one for one in self.definitions}
        return pd.DataFrame([_row(cell, known[cell.indicator]) for cell in (*self.cells, *self.instruments, *self.groups)])


def _row(cell: Cell, definition: Definition) -> dict[str, object]:
    place = dict.fromkeys(("district", "body", "tender", "lot", "instrument"))
    if cell.level == "instrument":
        place["instrument"] = cell.place[0]
    else:
        place |= dict(zip(("district", "body", "tender", "lot"), cell.place, strict=False))
    tags = {name: "; ".join(getattr(definition, name)) for name in ("bes", "sdg", "iris")}
    fields = cell.model_dump(include={"group", "year", "level", "value", "numerator", "denominator", "lots", "of", "hidden"})
    return {"indicator": cell.indicator, "name": definition.name, "unit": definition.unit, **place, **fields, **tags}
