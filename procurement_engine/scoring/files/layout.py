"""The sheets of the workbook: one set for the tender, and one, with a prefix, for what each lot has of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import regex

TENDER, CRITERIA, BIDS, VALUES = "Gara", "Criteri", "Offerte", "Valori"
REASONS, COMMISSION, SESSIONS, GRADES = "Motivazioni", "Commissione", "Sedute", "Elenchi"
PARITY, YES, NO = "parità", "sì", "no"
#: Fields that have a sheet of their own; everything else is a line of the sheet TENDER.
TABLES = ("criteria", "commissioners", "bids", "pairwise", "reasons", "sessions", "lots")
#: (heading, path of the field inside a criterion)
CRITERION_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("id", ("id",)), ("dentro", ("parent",)), ("titolo", ("title",)), ("peso", ("weight",)), ("tipo", ("kind",)),
    ("formula", ("formula", "type")), ("min", ("formula", "min")), ("max", ("formula", "max")),
    ("base", ("formula", "base")), ("meno è meglio", ("formula", "lower_is_better")), ("alfa", ("formula", "alpha")),
    ("fasce", ("formula", "bands")), ("gradini", ("levels",)), ("scala", ("scale",)),
    ("soglia", ("threshold", "points")), ("soglia su", ("threshold", "on")),
)  # fmt: skip
BID_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("id", ("id",)), ("nome", ("name",)), ("esclusa dopo la chiusura: motivo", ("excluded_after_close",)),
    ("costo manodopera", ("economic_declaration", "labour_cost")), ("costi sicurezza", ("economic_declaration", "safety_cost")),
    ("altri costi", ("economic_declaration", "other_costs")), ("CCNL", ("economic_declaration", "ccnl")),
    ("ore per livello", ("economic_declaration", "hours")), ("prezzo", ("price",)),
)  # fmt: skip
#: Before the name of each element of a price scored on several.
PRICE_OF = "prezzo: "


def prefix(lot: int | None) -> str:
    """What stands before the sheet names of a lot."""
    return "" if lot is None else f"L{lot + 1} "


def commissioner_sheet(number: int) -> str:
    """The sheet of a commissioner; the name, which may be long, is inside."""
    return f"Commissario {number + 1}"


class Place(int):
    """A place in a list, which is no name even where a name is made of digits (the level "4")."""


_STEP = regex.compile(r'"(?:[^"\\]|\\.)*"|[^."]+')


def _quoted(key: str | Place) -> str:
    return str(key) if isinstance(key, Place) or regex.fullmatch(r"(?!\d+$)[^.\"]+", key) else json.dumps(key, ensure_ascii=False)


def steps(path: str) -> list[str | Place]:
    """The names and places a dotted key is made of.

    >>> steps('tables.1.hourly."4"')
    ['tables', 1, 'hourly', '4']
    """
    found = _STEP.findall(path)
    return [Place(step) if step.isdigit() else json.loads(step) if step.startswith('"') else step for step in found]


def flatten(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Nested fields as dotted keys, lists counted from 1; an empty one keeps its place."""
    for key, value in data.items():
        path = f"{above}{_quoted(key)}"
        if isinstance(value, list):
            value = {Place(number): item for number, item in enumerate(value, 1)} or "[]"
        if isinstance(value, dict):
            yield from flatten(value, f"{path}.") if value else [(path, "{}")]
        else:
            yield path, value


def unflatten(rows: Mapping[str, Any]) -> dict[str, Any]:
    """The nested fields again."""
    tree: dict[str | Place, Any] = {}
    for path, value in rows.items():
        *branch, last = steps(path)
        node = tree
        for step in branch:
            node = node.setdefault(step, {})
        node[last] = {"{}": {}, "[]": []}.get(value, value) if isinstance(value, str) else value
    listed = _listed(tree)
    return listed if isinstance(listed, dict) else {}


def _listed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(isinstance(key, Place) for key in node):
        return [_listed(node[key]) for key in sorted(node)]
    return {key: _listed(value) for key, value in node.items()}
