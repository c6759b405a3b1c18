"""Every rule on every lot, with the plain evaluator and, where it can be had, the durable one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from procurement_engine.checking.compile import RulePlan
from procurement_engine.checking.states import Dossier, ElementState, element_states, judged_in
from procurement_engine.facts import FactValue
from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.child import durable_answers
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
    values: Mapping[str, Any]
    not_checked: bool = False
    failure: str = ""


def judge_all(
    plans: Sequence[RulePlan],
    dossier: Dossier,
    known: Facts,
    lots: Mapping[str, Facts],
    conflicts: Mapping[str, Sequence[FactValue]],
    evaluators: Sequence[str] | None = None,
) -> tuple[list[Judgement], tuple[str, ...]]:
    """All verdicts, and the evaluators that ran (asked for and available; both by default)."""
    judged = []
    for item in plans:
        by_lot = [_judge(item, dossier, facts, conflicts, lot) for lot, facts in lots.items()]
        judged += [_whole(by_lot) if by_lot else _judge(item, dossier, known, conflicts, None), *by_lot]
    asked = tuple(evaluators) if evaluators is not None else ("plain", "durable")
    if "durable" not in asked or not durable_available():
        return judged, ("plain",)
    return _compared(judged, bool(lots)), ("plain", "durable")


def _judge(
    item: RulePlan, dossier: Dossier, facts: Facts, conflicts: Mapping[str, Sequence[FactValue]], lot: str | None
) -> Judgement:
    stated = frozenset(key for key, fact in facts.items() if fact.origin in ("stated", "derived") and fact.places)
    states = element_states(item, dossier, lot, stated)
    if item.version is None:
        return Judgement(item, lot, _not_applicable("nessun testo della norma è in vigore alla data considerata"), states, {})
    if not judged_in(item, dossier.types, dossier.direct_award) & set(dossier.types):
        reason = "nel fascicolo non c'è il documento in cui la clausola va cercata"
        return Judgement(item, lot, _not_applicable(reason), states, {}, not_checked=True)
    values = _values(facts, dossier.types, states)
    for key, readings in conflicts.items():
        if values.get(key) is None:
            values = _settled(item.ir, values, key, [reading.value for reading in readings], _names(states))
    return Judgement(item, lot, evaluate(item.ir, values, _names(states)), states, values)


def _settled(ir: RuleIR, values: dict[str, Any], key: str, readings: Sequence[Any], states: Mapping[str, Any]) -> dict[str, Any]:
    """A fact the dossier contradicts stays unknown, unless the outcome is the same whichever reading is right."""
    worlds = [{**values, key: reading} for reading in readings]
    return worlds[0] if len({evaluate(ir, world, states).outcome for world in worlds}) == 1 else values


def _whole(by_lot: list[Judgement]) -> Judgement:
    return replace(min(by_lot, key=lambda j: WORST_FIRST.index(j.verdict.outcome)), lot=None)


def _not_applicable(reason: str) -> Verdict:
    return Verdict("not_applicable", reason, (), (), (), ())


def _values(facts: Facts, types: Sequence[str], states: Mapping[str, ElementState]) -> dict[str, Any]:
    """Plain values for the evaluators; `documents` and `said` let a rule ask what is in the dossier, and what it says.

    A power that the draft does not use asks nothing of it: the rule then applies only where the draft says it uses it.
    """
    said = tuple(name for name, state in states.items() if state.state in ("found", "contradicted", "placeholder"))
    known = {key: tuple(f.value) if isinstance(f.value, list) else f.value for key, f in facts.items()}
    return {"documents": tuple(types), "said": said} | known


def _names(states: Mapping[str, ElementState]) -> dict[str, Any]:
    return {name: state.state for name, state in states.items()}


def _compared(judged: list[Judgement], has_lots: bool) -> list[Judgement]:
    """The same verdicts, undetermined where the durable evaluator says otherwise or failed."""
    open_to_both = [j for j in judged if j.plan.version is not None and not j.not_checked and not (has_lots and j.lot is None)]
    cases = [(j.plan.ir, j.values, _names(j.states)) for j in open_to_both]
    answers = durable_answers(cases)
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
