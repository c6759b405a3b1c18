"""Two sets of rules compared whole, and the version that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import regex

from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.overlay import Laid
from procurement_engine.rules.parameters import resolved
from procurement_engine.workbench.diff.behaviour import Changed, on_corpus, on_tests
from procurement_engine.workbench.diff.elements import Part
from procurement_engine.workbench.diff.sets import RuleSet
from procurement_engine.workbench.diff.structure import RuleChange, compare, days, heaviest, kind_of

#: From the smallest to the greatest.
SIZES = ("none", "patch", "minor", "major")
_VERSION = regex.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True)
class Diff:
    """What changed between two sets of rules. `judged`: the drafts of the corpus; `unread`: why others could not be."""

    before: RuleSet
    now: RuleSet
    rules: tuple[RuleChange, ...]
    drafts: tuple[Changed, ...]
    judged: int = 0
    unread: tuple[str, ...] = ()
    as_of: date | None = None  # the day of the law for the drafts; None: each its own, or today
    today: date | None = None

    @property
    def size(self) -> str:
        """major: something compliant may no longer be; minor: new advice, or a loosening; patch: words; none."""
        sizes = [_size(part) for change in self.rules for part in change.parts]
        sizes += [_size_of(draft) for draft in self.drafts]
        return max(sizes, key=SIZES.index, default="none")

    @property
    def to_come(self) -> tuple[date, ...]:
        """The days after today from which the texts of some rules change, unless another day was asked for."""
        today = self.today
        return tuple(sorted({day for change in self.rules for day in change.days if today and day > today}))

    @property
    def follows(self) -> str:
        """The version that follows the one before; empty where that is not written as three numbers."""
        match = _VERSION.fullmatch(self.before.version)
        if match is None:
            return ""
        numbers = [int(part) for part in match.groups()]
        at = {"major": 0, "minor": 1, "patch": 2}.get(self.size)
        if at is not None:
            numbers[at:] = [numbers[at] + 1, *([0] * (2 - at))]
        return ".".join(map(str, numbers))

    @property
    def declared_enough(self) -> bool:
        """Is the version of the second set at least the one that follows?"""
        said, due = _VERSION.fullmatch(self.now.version), _VERSION.fullmatch(self.follows)
        return said is None or due is None or tuple(map(int, said.groups())) >= tuple(map(int, due.groups()))


def diff(before: RuleSet, now: RuleSet, day: date, corpus: Path | None = None, as_of: date | None = None) -> Diff:
    """Compare by structure and by behaviour. `day`: when what layers do to others is looked at; `as_of`: the law of the drafts."""
    changes = tuple(sorted((*_files(before, now, day), *_under(before, now, day)), key=lambda change: (change.id, change.layer)))
    ids = {change.id for change in changes if change.kind not in ("words", "citation", "other")}
    drafts = list(on_tests(before, now, ids))
    found, judged, unread = on_corpus(before, now, ids, corpus, as_of) if corpus else ([], 0, [])
    return Diff(before, now, changes, (*drafts, *found), judged, tuple(unread), as_of, day if as_of is None else None)


def _files(before: RuleSet, now: RuleSet, day: date) -> Iterator[RuleChange]:
    """The rule files of both sides, each with its own; numbers in the place of their names."""
    one, two = _rules(before, day), _rules(now, day)
    if len(before.own) == len(now.own) == 1:  # a layer may have been given another name
        one = {(now.own[0].name, rule_id): rule for (_, rule_id), rule in one.items()}
    for layer, rule_id in dict.fromkeys((*one, *two)):
        old, new = one.get((layer, rule_id)), two.get((layer, rule_id))
        if old and new:
            parts = compare(old, new, (before.concepts, now.concepts))
            if parts:
                ended = new.status in ("repealed", "superseded") and old.status not in ("repealed", "superseded")
                yield RuleChange(rule_id, layer, new.title, "repealed" if ended else kind_of(parts), parts, days(old, new))
        elif new:
            weight = heaviest(new)
            yield RuleChange(rule_id, layer, new.title, "added", (Part("regola nuova", "stricter", weight),))
        elif old:
            yield RuleChange(rule_id, layer, old.title, "repealed", (Part("la regola non c'è più", "looser"),))


def _rules(side: RuleSet, day: date) -> dict[tuple[str, str], RuleFile]:
    numbers = side.laid(day).parameters
    return {(layer.name, rule.id): resolved(rule, numbers) for layer in side.own for rule in layer.rules}


def _under(before: RuleSet, now: RuleSet, day: date) -> Iterator[RuleChange]:
    """What the acts of a layer do to rules that are not in its files."""
    files = {rule.id for side in (before, now) for layer in side.own for rule in layer.rules}
    one, two = ({laid.rule.id: laid for laid in side.laid(day).rules} for side in (before, now))
    for rule_id in one.keys() & two.keys():
        parts = (*_switched(one[rule_id], two[rule_id]),)
        if rule_id not in files:
            parts += compare(one[rule_id].rule, two[rule_id].rule, (before.concepts, now.concepts))
        if parts:
            yield RuleChange(rule_id, two[rule_id].layer, two[rule_id].rule.title, kind_of(parts), parts)


def _switched(one: Laid, two: Laid) -> Iterator[Part]:
    if one.off and not two.off:
        yield Part("torna a essere chiesta: non è più disattivata", "stricter", heaviest(two.rule))
    elif two.off and not one.off and two.off.change:
        law = "; ATTENZIONE: la chiede una norma di legge" if two.off.law else ""
        yield Part(f"disattivata dal livello «{two.off.layer}» con {two.off.change.act}{law}", "looser")


def _size(part: Part) -> str:
    if part.side in ("stricter", "unsure"):
        return "minor" if part.weight == "advice" else "major"
    return "minor" if part.side == "looser" else "patch"


def _size_of(draft: Changed) -> str:
    worse = draft.now == "non_compliant" and draft.before in ("compliant", "not_applicable", "absent")
    return "major" if worse and draft.severity != "advice" else "minor"
