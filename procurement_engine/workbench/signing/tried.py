"""No rule is signed whose own tests do not hold."""

from __future__ import annotations

from collections.abc import Sequence

from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.workbench.testing.bench import Bench
from procurement_engine.workbench.testing.run import run


def hold(layers: Sequence[Layer], layer: Layer, rule: RuleFile) -> int:
    """How many tests the rule has; RuleFileError where one fails."""
    tried = run(Bench(layers, [layer.name]), layer, rule, ())
    if tried.failures:
        names = ", ".join(f"«{failure.test}»" for failure in tried.failures)
        raise RuleFileError(
            f"{rule.id}: non si firma una regola le cui prove non riescono ({names}). "
            f"Vedere che cosa non va con: procurement-engine ruleset test {rule.id}"
        )
    return tried.tests
