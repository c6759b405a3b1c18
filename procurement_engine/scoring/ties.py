"""Ties: the ladder of the tender, then the draw. Ranks run 1, 1, 3 where nothing separates two bids."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from procurement_engine.numbers import total
from procurement_engine.scoring.model import Part

if TYPE_CHECKING:
    from procurement_engine.scoring.standing import Standing


def ranks(part: Part, order: list[list[str]], result: Standing) -> tuple[dict[str, int], list[list[str]]]:
    """(rank of each bid, groups that only a draw can separate), from groups of equal bids in order of merit."""
    rank: dict[str, int] = {}
    undecided: list[list[str]] = []
    for group in order:
        for tied in _separate(part, group, result):
            place = len(rank) + 1
            rank |= dict.fromkeys(tied, place)
            if len(tied) > 1:
                undecided.append(tied)
    return rank, undecided


def _separate(part: Part, group: list[str], result: Standing) -> list[list[str]]:
    if len(group) < 2:
        return [group] if group else []
    keys = {bid: tuple(_key(part, step, bid, result) for step in (*part.method.tie_break, "draw")) for bid in group}
    return [[bid for bid in group if keys[bid] == key] for key in sorted(set(keys.values()), reverse=True)]


def _key(part: Part, step: str, bid: str, result: Standing) -> Fraction:
    """What a step of the ladder compares; higher is better."""
    if step == "technical":
        return result.technical_used[bid]
    if step == "improved_price":
        return Fraction(0)  # a new offer is asked of the bidders: nothing in the file decides
    if step == "draw":
        return Fraction(-part.draw.index(bid) if bid in part.draw else -len(part.bids))
    node = next(node for criterion in part.criteria for node in criterion.tree() if node.id == step)
    return total(result.points[leaf.id][bid] for leaf in node.leaves())
