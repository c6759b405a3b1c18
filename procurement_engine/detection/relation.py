"""A relation: concepts that stand together within a window of the text, and in which sense they are said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from procurement_engine.detection.index import TextIndex, Unit
from procurement_engine.detection.polarity import Sense, denies_role, sense_of
from procurement_engine.detection.told import told
from procurement_engine.detection.vocabulary import Concept, Lookup, Span
from procurement_engine.detection.windows import Window, keys_of

Mode = Literal["said", "duty", "denied", "any"]
#: Concepts whose sentences dispose nothing: what courts say, options of the model left in; and mere referrals.
_IDLE = ("quotation", "template_option")
_REFERRING = ("pure_referral",)
#: Which senses of the head satisfy a mode. A power given ("può") satisfies `said` but is no duty.
_ACCEPTED: Mapping[str, frozenset[Sense]] = {
    "said": frozenset({"affirmed", "faculty"}),
    "duty": frozenset({"affirmed"}),
    "denied": frozenset({"negated"}),
    "any": frozenset({"affirmed", "faculty", "negated"}),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """`roles` are (role, names of concepts, any of which fills it); the first is the head, whose sense is judged.

    `about` must stand in the headings above, in the window, or up to two blocks before it in the same section; `without`
    must not stand in the window, nor `not_under` in the headings above. `anywhere`: headings, recitals and mere referrals
    decide too.
    """

    roles: tuple[tuple[str, tuple[str, ...]], ...]
    within: Window = "sentence"
    mode: Mode = "said"
    about: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    not_under: tuple[str, ...] = ()
    anywhere: bool = False

    def concepts(self) -> Iterable[str]:
        """Every concept the relation names."""
        for _, names in self.roles:
            yield from names
        yield from self.about
        yield from self.without
        yield from self.not_under


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a relation's words stand together; `holds` says whether they stand in the asked sense."""

    spans: tuple[Span, ...]
    sense: Sense
    holds: bool
    placeholder: bool


