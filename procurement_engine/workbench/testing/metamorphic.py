"""The same outcome whatever the text wears; not the same once it says the opposite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procurement_engine.drafts.model import UnreadableError
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.workbench.testing.bench import Bench, Tried, Write, try_on
from procurement_engine.workbench.testing.disguises import DISGUISES
from procurement_engine.workbench.testing.negation import negated


@dataclass(frozen=True)
class Changed:
    """A test whose outcome changed (or did not, where it had to). `text` is what was read, for whoever looks into it."""

    test: str
    disguise: str
    expected: str
    obtained: str
    text: str = ""


@dataclass(frozen=True)
class Metamorphic:
    """How many texts were tried and which gave another outcome."""

    tried: int
    failures: tuple[Changed, ...]


def metamorphic(
    bench: Bench, layer: Layer, rule: RuleFile, tests: Sequence[Tried], disguises: dict[str, Write] = DISGUISES
) -> Metamorphic:
    """Every inline test that passes as it is written, in every disguise, and every positive one negated."""
    tried, failures = 0, []
    for plain in tests:
        test, compiled = plain.test, plain.judgement.plan
        if not plain.passed():
            continue
        for name, write in disguises.items():
            tried += 1
            try:
                outcome = try_on(compiled, test, bench.prepare(layer, rule, test, write)).outcome
            except UnreadableError as error:
                outcome = str(error)
            if outcome != plain.outcome:
                failures.append(Changed(test.name, name, plain.outcome, outcome))
        if plain.outcome != "compliant":
            continue
        for element, text in negated(plain):
            tried += 1
            changed = test.model_copy(update={"text": text})
            if try_on(compiled, changed, bench.prepare(layer, rule, changed)).outcome == "compliant":
                failures.append(Changed(test.name, f"«non» davanti a «{element}»", "non compliant", "compliant", text))
    return Metamorphic(tried, tuple(failures))
