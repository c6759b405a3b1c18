"""Two texts of one rule compared part by part: what is asked, how heavily, of whom, since when, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from procurement_engine.rules.join import judged
from procurement_engine.rules.model import WEIGHT, RuleFile
from procurement_engine.workbench.diff import direction as d
from procurement_engine.workbench.diff.elements import Concepts, Part, Side, element, sided, title_of, vocabulary

Kind = Literal["added", "repealed", "stricter", "looser", "mixed", "words", "citation", "other"]
_SAID = ("title", "summary", "to_verify", "suggestion", "assumptions")
_ASIDE = ("tests", "history", "reviewed_by", "reviewed_on", "reviewed_hash", "confidence")
#: What is compared below, by key; any other key that differs is told by its name.
_RULE = {
    *_SAID,
    *_ASIDE,
    "id",
    "elements",
    "versions",
    "applies_when",
    "judged_in",
    "judged_if_told_in",
    "notice_first",
    "status",
    "waiver",
}


@dataclass(frozen=True)
class RuleChange:
    """What changed in a rule."""

    id: str
    layer: str
    title: str
    kind: Kind
    parts: tuple[Part, ...]
    days: tuple[date, ...] = ()  # from which its texts ask something else, where they do not from the first day


def days(before: RuleFile, now: RuleFile) -> tuple[date, ...]:
    """The first day of every stretch in which the two texts do not ask the same."""
    return tuple(start for start, _ in _stretches(before, now) if any(_texts(before, now, start)))


def compare(before: RuleFile, now: RuleFile, concepts: tuple[Concepts, Concepts]) -> tuple[Part, ...]:
    """Every difference between two texts of a rule, none only where they are the same."""
    parts = [*_status(before, now), *_reach(before, now), *_in_time(before, now)]
    effect = {name: d.strictness(before).get(name, d.SAME) | d.strictness(now).get(name, d.SAME)
              for name in (*before.elements, *now.elements)}  # fmt: skip
    for name in dict.fromkeys((*before.elements, *now.elements)):
        one, two = before.elements.get(name), now.elements.get(name)
        if one and two:
            parts += element(name, one, two, effect[name])
            parts += vocabulary(name, two, effect[name], concepts)
        elif effect[name]:
            parts.append(Part(f"elemento {'definito' if two else 'tolto'}: «{title_of(one or two, name)}»", "other"))
    parts += [Part(f"cambia {_KEYS[key]}", "words") for key in _SAID if getattr(before, key) != getattr(now, key)]
    parts += _aside(before, now)
    known = {key for key in type(before).model_fields if getattr(before, key) != getattr(now, key)}
    parts += [Part(f"cambia «{key}»", "unsure" if key == "extends" else "other") for key in sorted(known - _RULE)]
    if known and not parts:
        parts.append(Part("cambiano parti che nessun testo usa: " + ", ".join(sorted(known)), "other"))
    return tuple(dict.fromkeys(parts))


_KEYS = {
    "title": "il titolo",
    "summary": "la sintesi",
    "to_verify": "che cosa resta da verificare",
    "suggestion": "la clausola proposta",
    "assumptions": "le assunzioni",
    "tests": "le prove",
    "history": "la storia",
}


def _aside(before: RuleFile, now: RuleFile) -> Iterator[Part]:
    for key in ("tests", "history"):
        if getattr(before, key) != getattr(now, key):
            yield Part(f"cambia {_KEYS[key]}", "other")
    if (before.reviewed_by, before.reviewed_on, before.reviewed_hash) != (now.reviewed_by, now.reviewed_on, now.reviewed_hash):
        yield Part("cambia la firma" if now.reviewed_by else "non è più firmata", "other")
    if before.confidence != now.confidence:
        yield Part(f"confidenza da {before.confidence} a {now.confidence}", "other")


def _status(before: RuleFile, now: RuleFile) -> Iterator[Part]:
    if before.status != now.status:
        rising = (before.status == "draft") - (now.status == "draft")
        side: Side = "stricter" if rising > 0 else "looser" if rising < 0 else "other"
        yield Part(f"stato da «{before.status}» a «{now.status}»", side)
    if before.waiver != now.waiver:
        old, new = (bool(rule.waiver.get("allowed")) for rule in (before, now))
        needs = d.grown(before.waiver.get("needs", ()), now.waiver.get("needs", ()))
        if old != new:
            yield from sided("ammette deroghe" if new else "non ammette più deroghe", d.LESS if new else d.MORE)
        elif new:
            yield from sided("cambia che cosa serve per derogare", needs or d.UNSURE)


def _reach(before: RuleFile, now: RuleFile) -> Iterator[Part]:
    """Of whom it is asked, and where."""
    applies = d.conditions(before.applies_when, now.applies_when, d.LESS)
    to = {d.MORE: "a più casi", d.LESS: "a meno casi"}.get(applies, "a casi diversi")
    yield from sided(f"cambia a chi si applica ({to})", applies)
    if not applies and before.applies_when != now.applies_when:
        yield Part("cambiano le ragioni per cui non si applica", "words")
    for words, kinds in (
        ("si giudica anche in", _new(before.judged_in, now.judged_in)),
        ("non si giudica più in", _new(now.judged_in, before.judged_in)),
        ("se ne parla, si giudica anche in", _new(before.judged_if_told_in, now.judged_if_told_in)),
        ("anche se ne parla, non si giudica più in", _new(now.judged_if_told_in, before.judged_if_told_in)),
    ):
        # With a document more it is asked of more dossiers, but its words are also looked for in more places.
        yield from sided(f"{words}: {', '.join(kinds)}", d.UNSURE if kinds else d.SAME)
    if before.notice_first != now.notice_first:
        text = "deve stare negli atti iniziali di gara" if now.notice_first else "può stare in qualunque atto fra quelli giudicati"
        yield from sided(text, d.MORE if now.notice_first else d.LESS)


def _new(before: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    return [item for item in now if item not in before]


def _in_time(before: RuleFile, now: RuleFile) -> Iterator[Part]:
    """What each text asks in every stretch of time in which one of them changes."""
    told: dict[Part, list[tuple[date, date | None]]] = {}
    for start, end in _stretches(before, now):
        for part in _texts(before, now, start):
            told.setdefault(part, []).append((start, end))
    whole = _stretches(before, now)
    for part, stretches in told.items():
        when = "" if len(stretches) == len(whole) else " " + _when(stretches[0][0], stretches[-1][1])
        yield Part(part.text + when, part.side, part.weight)


def _stretches(before: RuleFile, now: RuleFile) -> list[tuple[date, date | None]]:
    versions = (*before.versions, *now.versions)
    starts = {version.in_force_from for version in versions}
    starts |= {version.in_force_to + timedelta(1) for version in versions if version.in_force_to}
    days = sorted(starts)
    ends = [day - timedelta(1) for day in days[1:]]
    return list(zip(days, [*ends, None], strict=True))


def _when(start: date, end: date | None) -> str:
    return f"(dal {start:%d/%m/%Y}{f' al {end:%d/%m/%Y}' if end else ''})"


def _texts(before: RuleFile, now: RuleFile, day: date) -> Iterator[Part]:
    one, two = before.version_on(day), now.version_on(day)
    if one is None or two is None:
        if one is not two:
            yield (
                Part("c'è un testo in vigore dove non c'era", "stricter", heaviest(now))
                if two
                else Part("non c'è più un testo in vigore", "looser", heaviest(before))
            )
        return
    for old, new, verb in ((one.essential, two.essential, "chiede"), (one.forbidden, two.forbidden, "vieta")):
        instead = _instead(before, now, _new(new, old), _new(old, new))
        for gone, name in instead.items():
            titles = title_of(now.elements[name], name), title_of(before.elements[gone], gone)
            signs = d.moved_limit(before.elements[gone], now.elements[name])
            signs = d.times(d.LESS if verb == "chiede" else d.MORE, signs)
            yield from sided(f"{verb} «{titles[0]}» al posto di «{titles[1]}»", signs, now.elements[name].weight())
        for name in _new(old, new):
            if name in instead.values():
                continue
            spec = now.elements[name]
            yield Part(f"{verb} anche: «{title_of(spec, name)}»", "stricter", spec.weight())
        for name in _new(new, old):
            if name in instead:
                continue
            yield Part(f"non {verb} più: «{title_of(before.elements[name], name)}»", "looser")
    yield from sided("cambia a chi si applica il testo", d.conditions(one.applies_when, two.applies_when, d.LESS))
    if one.citations != two.citations:
        yield Part("cambiano le citazioni", "citation")


def _instead(before: RuleFile, now: RuleFile, gone: list[str], new: list[str]) -> dict[str, str]:
    """Elements that another takes the place of, which asks the same with another number: 25 per cent instead of 20."""
    found: dict[str, str] = {}
    for old in gone:
        same = [name for name in new if name not in found.values() and d.moved_limit(before.elements[old], now.elements[name])]
        if same:
            found[old] = same[0]
    return found


def heaviest(rule: RuleFile) -> str:
    return max((rule.elements[name].weight() for name in judged(rule)), key=WEIGHT.index, default="advice")


def kind_of(parts: tuple[Part, ...]) -> Kind:
    """The one word for a rule's changes."""
    sides = {part.side for part in parts}
    if "unsure" in sides or {"stricter", "looser"} <= sides:
        return "mixed"
    order: tuple[Kind, ...] = ("stricter", "looser", "words", "citation", "other")
    return next((side for side in order if side in sides), "other")
