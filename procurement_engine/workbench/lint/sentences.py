"""The sentences of a rule that a reader of a report meets."""

from __future__ import annotations

from procurement_engine.rules.model import RuleFile


def sentences(rule: RuleFile) -> set[str]:
    """Everything a rule says to a reader of a report."""
    said = {rule.title, *(spec.else_ for spec in rule.conditions())}
    said |= {text for element in rule.elements.values() for text in (element.title, element.message)}
    return said - {"", "-"}
