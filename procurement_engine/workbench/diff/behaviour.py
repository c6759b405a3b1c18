"""What changes when the same texts are judged by both: the inline tests of the rules, and every draft of a corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from procurement_engine.checking import check_drafts
from procurement_engine.drafts import read
from procurement_engine.drafts.model import Draft, NoTextError, UnreadableError
from procurement_engine.report import CheckReport, Element, Requirement
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import InlineTest
from procurement_engine.workbench.diff.sets import RuleSet
from procurement_engine.workbench.testing.bench import as_text

_READABLE = frozenset({".docx", ".odt", ".pdf", ".html", ".htm", ".md", ".txt", ".rtf"})


@dataclass(frozen=True)
class Moved:
    """An element whose state is another, or that only one side asks (empty on the other)."""

    title: str
    before: str
    now: str
    quote: str


@dataclass(frozen=True)
class Changed:
    """A text whose outcome on a requirement changes. `source`: the file, or the name of an inline test."""

    source: str
    inline: bool
    id: str
    before: str
    now: str
    severity: str
    reason: str
    elements: tuple[Moved, ...]


def on_tests(before: RuleSet, now: RuleSet, ids: Collection[str]) -> Iterator[Changed]:
    """The inline tests of both sides, of the rules that changed; of one that only one side has every test would say so."""
    shared = [{rule.id for layer in side.all for rule in layer.rules} for side in (before, now)]
    for rule_id in sorted(set(ids) & shared[0] & shared[1]):
        cases: dict[str, tuple[InlineTest, str]] = {}
        for side in (before, now):
            for rule in (rule for layer in side.all for rule in layer.rules if rule.id == rule_id):
                kind = "disciplinare" if "disciplinare" in rule.judged_in else rule.judged_in[0]
                for case in rule.tests:
                    cases.setdefault(repr((case.text, case.facts, case.as_of, case.also)), (case, kind))
        sides = [_only(side.all, {rule_id}) for side in (before, now)]
        for case, kind in cases.values():
            texts = {kind: case.text, **case.also}
            drafts = [as_text(text, name) for name, text in texts.items()]
            facts = {**case.facts, "document_type": {draft.path: name for draft, name in zip(drafts, texts, strict=True)}}
            yield from _both(f"{rule_id}: {case.name}", drafts, sides, case.as_of, facts, inline=True)


def on_corpus(
    before: RuleSet, now: RuleSet, ids: Collection[str], corpus: Path, day: date | None
) -> tuple[list[Changed], int, list[str]]:
    """Every draft of a folder, each on its own: what changes, how many were judged, and why the others could not be."""
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and path.suffix.lower() in _READABLE)
    sides = [_only(side.all, ids) for side in (before, now)]
    found: list[Changed] = []
    unread: list[str] = []
    for path in files:
        try:
            draft = read(path)
        except (UnreadableError, NoTextError) as error:
            unread.append(str(error))
            continue
        found += _both(path.relative_to(corpus).as_posix(), [draft], sides, day, {}, inline=False)
    return found, len(files) - len(unread), unread


def _only(layers: Sequence[Layer], ids: Collection[str]) -> list[Layer]:
    """The layers with the rules that changed and no other: what a rule gives hangs on none but itself."""
    return [replace(layer, rules=tuple(rule for rule in layer.rules if rule.id in ids)) for layer in layers]


def _both(
    source: str, drafts: Sequence[Draft], sides: Sequence[list[Layer]], day: date | None, facts: dict[str, Any], *, inline: bool
) -> Iterator[Changed]:
    one, two = (check_drafts(drafts, facts=facts, as_of=day, rulesets=side, evaluators=("plain",)) for side in sides)
    for rule_id in dict.fromkeys(r.id for report in (one, two) for r in report.requirements):
        before, now = _whole(one, rule_id), _whole(two, rule_id)
        if (before.outcome if before else "") != (now.outcome if now else ""):
            yield _changed(source, rule_id, before, now, inline=inline)


def _whole(report: CheckReport, rule_id: str) -> Requirement | None:
    return next((r for r in report.requirements if r.id == rule_id and r.lot is None), None)


def _changed(source: str, rule_id: str, before: Requirement | None, now: Requirement | None, *, inline: bool) -> Changed:
    shown = now or before
    return Changed(
        source=source,
        inline=inline,
        id=rule_id,
        before=before.outcome if before else "absent",
        now=now.outcome if now else "absent",
        severity=now.severity if now else "advice",
        reason=shown.reason if shown and now else "",
        elements=tuple(_moved(before, now)),
    )


def _moved(before: Requirement | None, now: Requirement | None) -> Iterator[Moved]:
    one, two = ({element.name: element for element in _asked(side)} for side in (before, now))
    for name in dict.fromkeys((*one, *two)):
        old, new = one.get(name), two.get(name)
        states = (old.state if old else "", new.state if new else "")
        shown = new or old
        if states[0] != states[1] and shown:
            evidence = (*(new.evidence if new else ()), *(old.evidence if old else ()), *shown.near_misses)
            yield Moved(shown.title, *states, evidence[0].quote if evidence else "")


def _asked(side: Requirement | None) -> tuple[Element, ...]:
    return tuple(element for element in side.elements if element.essential or element.forbidden) if side else ()
