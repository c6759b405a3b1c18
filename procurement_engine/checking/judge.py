"""Every rule on every lot, with the plain evaluator and, where it can be had, the durable one beside it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from procurement_engine.checking.amounts import measured
from procurement_engine.checking.compile import RulePlan
from procurement_engine.checking.states import Dossier, ElementState, element_states, judged_in
from procurement_engine.facts import FactValue
from procurement_engine.reasoning import durable_available
from procurement_engine.reasoning.child import Failure, durable_answers
from procurement_engine.reasoning.compare import both
from procurement_engine.reasoning.ir import IllTypedError, RuleIR, Verdict
from procurement_engine.reasoning.plain import evaluate

Facts = Mapping[str, FactValue]
#: From the outcome that weighs most to the one that weighs least: the whole procedure takes the worst of its lots.
WORST_FIRST = ("non_compliant", "undetermined", "compliant", "not_applicable")


@dataclass(frozen=True)
class Judgement:
    """The verdict on one rule for one lot (None: the whole procedure), with what it rests on.

    `because` names the program's own reason, where it is not the rule that gives one: "no_text" (none in force), "no_document"
    (where the clause is to be looked for), or an engine's failure ("silent", "differ", "ill_typed"), with its `detail`.
    """

    plan: RulePlan
    lot: str | None
    verdict: Verdict
    states: Mapping[str, ElementState]
    values: Mapping[str, Any]
    because: str = ""
    detail: str = ""

    @property
    def not_checked(self) -> bool:
        """Is the document missing in which the rule is judged?"""
        return self.because == "no_document"

    @property
    def failed(self) -> bool:
        """Did an engine fail, or the two disagree?"""
        return self.because in ("silent", "differ", "ill_typed")


def judge_all(
    plans: Sequence[RulePlan],
    dossier: Dossier,
    known: Facts,
    lots: Mapping[str, Facts],
    conflicts: Mapping[str, Sequence[FactValue]],
    evaluators: Sequence[str] | None = None,
) -> tuple[list[Judgement], tuple[str, ...]]:
    """All verdicts, and the evaluators that ran (asked for and available; both by default)."""
    parts: list[tuple[str | None, Facts]] = [*lots.items()] or [(None, known)]
    judged = [_judge(item, dossier, facts, conflicts, lot) for item in plans for lot, facts in parts]
    asked = tuple(evaluators) if evaluators is not None else ("plain", "durable")
    ran = asked if "durable" in asked and durable_available() else ("plain",)
    if "durable" in ran:
        judged = _compared(judged)
    if not lots:
        return judged, ran
    by_rule = [judged[n : n + len(parts)] for n in range(0, len(judged), len(parts))]
    return [judgement for group in by_rule for judgement in (_whole(group), *group)], ran


def _judge(
    item: RulePlan, dossier: Dossier, facts: Facts, conflicts: Mapping[str, Sequence[FactValue]], lot: str | None
) -> Judgement:
    stated = frozenset(key for key, fact in facts.items() if fact.origin in ("stated", "derived") and fact.places)
    technical = facts.get("quality_points")
    states = element_states(
        item, dossier, lot, stated, lambda one, state: measured(one, state, dossier, technical.value if technical else None)
    )
    if item.version is None:
        return Judgement(item, lot, Verdict("not_applicable"), states, {}, "no_text")
    where = judged_in(item, dossier.types, dossier.direct_award) & set(dossier.types)
    if not where or (where <= set(item.rule.judged_if_told_in) and not _told(item.version.essential, states)):
        return Judgement(item, lot, Verdict("not_applicable"), states, {}, "no_document")
    values = _values(facts, dossier.types, states)
    try:
        for key, readings in conflicts.items():
            if values.get(key) is None:
                values = _settled(item.ir, values, key, [reading.value for reading in readings], _names(states))
        verdict = evaluate(item.ir, values, _names(states))
    except IllTypedError as error:
        return Judgement(item, lot, Verdict("undetermined"), states, values, "ill_typed", str(error))
    return Judgement(item, lot, verdict, states, values)


def _told(essential: Sequence[str], states: Mapping[str, ElementState]) -> bool:
    """Does an act that need not speak of the matter do so?"""
    return any(name in states and states[name].state not in ("missing", "unclear") for name in essential)


def _settled(ir: RuleIR, values: dict[str, Any], key: str, readings: Sequence[Any], states: Mapping[str, Any]) -> dict[str, Any]:
    """A fact the dossier contradicts stays unknown, unless the outcome is the same whichever reading is right."""
    worlds = [{**values, key: reading} for reading in readings]
    return worlds[0] if len({evaluate(ir, world, states).outcome for world in worlds}) == 1 else values


def _whole(by_lot: list[Judgement]) -> Judgement:
    return replace(min(by_lot, key=lambda j: WORST_FIRST.index(j.verdict.outcome)), lot=None)


def _values(facts: Facts, types: Sequence[str], states: Mapping[str, ElementState]) -> dict[str, Any]:
    """Plain values for the evaluators; `documents` and `said` let a rule ask what is in the dossier, and what it says.

    A power that the draft does not use asks nothing of it: the rule then applies only where the draft says it uses it.
    """
    said = tuple(name for name, state in states.items() if state.state in ("found", "contradicted", "placeholder"))
    known = {key: tuple(f.value) if isinstance(f.value, list) else f.value for key, f in facts.items()}
    return {"documents": tuple(types), "said": said} | known


def _names(states: Mapping[str, ElementState]) -> dict[str, Any]:
    return {name: state.state for name, state in states.items()}


def _compared(judged: list[Judgement]) -> list[Judgement]:
    """The same verdicts with the durable evaluator's steps; undetermined where it says something else or failed."""
    open_to_both = {n: j for n, j in enumerate(judged) if not j.because}
    answers = durable_answers([(j.plan.ir, j.values, _names(j.states)) for j in open_to_both.values()])
    durable: dict[Hashable, Verdict | Failure] = dict(zip(open_to_both, answers, strict=True))
    parted = both({n: j.verdict for n, j in open_to_both.items()}, durable)
    return [_settle(j, durable[n], n in parted) if n in durable else j for n, j in enumerate(judged)]


def _settle(judgement: Judgement, answer: Verdict | Failure, parted: bool) -> Judgement:
    if isinstance(answer, Verdict) and not parted:
        return replace(judgement, verdict=answer)
    because, detail = ("differ", "") if isinstance(answer, Verdict) else ("silent", answer.reason)
    return replace(judgement, verdict=Verdict("undetermined", fired=judgement.verdict.fired), because=because, detail=detail)
