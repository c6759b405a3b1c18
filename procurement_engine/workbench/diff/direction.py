"""In which direction a part of a rule moved: +1 found (or true) more often than before, -1 less often; both: it cannot be told.

Nothing in the set: the parts are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from procurement_engine.detection.vocabulary import Concept, Term, expand
from procurement_engine.rules.model import ConditionSpec, ElementSpec, RelationSpec, RuleFile, as_names
from procurement_engine.rules.parameters import Bound

Signs = frozenset[int]
SAME: Signs = frozenset()
MORE: Signs = frozenset({1})
LESS: Signs = frozenset({-1})
UNSURE: Signs = frozenset({1, -1})
_WINDOWS = ("sentence", "pair", "paragraph", "article", "document")
_SENSES = {"duty": {1}, "said": {1, 2}, "denied": {3}, "any": {1, 2, 3}}
_FLOOR, _CEILING = {"at_least": 0, "above": 1}, {"at_most": 0, "below": 1}


def times(signs: Signs, others: Signs) -> Signs:
    """The effect of a movement on what hangs on it."""
    return frozenset(a * b for a in signs for b in others)


def grown(before: Any, now: Any) -> Signs:
    """More where a set has gained, less where it has lost."""
    one, two = set(before), set(now)
    return (MORE if two - one else SAME) | (LESS if one - two else SAME)


def condition(before: ConditionSpec, now: ConditionSpec) -> Signs:
    """How much more often a condition is true. Its reason (`else`) is wording."""
    if _bare(before) == _bare(now):
        return SAME
    if before.fact is not None and before.fact == now.fact:
        return _comparison(before.operators(), now.operators())
    if before.not_ and now.not_:
        return times(LESS, condition(before.not_, now.not_))
    for one, two, added in ((before.all_, now.all_, LESS), (before.any_, now.any_, MORE)):
        if one is not None and two is not None:
            return conditions(one, two, added)
    return UNSURE


def conditions(before: Sequence[ConditionSpec], now: Sequence[ConditionSpec], added: Signs) -> Signs:
    """The same of several, where one more makes the whole true more (`any`) or less (`all`) often."""
    lost = [item for item in before if _bare(item) not in map(_bare, now)]
    new = [item for item in now if _bare(item) not in map(_bare, before)]
    if len(lost) == len(new) and (len(new) == 1 or [item.fact for item in lost] == [item.fact for item in new]):
        return SAME.union(*map(condition, lost, new))
    return (added if new else SAME) | (times(LESS, added) if lost else SAME)


def _bare(spec: Any) -> Any:
    """A condition without its reasons."""
    data = spec.model_dump(by_alias=True, exclude_none=True) if isinstance(spec, ConditionSpec) else spec
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items() if key != "else"}
    return [_bare(item) for item in data] if isinstance(data, (list, tuple)) else data


def _comparison(before: Mapping[str, Any], now: Mapping[str, Any]) -> Signs:
    ((op, old),), ((op_now, new),) = before.items(), now.items()
    for table, rising in ((_FLOOR, LESS), (_CEILING, MORE)):
        if op in table and op_now in table and not isinstance(old, str) and not isinstance(new, str):
            if old != new:
                return rising if new > old else times(LESS, rising)
            return SAME if op == op_now else LESS if table[op_now] else MORE
    members = [(value,) if name == "equals" else value for name, value in ((op, old), (op_now, new)) if name in ("equals", "in")]
    return grown(*members) if len(members) == 2 else UNSURE


def bound(before: Bound | None, now: Bound | None) -> Signs:
    """How much more often a number is within a limit."""
    if before == now:
        return SAME
    if before is None or now is None:
        return LESS if now else MORE
    return _comparison(before.given(), now.given())


def moved_limit(before: ElementSpec, now: ElementSpec) -> Signs:
    """How much more often an element is found that differs from another by its number; nothing where by more, or by none."""
    plain = {"title": "", "message": "", "notes": "", "percent": None, "points": None}
    bare = [spec.model_copy(update=plain) for spec in (before, now)]
    if bare[0] != bare[1] or (before.percent is None) != (now.percent is None) or (before.points is None) != (now.points is None):
        return SAME
    return bound(before.percent, now.percent) | bound(before.points, now.points)


def relations(before: Sequence[RelationSpec], now: Sequence[RelationSpec]) -> Signs:
    """How much more often one of several relations holds."""
    lost = [item for item in before if item not in now]
    new = [item for item in now if item not in before]
    if len(lost) == len(new) == 1:
        return relation(lost[0], new[0])
    return (MORE if new else SAME) | (LESS if lost else SAME)


def relation(before: RelationSpec, now: RelationSpec) -> Signs:
    """How much more often a relation holds."""
    one, two = before.roles(), now.roles()
    signs = times(LESS, grown(one, two))
    for role in one.keys() & two.keys():
        signs |= grown(one[role], two[role])
    for key in ("without", "not_under"):
        signs |= times(LESS, grown(as_names(getattr(before, key)), as_names(getattr(now, key))))
    if before.about != now.about:
        old, new = as_names(before.about), as_names(now.about)
        signs |= grown(old, new) if old and new else LESS if new else MORE
    if before.within != now.within:
        wider = _WINDOWS.index(now.within) > _WINDOWS.index(before.within)
        # In a wider window what must not be said is nearer too.
        signs |= UNSURE if before.without or now.without else MORE if wider else LESS
    signs |= grown(_SENSES[before.mode], _SENSES[now.mode])
    if before.anywhere != now.anywhere:
        signs |= MORE if now.anywhere else LESS
    first = [next(iter(roles)) for roles in (one, two)]
    head = ["does" if "does" in roles else name for roles, name in zip((one, two), first, strict=True)]
    # The sense is judged on the head: with another head nothing is sure.
    return signs | (UNSURE if head[0] != head[1] else SAME)


def vocabulary(element: ElementSpec, before: Mapping[str, Concept], now: Mapping[str, Concept]) -> dict[str, Signs]:
    """Concept -> how much more often the element is found because of the terms that the concept gained or lost."""
    found: dict[str, Signs] = {}
    for specs, effect in ((element.found_when, MORE), (element.unclear_when, MORE), (element.denied_when, LESS)):
        for spec in specs:
            against = {*as_names(spec.without), *as_names(spec.not_under)}
            named = {*as_names(spec.about), *(name for names in spec.roles().values() for name in names)}
            for name in {*against, *named}:
                moved = concept(name, before, now)
                side = (MORE if name in named else SAME) | (LESS if name in against else SAME)
                if moved:
                    found[name] = found.get(name, SAME) | times(times(effect, side), moved)
    return found


def _said(before: Sequence[Term], now: Sequence[Term]) -> Signs:
    """More where phrases are new, less where some are gone; a term that has only more choices has lost none."""
    if before == now:
        return SAME
    one, two = ({phrase for term in terms for phrase in expand(term.text)} for terms in (before, now))
    return grown(one, two)


def concept(name: str, before: Mapping[str, Concept], now: Mapping[str, Concept]) -> Signs:
    """How much more often a concept is read in a text, with those it includes."""
    one, two = before.get(name), now.get(name)
    if one is None or two is None:
        return SAME if one is two else MORE if two else LESS
    signs = _said(one.terms, two.terms) | grown(one.includes, two.includes) | times(LESS, _said(one.exceptions, two.exceptions))
    for other in set(one.includes) & set(two.includes):
        signs |= concept(other, before, now)
    return signs


def strictness(rule: RuleFile) -> dict[str, Signs]:
    """Element -> what it does to the rule to find it more often: +1 the rule asks more, -1 it is more easily met."""
    effect: dict[str, Signs] = dict.fromkeys(rule.elements, SAME)
    for version in rule.versions:
        for names, sign in ((version.essential, LESS), (version.forbidden, MORE)):
            for name in names:
                effect[name] |= sign
    for spec in (*rule.applies_when, *(spec for version in rule.versions for spec in version.applies_when)):
        _asked(spec, MORE, effect)
    for _ in rule.elements:  # what hangs on what hangs on something, as deep as there are elements
        for name, element in rule.elements.items():
            for others, sign in ((element.unless, LESS), (element.of, MORE), (element.lacking, LESS)):
                for other in others:
                    effect[other] |= times(sign, effect[name])
            if element.when and effect[name]:
                _asked(element.when, MORE, effect)
            if element.test:
                _asked(element.test, effect[name], effect)
    return effect


def _asked(spec: ConditionSpec, sign: Signs, effect: dict[str, Signs]) -> None:
    """The elements that a condition asks about, by the effect of its being true."""
    if spec.fact == "said":
        effect[str(spec.contains)] |= sign
    for part in (*(spec.all_ or ()), *(spec.any_ or ())):
        _asked(part, sign, effect)
    if spec.not_:
        _asked(spec.not_, times(LESS, sign), effect)
