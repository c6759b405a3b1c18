"""Every rule on every lot, with the plain evaluator and, where it can be had, the durable one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from procurement_engine.checking.compile import RulePlan
from procurement_engine.checking.states import Dossier, ElementState, element_states
from procurement_engine.facts import FactValue
from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.ir import RuleIR, Verdict
from procurement_engine.reasoning.plain import evaluate

Facts = Mapping[str, FactValue]
#: From the outcome that weighs most to the one that weighs least: the whole procedure takes the worst of its lots.
WORST_FIRST = ("non_compliant", "undetermined", "compliant", "not_applicable")


@dataclass(frozen=True)
class Judgement:
    """The verdict on one rule for one lot (None: the whole procedure), with what it rests on."""

    plan: RulePlan
    lot: str | None
    verdict: Verdict
    states: Mapping[str, ElementState]
    not_checked: bool = False
    failure: str = ""


def judge_all(
    plans: Sequence[RulePlan],
    dossier: Dossier,
    known: Facts,
    lots: Mapping[str, Facts],
    evaluators: Sequence[str] | None = None,
) -> tuple[list[Judgement], tuple[str, ...]]:
    """All verdicts, and the evaluators that ran (asked for and available; both by default)."""
    judged = []
    for item in plans:
        by_lot = [_judge(item, dossier, facts, lot) for lot, facts in lots.items()]
        judged += [_whole(item, dossier, known, by_lot), *by_lot]
    asked = tuple(evaluators) if evaluators is not None else ("plain", "durable")
    if "durable" not in asked or not durable_available():
        return judged, ("plain",)
    return _compared(judged, dossier.types, known, lots), ("plain", "durable")


def _judge(item: RulePlan, dossier: Dossier, facts: Facts, lot: str | None) -> Judgement:
    stated = frozenset(key for key, fact in facts.items() if fact.origin in ("stated", "derived") and fact.places)
    states = element_states(item, dossier, lot, stated)
    if item.version is None:
        return Judgement(item, lot, _not_applicable("nessun testo della norma è in vigore alla data considerata"), states)
    if not set(item.rule.judged_in) & set(dossier.types):
        reason = "nel fascicolo non c'è il documento in cui la clausola va cercata"
        return Judgement(item, lot, _not_applicable(reason), states, not_checked=True)
    return Judgement(item, lot, evaluate(item.ir, _values(facts, dossier.types), _names(states)), states)


def _whole(item: RulePlan, dossier: Dossier, known: Facts, by_lot: list[Judgement]) -> Judgement:
    if not by_lot:
        return _judge(item, dossier, known, None)
    return replace(min(by_lot, key=lambda j: WORST_FIRST.index(j.verdict.outcome)), lot=None)


def _not_applicable(reason: str) -> Verdict:
    return Verdict("not_applicable", reason, (), (), (), ())


def _values(facts: Facts, types: Sequence[str]) -> dict[str, Any]:
    """Plain values for the evaluators; `documents` lets a rule ask which documents are in the dossier."""
    return {"documents": tuple(types)} | {key: tuple(f.value) if isinstance(f.value, list) else f.value for key, f in facts.items()}


def _names(states: Mapping[str, ElementState]) -> dict[str, Any]:
    return {name: state.state for name, state in states.items()}


def _compared(
    judged: list[Judgement], types: Sequence[str], known: Facts, lots: Mapping[str, Facts]
) -> list[Judgement]:
    """The same verdicts, undetermined where the durable evaluator says otherwise or failed."""
    open_to_both = [j for j in judged if j.plan.version is not None and not j.not_checked and not (lots and j.lot is None)]
    cases = [(j.plan.ir.id, _values(lots[j.lot] if j.lot else known, types), _names(j.states)) for j in open_to_both]
    answers = _durable(tuple(j.plan.ir for j in open_to_both if j.lot in (None, next(iter(lots), None)))).evaluate_all(cases)
    bad: dict[tuple[str, str | None], str] = {}
    for judgement, answer in zip(open_to_both, answers, strict=True):
        if not isinstance(answer, Verdict):
            bad[judgement.plan.ir.id, judgement.lot] = f"il secondo valutatore non ha risposto ({answer.reason})"
        elif answer.outcome != judgement.verdict.outcome:
            bad[judgement.plan.ir.id, judgement.lot] = "i due valutatori non concordano"
    return [_doubted(j, bad) for j in judged]


def _doubted(judgement: Judgement, bad: Mapping[tuple[str, str | None], str]) -> Judgement:
    why = bad.get((judgement.plan.ir.id, judgement.lot))
    if why is None and judgement.lot is None:
        why = next((text for (rule, _), text in bad.items() if rule == judgement.plan.ir.id), None)
    if why is None:
        return judgement
    failure = f"{judgement.plan.ir.id}: {why}"
    return replace(judgement, verdict=replace(judgement.verdict, outcome="undetermined", reason=failure), failure=failure)


@lru_cache(maxsize=4)
def _durable(rules: tuple[RuleIR, ...]) -> Any:
    from procurement_engine.reasoning.child import DurableEvaluator  # noqa: PLC0415  starts nothing until asked

    return DurableEvaluator(rules)
