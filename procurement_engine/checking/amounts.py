"""Numbers that an element asks of the passages it is found in: a percentage, or a part of the technical points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from procurement_engine.checking.compile import ElementPlan
from procurement_engine.checking.percent import Share, told
from procurement_engine.checking.states import Dossier, ElementState, Passage
from procurement_engine.detection.words import fold
from procurement_engine.facts.criteria import SUB_PART, part_of, segment
from procurement_engine.facts.passages import Passage as Sentence
from procurement_engine.rules.parameters import Bound


def measured(item: ElementPlan, state: ElementState, dossier: Dossier, technical: float | None) -> ElementState:
    """The state with the passages whose number is within the element's limit; the others only come near."""
    if state.state != "found" or not (item.spec.percent or item.spec.points):
        return state
    if item.spec.percent:
        state = _percent(item, item.spec.percent, state, dossier)
    return _points(item.spec.points, state, dossier, technical) if item.spec.points and state.state == "found" else state


def _percent(item: ElementPlan, bound: Bound, state: ElementState, dossier: Dossier) -> ElementState:
    read = [(passage, told(*_words(passage, dossier))) for passage in state.passages]
    good = tuple(passage for passage, share in read if share and _fits(bound, share, forbidden=item.forbidden))
    if good:
        return replace(state, passages=good[:3])
    # What tells a number comes nearer than what tells none.
    read.sort(key=lambda one: one[1] is None)
    return replace(state, state="missing", passages=(), near=tuple(passage for passage, _ in read[:3]), told=read[0][1])


def _fits(bound: Bound, share: Share, *, forbidden: bool) -> bool:
    """Is a percentage within the limit? "Fino al 20" does not promise 20; but where too much is forbidden it allows it."""
    floor = not {"at_least", "above"}.isdisjoint(bound.given())
    return bound.admits(share.value) and (forbidden or share.sense != ("cap" if floor else "floor"))


def _points(bound: Bound, state: ElementState, dossier: Dossier, technical: float | None) -> ElementState:
    parts = list(_parts(state, dossier))
    main = [points for label, points in parts if not SUB_PART.match(label)] or [points for _, points in parts]
    if not main or not technical:
        return replace(state, state="unclear", passages=state.passages[:3])
    if bound.admits(sum(main) / technical):
        return replace(state, passages=state.passages[:3])
    return replace(state, state="missing", passages=(), near=state.passages[:3], told=Share(sum(main) / technical, "points"))


def _parts(state: ElementState, dossier: Dossier) -> Iterator[tuple[str, int]]:
    """The criteria among the passages with their points, each row or sentence once."""
    seen: set[tuple[int, int, str]] = set()
    for passage in state.passages:
        number = _block(passage, dossier)
        block = dossier.matchers[passage.document].index.draft.blocks[number]
        row = block.kind == "row"
        text = fold(block.text if row else _sentence(passage, dossier))
        if (passage.document, number, text) in seen:
            continue
        seen.add((passage.document, number, text))
        cells = tuple(fold(cell) for cell in block.cells)
        sentence = Sentence(passage.document, number, 0, text, block.kind, "", frozenset(), cells)
        part = part_of(sentence, None) if row else segment(text)
        if part:
            yield part


def _block(passage: Passage, dossier: Dossier) -> int:
    index = dossier.matchers[passage.document].index
    return index.units[index.unit_of[passage.match.spans[0][0]]].block


def _sentence(passage: Passage, dossier: Dossier) -> str:
    """The sentences in which the words of a match stand."""
    return _words(passage, dossier)[0]


def _words(passage: Passage, dossier: Dossier) -> tuple[str, list[tuple[int, int]]]:
    """The same with the places of the words in them, in the order of the relation."""
    index = dossier.matchers[passage.document].index
    text, moved = "", {}
    for number in sorted({index.unit_of[span[0]] for span in passage.match.spans}):
        block, start, end = index.text_of(index.units[number].first, index.units[number].last)
        moved[number] = len(text) - start
        text += index.draft.blocks[block].text[start:end] + " "
    places = []
    for first, last in (span[:2] for span in passage.match.spans):
        by = moved[index.unit_of[first]]
        places.append((index.tokens[first].start + by, index.tokens[last - 1].end + by))
    return text[:-1], places
