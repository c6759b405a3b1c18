"""The sheets of the workbook: one set for the tender, and one, with a prefix, for what each lot has of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

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
    ("altri costi", ("economic_declaration", "other_costs")), ("CCNL", ("economic_declaration", "ccnl")), ("prezzo", ("price",)),
)  # fmt: skip
#: Before the name of each element of a price scored on several.
PRICE_OF = "prezzo: "


def prefix(lot: int | None) -> str:
    """What stands before the sheet names of a lot."""
    return "" if lot is None else f"L{lot + 1} "


def commissioner_sheet(number: int) -> str:
    """The sheet of a commissioner; the name, which may be long, is inside."""
    return f"Commissario {number + 1}"


def flatten(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Nested fields as dotted keys, lists counted from 1; an empty one keeps its place."""
    for key, value in data.items():
        path = f"{above}{key}"
        if isinstance(value, list):
            value = {str(number): item for number, item in enumerate(value, 1)} or "[]"
        if isinstance(value, dict):
            yield from flatten(value, f"{path}.") if value else [(path, "{}")]
        else:
            yield path, value


def unflatten(rows: Mapping[str, Any]) -> dict[str, Any]:
    """The nested fields again."""
    tree: dict[str, Any] = {}
    for path, value in rows.items():
        *branch, last = path.split(".")
        node = tree
        for step in branch:
            node = node.setdefault(step, {})
        node[last] = {"{}": {}, "[]": []}.get(value, value) if isinstance(value, str) else value
    listed = _listed(tree)
    return listed if isinstance(listed, dict) else {}


def _listed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(key.isdigit() for key in node):
        return [_listed(node[key]) for key in sorted(node, key=int)]
    return {key: _listed(value) for key, value in node.items()}
