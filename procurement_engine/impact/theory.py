"""The theory of change as a graph: what reaches an outcome, what goes round in circles."""

from __future__ import annotations

from procurement_engine.impact.plan.model import ImpactPlan


def cycle(plan: ImpactPlan) -> list[str]:
    """The boxes of one circle, if there is any."""
    onward = {step.id: step.leads_to for step in plan.steps()}
    state: dict[str, int] = {}

    def visit(name: str, path: list[str]) -> list[str]:
        state[name] = 1
        for after in onward[name]:
            if state.get(after) == 1:
                return [*path[path.index(after) :], after] if after in path else [name, after]
            if after not in state and (found := visit(after, [*path, after])):
                return found
        state[name] = 2
        return []

    return next((found for name in onward if name not in state and (found := visit(name, [name]))), [])


def orphans(plan: ImpactPlan) -> list[str]:
    """The boxes before the outcomes from which no outcome is reached."""
    onward = {step.id: step.leads_to for step in plan.steps()}
    reaching = {outcome.id for outcome in plan.outcomes}
    grown = True
    while grown:
        more = {name for name, after in onward.items() if name not in reaching and reaching & set(after)}
        reaching |= more
        grown = bool(more)
    return [name for name in onward if name not in reaching]


def unfed(plan: ImpactPlan) -> list[str]:
    """The outcomes to which nothing leads, where the plan has boxes that could."""
    fed = {after for step in plan.steps() for after in step.leads_to}
    return [outcome.id for outcome in plan.outcomes if outcome.id not in fed] if plan.activities or plan.outputs else []
