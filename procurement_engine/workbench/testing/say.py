"""What came of the tests, in plain Italian, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from procurement_engine.workbench.testing.inline import Failure
from procurement_engine.workbench.testing.metamorphic import Metamorphic
from procurement_engine.workbench.testing.mutation import FLOOR, Mutation
from procurement_engine.workbench.testing.run import RuleTest


def as_text(found: RuleTest, *, wordy: bool) -> Iterator[str]:
    """One rule: a line, then what is wrong. `wordy` adds what nobody tests and what was accepted."""
    yield f"{found.id:<8} {found.layer:<16} {_figures(found)}"
    if not found.tests:
        yield "  Nessuna prova: scriverne sotto «tests», almeno una per ogni esito."
    for one in found.failures:
        yield from _failure(one)
    if found.metamorphic:
        yield from _changes(found.metamorphic)
    if found.mutation:
        yield from _survivors(found.mutation, wordy=wordy)
    if wordy:
        yield from (f"  mai provato: {gap}" for gap in found.gaps)


def _figures(found: RuleTest) -> str:
    parts = [f"prove {found.tests - len(found.failures)}/{found.tests}"]
    if found.metamorphic:
        tried = found.metamorphic.tried
        parts.append(f"travestimenti {tried - len(found.metamorphic.failures)}/{tried}")
    if found.mutation:
        low = "" if found.mutation.score >= FLOOR else " (sotto soglia)"
        parts.append(f"affermazioni provate {found.mutation.score:.0%}{low}")
    return "  ".join([*parts, f"mai provato {len(found.gaps)}"])


def _failure(one: Failure) -> Iterator[str]:
    yield f"  ✗ prova «{one.test}»"
    yield f"    atteso:   {one.expected}"
    yield f"    ottenuto: {one.obtained}"
    yield f"    perché:   {one.reason}"
    for seen in one.elements:
        passage = f": «{seen.passage}»" if seen.passage else ""
        yield f"      {seen.element} ({seen.part}) {seen.state}{passage}"
    yield from (f"    che fare: {todo}" for todo in one.todo)


def _changes(found: Metamorphic) -> Iterator[str]:
    for one in found.failures:
        yield f"  ✗ prova «{one.test}», {one.disguise}: atteso {one.expected}, ottenuto {one.obtained}"
        if one.text:
            yield f"    testo: «{one.text}»"


def _survivors(found: Mutation, *, wordy: bool) -> Iterator[str]:
    for one in found.open if wordy or found.score < FLOOR else ():
        yield f"  ? {one.untested}"
        yield f"      statement: {_quoted(one.statement)}"
    for one in found.survivors if wordy else ():
        if one.accepted:
            yield f"  = accettata: {one.statement}: {one.accepted}"
    if wordy and found.spare:
        yield f"  voci di vocabolario usate dalle prove {found.words}, di cui nessuna prova ha bisogno {len(found.spare)}:"
        yield f"      {'; '.join(found.spare)}"
    for statement in found.stale:
        yield f"  ! accettazione che non serve più, da togliere: {_quoted(statement)}"


def _quoted(text: str) -> str:
    """As it is written in `accepted.yaml`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def summary(found: Sequence[RuleTest], seconds: float) -> str:
    """The last line: what holds, what does not, how long it took."""
    tests, failing = sum(one.tests for one in found), sum(len(one.failures) for one in found)
    parts = [_count(len(found), "regola", "regole"), f"{_count(tests, 'prova', 'prove')}, {failing} non riuscite"]
    disguised = [one.metamorphic for one in found if one.metamorphic]
    if disguised:
        parts.append(f"{sum(m.tried for m in disguised)} travestimenti, {sum(len(m.failures) for m in disguised)} non riusciti")
    mutated = [one.mutation for one in found if one.mutation]
    if mutated:
        total, open_ = sum(m.statements for m in mutated), sum(len(m.open) for m in mutated)
        accepted = sum(len(m.survivors) for m in mutated) - open_
        low = sum(m.score < FLOOR for m in mutated)
        parts.append(f"{total} affermazioni, {open_} non provate, {accepted} accettate, {low} regole sotto l'{FLOOR:.0%}")
    return f"{'; '.join(parts)}. {seconds:.1f} s."


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def as_json(found: Sequence[RuleTest], seconds: float) -> dict[str, Any]:
    """The same for machines."""
    return {
        "passed": all(one.passed for one in found),
        "floor": FLOOR,
        "seconds": round(seconds, 2),
        "rules": [_rule(one) for one in found],
    }


def _rule(found: RuleTest) -> dict[str, Any]:
    mutation = found.mutation
    told = asdict(found) | {"passed": found.passed}
    if mutation:
        told["mutation"]["score"] = round(mutation.score, 4)
        told["mutation"]["killed"] = mutation.statements - len(mutation.survivors)
    return told
