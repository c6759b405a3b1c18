"""No rule is signed whose own tests do not hold; and whoever signs is told how much of it they watch over."""

from __future__ import annotations

from collections.abc import Sequence

from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.workbench.choose import command
from procurement_engine.workbench.handbook.recognise import concepts_used
from procurement_engine.workbench.testing.bench import Bench
from procurement_engine.workbench.testing.mutation import FLOOR
from procurement_engine.workbench.testing.run import RuleTest, run


def hold(layers: Sequence[Layer], layer: Layer, rule: RuleFile, names: str | None = None, *, quick: bool = False) -> RuleTest:
    """What came of the rule's tests, how much they watch over included (but for `quick`); RuleFileError where one fails."""
    bench = Bench(layers, [layer.name])
    tried = run(bench, layer, rule, ())
    if tried.failures:
        failing = ", ".join(f"«{failure.test}»" for failure in tried.failures)
        raise RuleFileError(
            f"{rule.id}: non si firma una regola le cui prove non riescono ({failing}). "
            f"Vedere che cosa non va con: {command(f'test {rule.id}', names)}"
        )
    return tried if quick or not tried.tests else run(bench, layer, rule, ("mutation",))


def caveats(tried: RuleTest, rule: RuleFile, names: str | None) -> list[str]:
    """What a person who signs should know, a sentence each: they are warnings, and stop nothing."""
    again = command(f"test {rule.id} --kind mutation", names)
    said = []
    if not tried.tests:
        said.append("La regola non ha prove: nessuno si accorgerebbe se smettesse di riconoscere ciò che deve.")
    elif tried.mutation is None:
        said.append(f"Attenzione: quanto le prove proteggono non è stato misurato. Misurarlo con: {again}")
    elif tried.mutation.score < FLOOR:
        share = f"{tried.mutation.score:.0%}, ne serve l'{FLOOR:.0%}"
        said.append(f"Attenzione: le prove proteggono troppo poco di ciò che la regola dice ({share}). Che cosa manca: {again}")
    if words := concepts_used(rule):
        said.append(f"La firma non copre i vocabolari; la regola si regge su questi concetti: {', '.join(words)}.")
    return said
