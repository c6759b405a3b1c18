"""From the tables of a draft to an impact plan, with the place of each line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procurement_engine.drafts.model import Draft
from procurement_engine.impact.draft.cells import numbers, unit, when
from procurement_engine.impact.draft.grids import Grid, grids
from procurement_engine.impact.draft.headings import Heading
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.words import counts_activity, frequency, holds, lists, plain

#: Roles whose cell is taken as it is written.
_TEXTS = ("formula", "responsible", "holder", "use", "verification", "link")
_NOTHING = {"", "-", "–", "—", "n d", "nd", "tbd", "da definire", "n a", "non disponibile", "x", "…"}


@dataclass(frozen=True)
class DraftPlan:
    """What was read: the plan, where each indicator stands, what each table's columns were taken for."""

    plan: ImpactPlan
    places: dict[str, int]
    columns: list[dict[str, str]]


def read_plan(draft: Draft) -> DraftPlan | None:
    """The plan a draft holds, or None if no table of it looks like one."""
    outcomes: dict[str, dict[str, Any]] = {}
    indicators: list[dict[str, Any]] = []
    places: dict[str, int] = {}
    columns = []
    for grid in grids(draft):
        columns.append({one.text: ", ".join(sorted(one.roles)) for one in grid.headings if one.text})
        for row, place in _rows(grid):
            _line(grid.headings, row, outcomes, indicators)
            places.setdefault(str(indicators[-1]["id"]), place)
    if not indicators:
        return None
    plan = ImpactPlan.model_validate(
        {"title": Path(draft.path).stem, "track": "full", "outcomes": list(outcomes.values()), "indicators": indicators}
    )
    return DraftPlan(plan, places, columns)


def _rows(grid: Grid) -> list[tuple[dict[str, str], int]]:
    """Rows by role; an outcome written once over several rows, or alone on a row, counts for those under it."""
    found, outcome, level = [], "", ""
    for cells, place in zip(grid.rows, grid.places, strict=True):
        said = [cell for cell in cells if plain(cell) not in _NOTHING]
        if not said or plain(said[0]).startswith(("totale", "total ")):
            continue
        if len(set(said)) == 1 and len(cells) > 2:
            level, outcome = (said[0], "") if _is_level(said[0]) else (level, said[0])
            continue
        row = _by_role(grid.headings, cells)
        outcome = row.get("outcome") or outcome
        row["outcome"] = outcome
        if level:
            row.setdefault("kind", level)
        if row.get("indicator") or row["outcome"]:
            found.append((row, place))
    return found


def _is_level(text: str) -> bool:
    """A line of the table that only says the level of those under it: "Outputs", "Esiti di medio periodo"."""
    return len(plain(text).split()) < 5 and plain(text).split()[0] in lists()["levels"]


