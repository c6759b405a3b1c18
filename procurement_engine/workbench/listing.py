"""The rules of some layers as rows: where each stands, since when it holds, who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.workbench.signing.words import signature_words


@dataclass(frozen=True)
class Row:
    """One rule file of one layer; `since` is the start of the text in force on the day, or where there is none of the next one.

    `signed` is what is said of the signature, `signature` its state.
    """

    id: str
    layer: str
    title: str
    status: str
    extends: bool
    since: date | None
    in_force: bool
    confidence: str
    signature: Literal["unsigned", "valid", "stale"]
    signed: str


def rows(layers: Sequence[Layer], day: date) -> list[Row]:
    """Every rule file, in the order of its id and then of the layers."""
    found = [_row(layer.name, rule, day) for layer in layers for rule in layer.rules]
    return sorted(found, key=lambda row: row.id)


def _row(layer: str, rule: RuleFile, day: date) -> Row:
    version = rule.version_on(day)
    to_come = [other.in_force_from for other in rule.versions if other.in_force_from > day]
    since = version.in_force_from if version else min(to_come, default=None)
    state = rule.signature.state
    said = signature_words(rule.signature)
    return Row(rule.id, layer, rule.title, rule.status, rule.extends, since, version is not None, rule.confidence, state, said)
