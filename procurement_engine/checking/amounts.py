"""Numbers that an element asks of the passages it is found in: a percentage, or a part of the technical points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from procurement_engine.checking.compile import ElementPlan
from procurement_engine.checking.states import Dossier, ElementState, Passage
from procurement_engine.detection.words import fold
from procurement_engine.facts.criteria import SUB_PART, part_of, segment
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.numbers import number as number_of
from procurement_engine.facts.passages import Passage as Sentence
from procurement_engine.rules.parameters import Bound

_PERCENT = regex.compile(r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:\([^()]{3,30}\)\s*)?(?:%|per cento\b)")


def percentages(text: str) -> list[float]:
    """The percentages that a text tells, as parts of one.

    >>> percentages("almeno il 5 per cento, e il venti per cento (20%)")
    [0.05, 0.2, 0.2]
    """
    return [round(number_of(match[1]) / 100, 8) for match in _PERCENT.finditer(figures(fold(text)))]


def measured(item: ElementPlan, state: ElementState, dossier: Dossier, technical: float | None) -> ElementState:
    """The state with the passages whose number is within the element's limit; the others only come near."""
    if state.state != "found" or not (item.spec.percent or item.spec.points):
        return state
    if item.spec.percent:
        state = _percent(item.spec.percent, state, dossier)
    return _points(item.spec.points, state, dossier, technical) if item.spec.points and state.state == "found" else state


def _percent(bound: Bound, state: ElementState, dossier: Dossier) -> ElementState:
    good = tuple(p for p in state.passages if any(bound.admits(share) for share in percentages(_sentence(p, dossier))))
    return replace(state, passages=good[:3]) if good else replace(state, state="missing", passages=(), near=state.passages[:3])


def _points(bound: Bound, state: ElementState, dossier: Dossier, technical: float | None) -> ElementState:
    parts = list(_parts(state, dossier))
    main = [points for label, points in parts if not SUB_PART.match(label)] or [points for _, points in parts]
    if not main or not technical:
        return replace(state, state="unclear", passages=state.passages[:3])
    if bound.admits(sum(main) / technical):
        return replace(state, passages=state.passages[:3])
    return replace(state, state="missing", passages=(), near=state.passages[:3])


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
    index = dossier.matchers[passage.document].index
    texts = []
    for number in sorted({index.unit_of[span[0]] for span in passage.match.spans}):
        block, start, end = index.text_of(index.units[number].first, index.units[number].last)
        texts.append(index.draft.blocks[block].text[start:end])
    return " ".join(texts)
