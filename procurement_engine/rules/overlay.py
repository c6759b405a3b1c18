"""Layers laid one on the other: a later rule takes the place of the earlier one with its id, or adds to it (`extends`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile


def effective(layers: Sequence[Layer], day: date) -> list[tuple[str, RuleFile]]:
    """The rules that hold on a day, each once, with the name of the layer it comes from first."""
    found: dict[str, tuple[str, RuleFile]] = {}
    for layer in layers:
        for rule in layer.rules:
            known = found.get(rule.id)
            if rule.extends and known is not None:
                found[rule.id] = (known[0], _joined(known[1], rule, day))
            else:
                found[rule.id] = (layer.name, rule)
    return list(found.values())


def _joined(base: RuleFile, more: RuleFile, day: date) -> RuleFile:
    """The base with the elements that the extension asks on that day; unchanged where either has no text in force."""
    text, added = base.version_on(day), more.version_on(day)
    if text is None or added is None:
        return base
    version = text.model_copy(
        update={
            "citations": text.citations + added.citations,
            "essential": text.essential + added.essential,
            "forbidden": text.forbidden + added.forbidden,
        }
    )
    return base.model_copy(update={"elements": {**base.elements, **more.elements}, "versions": (version,)})
