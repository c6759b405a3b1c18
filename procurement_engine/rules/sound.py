"""What a rule file says that can be read and cannot be meant: two texts in force on one day, a percentage above the whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.parameters import too_large
from procurement_engine.rules.yaml_tree import Path

#: The code of the lint, where it stands, a sentence with its remedy.
Unsound = tuple[str, Path, str]


def unsound(rule: RuleFile) -> Iterator[Unsound]:
    """Every such fault of a rule."""
    yield from _overlaps(rule)
    yield from _shares(rule)


def _overlaps(rule: RuleFile) -> Iterator[Unsound]:
    dated = sorted(enumerate(rule.versions), key=lambda item: item[1].in_force_from)
    for (_, before), (number, after) in pairwise(dated):
        if before.in_force_to is None or before.in_force_to >= after.in_force_from:
            end = f"finisce il {before.in_force_to:%d/%m/%Y}" if before.in_force_to else "non ha una fine"
            both = f"quella dal {before.in_force_from:%d/%m/%Y} {end}, questa comincia il {after.in_force_from:%d/%m/%Y}"
            said = f"le versioni si sovrappongono: {both}; chiudere la prima (in_force_to) il giorno avanti"
            yield "R04", ("versions", number, "in_force_from"), said


def _shares(rule: RuleFile) -> Iterator[Unsound]:
    for name, element in rule.elements.items():
        for key in ("percent", "points"):
            bound = getattr(element, key)
            for operator, limit in bound.given().items() if bound else ():
                if fault := too_large(limit):
                    yield "R31", ("elements", name, key, operator), fault
