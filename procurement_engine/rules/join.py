"""A rule with what an extension of it asks besides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from procurement_engine.rules.model import ConditionSpec, ElementSpec, RuleFile


def judged(rule: RuleFile) -> tuple[str, ...]:
    """The elements that some version of a rule asks or forbids."""
    return tuple(dict.fromkeys(name for version in rule.versions for name in (*version.essential, *version.forbidden)))


def joined(base: RuleFile, more: RuleFile, day: date) -> RuleFile:
    """The base with the elements that the extension asks on that day; unchanged where either has no text in force.

    The extension's own conditions weigh on its elements alone: where they are false, only the base is asked.
    """
    text, added = base.version_on(day), more.version_on(day)
    if text is None or added is None:
        return base
    asked = {*added.essential, *added.forbidden}
    conditions = (*more.applies_when, *added.applies_when)
    own = {name: _only_when(spec, conditions) if name in asked else spec for name, spec in more.elements.items()}
    version = text.model_copy(
        update={
            "citations": text.citations + added.citations,
            "essential": tuple(dict.fromkeys(text.essential + added.essential)),
            "forbidden": tuple(dict.fromkeys(text.forbidden + added.forbidden)),
        }
    )
    # The extension's clause, where it has one, says what both ask.
    update = {"elements": {**base.elements, **own}, "versions": (version,), "suggestion": more.suggestion or base.suggestion}
    return base.model_copy(update=update)


def _only_when(spec: ElementSpec, conditions: Sequence[ConditionSpec]) -> ElementSpec:
    parts = (*conditions, *((spec.when,) if spec.when else ()))
    if not conditions:
        return spec
    return spec.model_copy(update={"when": parts[0] if len(parts) == 1 else ConditionSpec.model_validate({"all": parts})})
