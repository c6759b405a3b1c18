"""Comparisons of a fact with a constant, as tests that durable_rules can be trusted with, and the facts they read.

The library coerces ('1' == 1, true == 1) and knows neither membership nor absence. So every value says its kind and
stands under a property of that kind, strings carry a sign that no number has, and what is unknown or not in a list is
asserted outright.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from procurement_engine.reasoning.ir import Comparison

Test = dict[str, Any]
Message = dict[str, str | int]
#: Ten-thousandths; from a magnitude of 2**62 on the library's whole numbers would run into each other.
SCALE, LARGEST, LONGEST = 10_000, 2**62, 400
#: Each comparison and what it is when false.
_OPPOSITE = {"at_least": ("$gte", "$lt"), "at_most": ("$lte", "$gt"), "above": ("$gt", "$lte"), "below": ("$lt", "$gte")}


class UnfitError(Exception):
    """A rule or a fact that the library could not hold safely."""


def encode(value: Any) -> tuple[str, str | int]:
    """A value's kind and the form in which the library compares it rightly with others of that kind."""
    if isinstance(value, bool):
        return "b", int(value)
    if isinstance(value, (int, float, Decimal)):
        return "i", _whole(value)
    if isinstance(value, date):
        return "d", f"={value.isoformat()}"
    if isinstance(value, (list, tuple)):
        return "t", f"={sha256(repr([encode(item) for item in value]).encode()).hexdigest()}"
    text = str(value)
    return "s", f"={text}" if len(text) <= LONGEST else f"={text[:LONGEST]}{sha256(text.encode()).hexdigest()}"


def _whole(value: float | Decimal) -> int:
    """Twice the scaled number, one more where it lies between two steps: the order with any exact constant is kept."""
    exact = Decimal(str(value))
    if not exact.is_finite() or abs(exact) >= LARGEST // (2 * SCALE):
        raise UnfitError(f"{value!r} is out of range")
    scaled = exact * SCALE
    below = math.floor(scaled)
    return 2 * below + (below != scaled)


def _constant(value: Any) -> tuple[str, str | int]:
    kind, encoded = encode(value)
    if kind == "i" and int(encoded) % 2:
        raise UnfitError(f"the constant {value!r} has too many decimals")
    return kind, encoded


def _mark(value: Any) -> str:
    return "".join(str(part) for part in encode(value))


def leaf_rules(comparison: Comparison) -> Iterator[tuple[str, list[Test]]]:
    """The tests on one message under which the comparison is true ("t"), false ("f") or unknown ("u")."""
    fact, value = {"f": comparison.fact}, comparison.value
    yield "u", [fact, {"k": "u"}]
    if comparison.op == "contains":
        for letter, standing in (("t", "has"), ("f", "lacks")):
            yield letter, [{"of": comparison.fact}, {"is": standing}, {"m": _mark(value)}]
        return
    constants = [_constant(item) for item in (value if comparison.op == "in" else (value,))]
    kinds = {kind for kind, _ in constants}
    if len(kinds) > 1:
        raise UnfitError(f"constants of several kinds for {comparison.fact}")
    if comparison.op not in _OPPOSITE:
        yield from _equality(fact, constants)
        return
    ((kind, constant),) = constants
    for letter, operator in zip("tf", _OPPOSITE[comparison.op], strict=True):
        yield letter, [fact, {"k": kind}, {operator: {kind: constant}}]


def _equality(fact: Test, constants: list[tuple[str, str | int]]) -> Iterator[tuple[str, list[Test]]]:
    kinds = sorted({kind for kind, _ in constants})
    for kind in kinds:
        same = [{kind: constant} for _, constant in constants]
        yield "t", [fact, {"k": kind}, same[0] if len(same) == 1 else {"$or": same}]
        yield "f", [fact, {"k": kind}, *({"$neq": test} for test in same)]
    yield "f", [fact, *({"$neq": {"k": kind}} for kind in ("u", *kinds))]


def messages(leaves: Iterable[Comparison], facts: Mapping[str, Any]) -> list[Message]:
    """The facts that these comparisons read, each asserted once, the unknown ones as unknown."""
    found: list[Message] = []
    asked: dict[str, dict[str, None]] = {}
    for leaf in leaves:
        marks = asked.setdefault(leaf.fact, {})
        if leaf.op == "contains":
            marks[_mark(leaf.value)] = None
    for fact, marks in asked.items():
        value = facts.get(fact)
        if value is None:
            found.append({"f": fact, "k": "u"})
            continue
        kind, encoded = encode(value)
        found.append({"f": fact, "k": kind, kind: encoded})
        if isinstance(value, (list, tuple)):
            held = {_mark(item) for item in value}
            found += [{"of": fact, "is": "has" if mark in held else "lacks", "m": mark} for mark in marks]
    return found
