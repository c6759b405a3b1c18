"""What no test would miss: each statement of a rule taken away, and the inline tests run again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procurement_engine.checking.compile import RulePlan
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.workbench.testing.accepted import Accepted
from procurement_engine.workbench.testing.bench import Bench, Tried, try_on
from procurement_engine.workbench.testing.entries import entries, without
from procurement_engine.workbench.testing.mutants import Mutant, mutants

#: The least share of statements whose loss some test notices.
FLOOR = 0.80


@dataclass(frozen=True)
class Survivor:
    """A statement that no test would miss; `accepted` is the reason a person gave for leaving it so."""

    statement: str
    untested: str
    accepted: str = ""


@dataclass(frozen=True)
class Mutation:
    """How many statements the tests watch over. Accepted survivors count neither way; `stale`: acceptances without object.

    `words` are the vocabulary entries in the tests' deciding passages, `spare` those that no test needs, for another stands
    beside them. A synonym is no legal statement: they are told and not scored.
    """

    statements: int
    survivors: tuple[Survivor, ...]
    words: int = 0
    spare: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Survivor, ...]:
        """The survivors that nobody accepted."""
        return tuple(one for one in self.survivors if not one.accepted)

    @property
    def score(self) -> float:
        """The share of statements that some test would miss; 1 for a rule that states nothing that could be taken away."""
        counted = self.statements - (len(self.survivors) - len(self.open))
        return 1.0 - len(self.open) / counted if counted else 1.0


def mutation(bench: Bench, layer: Layer, rule: RuleFile, tried: list[Tried], accepted: Accepted) -> Mutation:
    """Take every statement away in turn. `tried` are the tests of the rule as it is; those that fail judge nothing."""
    passing = [one for one in tried if one.passed()]
    all_of_them = list(mutants(rule))
    survivors = [
        Survivor(m.key, f"Nessuna prova si accorgerebbe {_that(m)}.") for m in all_of_them if _lives(bench, layer, m, passing)
    ]
    named = [Survivor(s.statement, s.untested, accepted.reason(rule.id, s.statement)) for s in survivors]
    stale = accepted.without_object(rule.id, {s.statement for s in survivors})
    words = list(_entries(bench, layer, passing))
    return Mutation(len(all_of_them), tuple(named), len(words), tuple(key for key, lives in words if lives), stale)


def _that(mutant: Mutant) -> str:
    return f"se la regola non dicesse {mutant.untested}"


def _lives(bench: Bench, layer: Layer, mutant: Mutant, passing: list[Tried]) -> bool:
    compiled: dict[date, RulePlan] = {}
    for one in passing:
        day = one.test.as_of
        compiled[day] = compiled.get(day) or bench.compile(layer, mutant.rule, one.test)
        if not try_on(compiled[day], one.test, one.ready).passed():
            return False
    return True


def _entries(bench: Bench, layer: Layer, passing: list[Tried]) -> Iterator[tuple[str, bool]]:
    concepts = bench.concepts(layer)
    for entry in entries(passing, concepts):
        touched = [passing[n] for n in entry.tests]
        lives = all(try_on(one.judgement.plan, one.test, without(entry, one.ready, concepts)).passed() for one in touched)
        yield entry.key, lives
