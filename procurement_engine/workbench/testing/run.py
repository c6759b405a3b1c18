"""One rule tried in the ways asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.workbench.choose import command
from procurement_engine.workbench.testing.accepted import load_accepted
from procurement_engine.workbench.testing.bench import Bench, Tried, try_on
from procurement_engine.workbench.testing.coverage import gaps
from procurement_engine.workbench.testing.inline import Failure, failure
from procurement_engine.workbench.testing.metamorphic import Metamorphic, metamorphic
from procurement_engine.workbench.testing.mutation import FLOOR, Mutation, mutation

KINDS = ("inline", "metamorphic", "mutation")


@dataclass(frozen=True)
class RuleTest:
    """What came of the tests of one rule; None for a kind that was not asked for."""

    id: str
    layer: str
    title: str
    tests: int
    failures: tuple[Failure, ...]
    gaps: tuple[str, ...]
    metamorphic: Metamorphic | None = None
    mutation: Mutation | None = None

    @property
    def passed(self) -> bool:
        """Nothing fails, and the tests watch over enough of the rule. A gap is told and fails nothing."""
        return (
            self.tests > 0
            and not self.failures
            and not (self.metamorphic and self.metamorphic.failures)
            and (self.mutation is None or self.mutation.score >= FLOOR)
        )


def chosen(bench: Bench, ids: Sequence[str], names: str | None = None) -> list[tuple[Layer, RuleFile]]:
    """The rules to try: those named, in every layer tried that holds them, else all. RuleFileError for an id nobody has."""
    rules = bench.rules()
    known = {rule.id for _, rule in rules}
    for name in ids:
        if name not in known:
            own = "" if names else "; se è in un livello proprio, aggiungere --ruleset con la sua cartella"
            raise RuleFileError(f"la regola «{name}» non c'è in {', '.join(bench.tested)}: vedere {command('list', names)}{own}")
    return [(layer, rule) for layer, rule in rules if not ids or rule.id in ids]


def run(bench: Bench, layer: Layer, rule: RuleFile, kinds: Sequence[str]) -> RuleTest:
    """Try a rule. Coverage goes with the inline tests, which every kind needs."""
    tests = tried(bench, layer, rule)
    return RuleTest(
        rule.id,
        layer.name,
        rule.title,
        len(tests),
        tuple(failure(one) for one in tests if not one.passed()),
        gaps(rule, tests),
        metamorphic(bench, layer, rule, tests) if "metamorphic" in kinds else None,
        mutation(bench, layer, rule, tests, load_accepted(layer.folder)) if "mutation" in kinds else None,
    )


def tried(bench: Bench, layer: Layer, rule: RuleFile) -> list[Tried]:
    """What the inline tests of a rule give, as they are written."""
    return list(_tried(bench, layer, rule))


def _tried(bench: Bench, layer: Layer, rule: RuleFile) -> Iterator[Tried]:
    for test in rule.tests:
        try:
            yield try_on(bench.compile(layer, rule, test), test, bench.prepare(layer, rule, test))
        except RuleFileError as error:
            raise RuleFileError(f"{rule.id}, prova «{test.name}»: {error}") from error
        except KeyError as error:
            raise RuleFileError(f"{rule.id}: il concetto {error} non è in nessun vocabolario") from error
