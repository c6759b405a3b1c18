"""Element states: what the drafts of a dossier say about one element of a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from procurement_engine.checking.compile import ElementPlan, RulePlan
from procurement_engine.checking.percent import Share
from procurement_engine.checking.referrals import Referrals
from procurement_engine.detection.relation import Match, Matcher, Relation
from procurement_engine.report import State
from procurement_engine.rules.model import NOTICE_SIDE

#: Which of two states says more, when several passages or documents speak of the same element.
_RANK: dict[State, int] = {
    "found": 6,
    "placeholder": 5,
    "contradicted": 4,
    "unclear": 3,
    "negated": 2,
    "missing": 0,
}


@dataclass(frozen=True)
class Passage:
    """A match in one document of the dossier."""

    document: int
    match: Match


@dataclass(frozen=True)
class ElementState:
    """How an element stands, with the passages that say so and, if missing, where the words came nearest.

    `told`: the number that the nearest passage tells, where it is the number that fails.
    """

    state: State = "missing"
    passages: tuple[Passage, ...] = ()
    near: tuple[Passage, ...] = ()
    looked_in: tuple[int, ...] = ()
    told: Share | None = None


@dataclass
class Dossier:
    """The texts of a dossier with their types, ready to be searched."""

    matchers: Sequence[Matcher]
    types: Sequence[str]
    referrals: Referrals
    direct_award: bool = False
    layers: tuple[Path, ...] = ()  # whose own code lists have notes on passages
    _cache: dict[tuple[int, Relation, str | None], list[Match]] = field(default_factory=dict)

    def matches(self, document: int, relation: Relation, lot: str | None) -> list[Match]:
        """The matches of a relation in one document; each asked once."""
        key = (document, relation, lot)
        if key not in self._cache:
            self._cache[key] = self.matchers[document].matches(relation, lot)
        return self._cache[key]


def judged_in(plan: RulePlan, types: Sequence[str], direct_award: bool) -> frozenset[str]:
    """The document types a rule is judged in: on the notice side the only act there stands for the others.

    Without a notice, in a direct award, the decision to contract does (contract.md, "Where"). An act that may be silent is
    looked into where the dossier holds no other.
    """
    where = frozenset(plan.rule.judged_in)
    if not (where | NOTICE_SIDE if where & NOTICE_SIDE else where) & set(types):
        where |= frozenset(plan.rule.judged_if_told_in)
    if not where & NOTICE_SIDE:
        return where
    if NOTICE_SIDE & set(types):
        return where | NOTICE_SIDE
    return where | {"decisione_contrarre"} if direct_award else where


Measure = Callable[[ElementPlan, ElementState], ElementState]


def element_states(
    plan: RulePlan,
    dossier: Dossier,
    lot: str | None,
    stated: frozenset[str] = frozenset(),
    measure: Measure = lambda _, state: state,
) -> dict[str, ElementState]:
    """The state of every element of a rule that words decide.

    `stated`: the facts that the drafts themselves tell. `measure` holds what was found against the numbers an element asks.
    """
    states = {item.name: measure(item, _state(item, plan, dossier, lot)) for item in plan.elements if item.spec.test is None}
    for item in plan.elements:
        # What the text itself rules out is not given by a figure or a code told elsewhere.
        denied = bool(item.denied) and states[item.name].state == "negated"
        if item.spec.stated in stated and states[item.name].state != "contradicted" and not denied:
            states[item.name] = replace(states[item.name], state="found")
    for item in plan.elements:
        if item.spec.of:
            states[item.name] = _counted(item, states)
    for item in plan.elements:
        excused = [other for other in item.spec.unless if other in states and states[other].state == "found"]
        if excused and states[item.name].state != "missing":
            states[item.name] = replace(states[item.name], state="missing", passages=())
    return states


def _counted(item: ElementPlan, states: dict[str, ElementState]) -> ElementState:
    """Found where enough of the elements it counts are (or, of those that may be lacking, are not)."""
    there = [states[name] for name in item.spec.of if states[name].state == "found"]
    passages = tuple(passage for state in there for passage in state.passages[:1])
    lacking = [name for name in item.spec.lacking if states[name].state in ("missing", "negated")]
    enough = len(there) + len(lacking) >= item.spec.at_least
    return ElementState("found" if enough else "missing", passages if enough else (), (), states[item.spec.of[0]].looked_in)


def _state(item: ElementPlan, plan: RulePlan, dossier: Dossier, lot: str | None) -> ElementState:
    where = judged_in(plan, dossier.types, dossier.direct_award)
    allowed = [n for n, kind in enumerate(dossier.types) if kind in where]
    # In a direct award the decision to contract is the act that opens the procedure.
    opening = NOTICE_SIDE if NOTICE_SIDE & set(dossier.types) or not dossier.direct_award else {"decisione_contrarre"}
    notice = [n for n in allowed if dossier.types[n] in opening]
    if item.forbidden or not plan.rule.notice_first or not notice:
        return _best([_in_document(item, dossier, n, lot) for n in allowed], allowed)
    first = _best([_in_document(item, dossier, n, lot) for n in notice], allowed)
    others = [n for n in range(len(dossier.types)) if n not in notice]
    if first.state == "found" or not others:
        return first
    # Where the notice sends the reader, words count also in an act in which the rule is not judged of itself.
    elsewhere = _best([_in_document(item, dossier, n, lot) for n in others], allowed)
    if elsewhere.state != "found":
        return first
    referred = tuple(p for p in elsewhere.passages if dossier.referrals.reach(p.document, p.match.spans[0]))
    if referred:
        return replace(elsewhere, passages=referred)
    return replace(first, near=tuple(p for p in elsewhere.passages if p.document in allowed))


def _best(states: list[ElementState], looked_in: list[int]) -> ElementState:
    best = max(states, key=lambda state: _RANK[state.state], default=ElementState())
    near = tuple(passage for state in states for passage in state.near)
    return replace(best, near=best.near or near, looked_in=tuple(looked_in))


def _in_document(item: ElementPlan, dossier: Dossier, document: int, lot: str | None) -> ElementState:
    found: list[Passage] = []
    blank: list[Passage] = []
    negated: list[Passage] = []
    for relation in item.found:
        for match in dossier.matches(document, relation, lot):
            passage = Passage(document, match)
            (found if match.holds and not match.placeholder else blank if match.holds else negated).append(passage)
    denied = _holding(item.denied, dossier, document, lot)
    if denied:
        return ElementState("contradicted" if found else "negated", (*denied, *found[:1]))
    if found:
        # Of what must not stand every occurrence is told; of what must, three are proof enough, unless they are measured.
        if item.spec.percent or item.spec.points:
            return ElementState("found", tuple(found[:30]))
        if item.forbidden:
            return ElementState("found", tuple(passage for _, passage in _plainest(found, dossier.matchers[document]))[:30])
        return ElementState("found", _proof(_plainest(found, dossier.matchers[document])))
    if blank:
        return ElementState("placeholder", tuple(blank[:3]))
    unclear = _holding(item.unclear, dossier, document, lot)
    if negated and not unclear:
        return ElementState("negated", tuple(negated[:3]))
    return ElementState("unclear", unclear[:3]) if unclear else ElementState()


def _plainest(passages: list[Passage], matcher: Matcher) -> list[tuple[int, Passage]]:
    """Each sentence that decides once, with how many sentences its words stand in; those that say the whole by themselves first."""
    once: dict[int, tuple[int, Passage]] = {}
    for one in sorted(((matcher.spread(one.match.spans)[0], one) for one in passages), key=lambda pair: pair[0]):
        once.setdefault(matcher.deciding(one[1].match).number, one)
    return list(once.values())


def _proof(plainest: list[tuple[int, Passage]]) -> tuple[Passage, ...]:
    """Three passages; where one says the whole by itself, none that needs another sentence to."""
    least = plainest[0][0]
    return tuple(passage for sentences, passage in plainest if sentences == 1 or least > 1)[:3]


def _holding(relations: tuple[Relation, ...], dossier: Dossier, document: int, lot: str | None) -> tuple[Passage, ...]:
    return tuple(
        Passage(document, match) for relation in relations for match in dossier.matches(document, relation, lot) if match.holds
    )
