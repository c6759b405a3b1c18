"""What the VIS guidelines (DM 23 July 2019) are, and whether they look at a plan: they promote, they do not oblige."""

from __future__ import annotations

from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.model import ImpactPlan
from procurement_engine.impact.say import say

MONTHS, AMOUNT, SCOPES = 18, 1_000_000, ("interregional", "national", "international")


class Principle(Frozen):
    """One of the principles, and whether something in the plan answers to it."""

    name: str
    answered: bool


class Vis(Frozen):
    """The statement for a plan."""

    within_guidelines: bool | None
    reasons: tuple[str, ...]
    statement: str
    principles: tuple[Principle, ...]
    law: str


def vis(plan: ImpactPlan, lang: str = "it") -> Vis:
    """Where a figure is missing the answer is open, unless another already says no."""
    tests = {
        "months": None if plan.months is None else plan.months >= MONTHS,
        "amount": None if plan.amount is None else plan.amount > AMOUNT,
        "scope": None if plan.scope is None else plan.scope in SCOPES,
    }
    answers = list(tests.values())
    within = False if False in answers else None if None in answers else True
    verdict = {True: "within", False: "outside", None: "open"}[within]
    return Vis(
        within_guidelines=within,
        reasons=tuple(f"{say('vis', name, lang)}: {say('vis', str(answer).lower(), lang)}" for name, answer in tests.items()),
        statement=f"{say('vis', 'promotes', lang)} {say('vis', verdict, lang)}",
        principles=tuple(Principle(name=say("vis", name, lang), answered=yes) for name, yes in _answered(plan).items()),
        law=say("vis", "law", lang),
    )


def _answered(plan: ImpactPlan) -> dict[str, bool]:
    lines = plan.indicators
    every = bool(lines)
    return {
        "intentionality": bool(plan.outcomes),
        "relevance": every and any(outcome.stakeholder or outcome.link for outcome in plan.outcomes),
        "reliability": every and all(line.source and line.verification for line in lines),
        "measurability": every and all(line.target.value is not None for line in lines),
        "comparability": every and all(line.baseline.said and line.unit for line in lines),
        "transparency": any(line.use for line in lines),
    }
