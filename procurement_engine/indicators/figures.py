"""Where one starts from and where one wants to be, out of the cells that say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from procurement_engine.indicators.cells import unit, when
from procurement_engine.indicators.rows import Row
from procurement_engine.indicators.words import holds

#: "Y1: 20% · Y2: 35%", "2027: 50; 2028: 60": the stages in one cell.
_STAGES = re.compile(r"(?:\b(20[2-5]\d)|\b(?:[yt]|anno|year)\s?\d)\s*[:=]\s*([^·;|]+)", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(?:da|dal|dall[ao]?|from)\b(.+?)\b(?:a|al|alla|allo|to)\b(.+)|(.+)(?:→|->|⇒)(.+)", re.IGNORECASE)
_ASKED = re.compile(r"^\s*(?:n[.°]?\s*)?(?=\d)|(?:≥|>=|≤|<=|<|>|\balmeno\b|\bnon meno di\b|\bat least\b)\s*(?=\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Figures:
    """Values in the unit of the table; `milestones` dated, in order, before the target.

    `start_note`: how the start will be surveyed, where there is no figure but a day by which there will be.
    """

    start: float | None = None
    start_on: date | None = None
    start_note: str = ""
    end: float | None = None
    end_on: date | None = None
    milestones: tuple[tuple[date, float], ...] = ()
    minimum: float | None = None
    unit: str = ""


def figures(row: Row) -> Figures:
    """The figures of a row, wherever its author put them: own columns, one cell, years, or the indicator's own words."""
    start, end, told = _ends(row)
    stages = _stages(row)
    end_on = when(told) or when(row.text("date")) or when(row.heads.get("target", ""))
    if len(stages) > 1:
        end_on, end = stages[-1]
    elif stages and end in (None, stages[0][1]):
        end_on, end = stages[0][0] or end_on, stages[0][1]
    on_the_way = tuple((on, value) for on, value in stages[:-1] if on is not None) if len(stages) > 1 else ()
    minimum = row.numbers(row.text("minimum"))
    start_on = when(row.text("baseline")) or when(row.text("baseline_on")) or when(row.heads.get("baseline", ""))
    note = row.text("baseline") if start is None and when(row.text("baseline")) else ""
    return Figures(start, start_on, note, end, end_on, on_the_way, minimum[0] if minimum else None, _unit(row, told))


def _ends(row: Row) -> tuple[float | None, float | None, str]:
    """Start, end, and the words that told the end."""
    baseline, target, name = row.text("baseline"), row.text("target"), row.text("indicator")
    if baseline and baseline == target:  # one column for both
        found = row.numbers(target)
        return (found[0] if len(found) > 1 else None), (found[-1] if found else None), target
    if not baseline and (moved := _from_to(row, target)):
        return *moved, target
    start, end = (next(iter(row.numbers(text)), None) for text in (baseline, target))
    if start is None and end is None and not row.stages:
        if "%" in name and (moved := _from_to(row, name)):  # "da 22% a 45% entro il 2028"
            return *moved, name
        if not target and (asked := _ASKED.search(name)):  # "almeno 60% dopo 18 mesi", "120 anziani che escono"
            return None, next(iter(row.numbers(name[asked.end() :])), None), name
    return start, end, target


def _from_to(row: Row, text: str) -> tuple[float, float] | None:
    """ "da 62% a 75%": the cell says the start too."""
    found = _FROM_TO.search(text)
    if not found:
        return None
    first, second = row.numbers(found[1] or found[3] or ""), row.numbers(found[2] or found[4] or "")
    return (first[0], second[0]) if first and second else None


def _stages(row: Row) -> list[tuple[date | None, float]]:
    """Values at years and steps, in the order of time where all are dated; a column in another unit does not count."""
    if inside := list(_STAGES.finditer(row.text("target"))):
        pairs = [(when(one[1] or ""), row.numbers(one[2])) for one in inside]
        return [(on, values[0]) for on, values in pairs if values]
    plain_unit = any("%" not in one.text for one, _ in row.stages)
    told = [(one, cell) for one, cell in row.stages if not ("%" in one.text and plain_unit)]
    found = [(when(one.text), row.numbers(cell.text)[0]) for one, cell in told if row.numbers(cell.text)]
    return sorted(found, key=lambda pair: pair[0] or date.min) if all(on for on, _ in found) else found


def _unit(row: Row, told: str) -> str:
    """The unit of its own column, else the one beside the figures, else the one the name tells."""
    name, own = row.text("indicator"), row.text("unit")
    if own and own != name:
        return own
    stages = " ".join(cell.text for _, cell in row.stages)
    return unit(told) or unit(row.text("target")) or unit(row.text("baseline")) or unit(stages) or in_name(name)


def in_name(name: str) -> str:
    """The unit that the name of the indicator tells.

    >>> in_name("ragazzi promossi (%)"), in_name("n. corsi"), in_name("% di ragazzi promossi"), in_name("ore di ascolto")
    ('%', 'numero', '%', '')
    """
    if found := re.search(r"\(([^()]{1,20})\)\s*$", name):
        return found[1]
    if re.match(r"\s*(?:n[.°r]|numero\b|number\b)", name, re.IGNORECASE):
        return "numero"
    return "%" if "%" in name or holds(name, ["percentual", "quota", "tasso", "share", "rate"]) else ""