class Matcher:
    """Matches relations against one text."""

    def __init__(self, index: TextIndex, concepts: Mapping[str, Concept]) -> None:
        self.index = index
        self.lookup = Lookup(index, concepts)
        self._keys: dict[str, list[tuple[int, ...]]] = {}
        self._headed: dict[tuple[str, ...], frozenset[int]] = {}
        self._placed: dict[tuple[tuple[str, ...], Window, str | None, bool], dict[int, list[Span]]] = {}
        self._titled: dict[tuple[str, ...], frozenset[int]] = {}
        self._spoken: dict[tuple[str, ...], frozenset[tuple[int, int]]] = {}
        self._told = told(index, self.lookup)
        self._idle, self._referring = (
            {index.unit_of[span[0]] for span in self.lookup.any_of(names)} for names in (_IDLE, _REFERRING)
        )

    def matches(self, relation: Relation, lot: str | None = None) -> list[Match]:
        """All matches in operative sentences: no heading, furniture, recital or idle one, and (for a lot) none on other lots."""
        by_role: list[dict[int, list[Span]]] = []
        shared: set[int] = set()
        for _, names in relation.roles:
            places = self._by_key(names, relation.within, lot, anywhere=relation.anywhere)
            if by_role:
                # The title of a section names its subject once for all that stands under it.
                titled = self._own_titles(names)
                shared = {key for key in shared if key in places or self._unit(by_role[0][key][0]).section in titled}
            else:
                shared = set(places)
            if not shared:
                return []
            by_role.append(places)
        for name in relation.without:
            shared -= self._by_key((name,), relation.within, lot, anywhere=relation.anywhere).keys()
        if relation.about:
            shared = {key for key in shared if self._is_about(key, relation, by_role[0][key][0], lot)}
        if relation.not_under:
            barred = self._sections_about(relation.not_under)
            shared = {key for key in shared if self._unit(by_role[0][key][0]).section not in barred}
        return [self._judge(relation, [places[key] for places in by_role if key in places]) for key in sorted(shared)]

    def _judge(self, relation: Relation, candidates: list[list[Span]]) -> Match:
        """The best reading of one window: a head in the asked sense if there is one, of those the nearest to the other words."""
        accepted = _ACCEPTED[relation.mode]
        heads = [(head, sense_of(self.index, self.lookup, head)) for head in candidates[0]]
        others = [sorted(spans) for spans in candidates[1:]]
        if relation.mode != "any":
            # What is named to be left out ("non gli altri istituti") fills no role, if anything else does.
            denied = {span for spans in others for span in spans if denies_role(self.index, self.lookup, span)}
            others = [[span for span in spans if span not in denied] or spans for spans in others]
        fit = [(head, sense) for head, sense in heads if sense in accepted] or heads[:1]
        readings = [((head, *(_nearest(head, spans) for spans in others)), sense) for head, sense in fit]
        spans, sense = min(readings, key=lambda reading: self.spread(reading[0]))
        if relation.mode != "any" and denied.intersection(spans[1:]):
            sense = "negated"
        placeholder = any(self._has_placeholder(span) for span in spans)
        return Match(spans, sense, sense in accepted, placeholder)

    def spread(self, spans: tuple[Span, ...]) -> tuple[int, int]:
        """How many sentences some words stand in, and how far apart."""
        starts = [span[0] for span in spans]
        return len({self.index.unit_of[start] for start in starts}), max(starts) - min(starts)

    def deciding(self, match: Match) -> Unit:
        """The sentence in which most words of a match stand, the head's if as many; but an item rather than what opens its list."""
        held = [self._unit(span) for span in match.spans]
        best = max(held, key=lambda unit: sum(unit is other for other in held))
        return next((unit for unit in held if unit.head == best.number), best)

    def _has_placeholder(self, span: Span) -> bool:
        """Does a blank to fill stand close behind or before the words? A blank before a comma belongs to what it ends."""
        return any(
            abs(span[0] - blank[0]) <= 12 and self._unit(span) is self._unit(blank) and not self._ends_before(blank, span)
            for blank in self.lookup.spans("placeholder")
        )

    def _ends_before(self, blank: Span, span: Span) -> bool:
        return blank[1] < span[0] and any(word.form in (",", ";") for word in self.index.tokens[blank[1] : span[0]])

    def _unit(self, span: Span) -> Unit:
        return self.index.units[self.index.unit_of[span[0]]]

    def _by_key(self, names: tuple[str, ...], within: Window, lot: str | None, *, anywhere: bool = False) -> dict[int, list[Span]]:
        """Window key -> the spans of the concepts in it; each asked once."""
        asked = (names, within, lot, anywhere)
        found = self._placed.get(asked)
        if found is not None:
            return found
        found = self._placed[asked] = {}
        keys, units, unit_of = self._window_keys(within), self.index.units, self.index.unit_of
        for span in self.lookup.any_of(names):
            unit = units[unit_of[span[0]]]
            disposes = unit.operative and unit.number not in self._referring
            if not (disposes or anywhere) or unit.number in self._idle or span[0] in self._told:
                continue
            if lot is not None and unit.lots and lot not in unit.lots:
                continue
            for key in keys[unit.number]:
                found.setdefault(key, []).append(span)
        return found

    def _window_keys(self, within: Window) -> list[tuple[int, ...]]:
        if within not in self._keys:
            self._keys[within] = keys_of(self.index, within)
        return self._keys[within]

    def _is_about(self, key: int, relation: Relation, head: Span, lot: str | None) -> bool:
        unit = self._unit(head)
        if unit.section in self._sections_about(relation.about) or key in self._by_key(relation.about, relation.within, lot):
            return True
        # The paragraph before, in the same section, sets the subject too: "Gli addetti oggi sono nove. | A loro è offerto...";
        # for a row or an item, the one before its table or list.
        start = unit.block if unit.head is None else self.index.units[unit.head].block
        spoken = self._blocks_about(relation.about)
        return any((self._home(unit), block) in spoken for block in range(start - 2, unit.block + 1))

    def _home(self, unit: Unit) -> int:
        return self.index.sections[unit.section].home

    def _blocks_about(self, names: tuple[str, ...]) -> frozenset[tuple[int, int]]:
        """(home section, block) of the operative sentences that name one of the concepts."""
        if names not in self._spoken:
            units = (self._unit(span) for span in self.lookup.any_of(names) if span[0] not in self._told)
            self._spoken[names] = frozenset((self._home(unit), unit.block) for unit in units if unit.operative)
        return self._spoken[names]

    def _own_titles(self, names: tuple[str, ...]) -> frozenset[int]:
        """The sections whose own title names one of the concepts."""
        if names not in self._titled:
            spans = (span for span in self.lookup.any_of(names) if self.index.in_title(span[0]))
            self._titled[names] = frozenset(self._unit(span).section for span in spans)
        return self._titled[names]

    def _sections_about(self, names: tuple[str, ...]) -> frozenset[int]:
        """The sections under a heading (their own or an outer one) that names one of the concepts."""
        if names not in self._headed:
            titles = {
                self.index.sections[self._unit(span).section].path[-1]
                for span in self.lookup.any_of(names)
                if self.index.in_title(span[0])
            }
            self._headed[names] = frozenset(
                number for number, section in enumerate(self.index.sections) if titles.intersection(section.path)
            )
        return self._headed[names]


def _nearest(head: Span, spans: list[Span]) -> Span:
    """Of some places in order, the one that begins nearest to the head."""
    at = bisect_left(spans, head)
    return min(spans[max(0, at - 1) : at + 1], key=lambda span: abs(span[0] - head[0]))