def _by_role(headings: list[Heading], cells: list[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    for one, cell in zip(headings, cells, strict=False):
        if plain(cell) in _NOTHING and not numbers(cell):
            continue
        for role in _settled(one, cell):
            row[role] = f"{row[role]}; {cell}" if role in row and row[role] != cell else cell
            if role in ("baseline", "target"):
                row[f"{role} heading"] = one.text
        if one.step and not one.roles - {"target", "baseline"} and not one.has("baseline"):
            row.setdefault("steps", "")
            row["steps"] += f"{one.text}\t{cell}\n"
    return row


def _settled(one: Heading, cell: str) -> frozenset[str]:
    """An expected result is a target where it is a figure, a change where it is a phrase."""
    if "result" in one.roles:
        figure = bool(numbers(cell)) and len(plain(cell).split()) < 6
        return one.roles - {"result"} | {"target" if figure else "outcome"}
    return one.roles


def _line(
    headings: list[Heading], row: dict[str, str], outcomes: dict[str, dict[str, Any]], indicators: list[dict[str, Any]]
) -> None:
    name = row.get("indicator") or row["outcome"]
    item: dict[str, Any] = {"id": f"I{len(indicators) + 1}", "name": _short(name)}
    _figures(headings, row, item)
    for role in _TEXTS:
        if role in row:
            item[role] = _short(row[role])
    source = row.get("source", "")
    if source:
        item["source"] = _short(source)
        if holds(source, lists()["verified"]):  # "libro unico, verificato dal direttore dell'esecuzione"
            item.setdefault("verification", _short(source))
    timing = row.get("frequency") or (source if frequency(source) else "")
    if timing:
        item["timing"], item["frequency"] = _short(timing), frequency(timing)
    item["kind"] = _kind(row, name)
    if row["outcome"] and item["kind"] == "outcome":
        known = outcomes.setdefault(plain(row["outcome"]), {"id": f"E{len(outcomes) + 1}", "text": _short(row["outcome"])})
        item["outcome"] = known["id"]
        _shares(row, known)
    indicators.append(item)


def _shares(row: dict[str, str], outcome: dict[str, Any]) -> None:
    """Deadweight and the like, where a column gives them; percentages as shares."""
    for role, field in (("deadweight", "deadweight"), ("attribution", "others"), ("dropoff", "drop_off")):
        found = numbers(row.get(role, ""))
        if found and 0 <= found[0] <= 100:
            share = found[0] / 100 if found[0] > 1 or "%" in row[role] else found[0]
            outcome.setdefault("attribution", {})[field] = share


def _figures(headings: list[Heading], row: dict[str, str], item: dict[str, Any]) -> None:
    baseline, target = row.get("baseline", ""), row.get("target", "")
    both = next((one for one in headings if one.has("baseline") and one.has("target")), None)
    if both and baseline == target:
        found = numbers(target)
        start, end = (found[0] if len(found) > 1 else None), (found[-1] if found else None)
    else:
        start, end = (next(iter(numbers(text)), None) for text in (baseline, target))
    steps = _steps(row.get("steps", ""))
    if len(steps) > 1:
        end = steps[-1][1]
        item["milestones"] = [{"on": on, "value": value} for on, value in steps[:-1] if on]
        target = row["steps"].splitlines()[-1]
    elif both is None and not baseline and (moved := _from_to(target)):
        start, end = moved
    elif end is None and start is None and "%" in (name := row.get("indicator", "")) and (moved := _from_to(name)):
        start, end = moved  # a logframe's indicator says them itself: "da 22% a 45% entro il 2028"
        target = name
    item["baseline"] = {"value": start, "on": when(baseline) or when(row.get("baseline heading", ""))}
    item["target"] = {"value": end, "on": when(target) or when(row.get("target heading", ""))}
    item["unit"] = _short(row.get("unit", "")) or unit(target) or unit(baseline) or _in_name(row.get("indicator", ""))
    if start is not None and end is not None and end != start:
        item["direction"] = "increase" if end > start else "decrease"
    if "minimum" in row and numbers(row["minimum"]):
        item["minimum"] = numbers(row["minimum"])[0]


def _from_to(text: str) -> tuple[float, float] | None:
    """ "da 62% a 75%": the target cell says the start too."""
    found = re.search(r"\b(?:da|dal|dall[ao]?|from)\b(.+?)\b(?:a|al|alla|allo|to)\b(.+)|(.+)(?:→|->|⇒)(.+)", text, re.IGNORECASE)
    if not found:
        return None
    first, second = numbers(found[1] or found[3] or ""), numbers(found[2] or found[4] or "")
    return (first[0], second[0]) if first and second else None


def _steps(text: str) -> list[tuple[Any, float]]:
    """The columns of the years, those with a figure."""
    pairs = (line.split("\t", 1) for line in text.splitlines())
    return [(when(head), numbers(cell)[0]) for head, cell in pairs if numbers(cell)]


def _in_name(name: str) -> str:
    """The unit that the name of the indicator tells: «ragazzi promossi (%)», «n. corsi»."""
    if found := re.search(r"\(([^()]{1,20})\)\s*$", name):
        return found[1]
    if re.match(r"\s*(?:n[.°r]|numero\b)", name, re.IGNORECASE):
        return "numero"
    return "%" if holds(name, ["percentuale", "quota", "tasso"]) else ""


def _kind(row: dict[str, str], name: str) -> str:
    if holds(row.get("kind", ""), ["output", "prodott", "realizzazion", "attivit"]):
        return "output"
    if holds(row.get("kind", ""), ["outcome", "esit", "impatt", "risultat"]):
        return "outcome"
    return "output" if counts_activity(name) else "outcome"


def _short(text: str) -> str:
    return " ".join(text.split())[:2000]
