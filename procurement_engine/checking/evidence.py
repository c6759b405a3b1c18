"""Passages as the report shows them: the words, what stands around them, and where."""

from __future__ import annotations

from procurement_engine.checking.notes import notes_on
from procurement_engine.checking.states import Dossier, Passage
from procurement_engine.detection.index import TextIndex
from procurement_engine.facts import Place
from procurement_engine.report import Evidence

_QUOTE, _AROUND = 500, 200


def place_evidence(place: Place, dossier: Dossier) -> Evidence:
    """The words of a fact, whole: a pattern may stop within one."""
    index = dossier.matchers[place.document].index
    text, start, end = index.draft.blocks[place.block].text, place.start, place.end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    section = next((u.section for u in index.units if u.block == place.block), 0)
    return _evidence(place.document, index, section, (place.block, start, end))


def passage_evidence(passage: Passage, dossier: Dossier, notes: str = "") -> Evidence:
    """The sentence of a match that decides."""
    matcher = dossier.matchers[passage.document]
    index, unit = matcher.index, matcher.deciding(passage.match)
    block, start, end = index.text_of(unit.first, unit.last)
    shown = _evidence(passage.document, index, unit.section, (block, start, min(end, start + _QUOTE)))
    whole = index.draft.blocks[block].text[start:end]
    return shown.model_copy(update={"note": notes_on(notes, whole, dossier.layers)}) if notes else shown


def _evidence(document: int, index: TextIndex, section: int, where: tuple[int, int, int]) -> Evidence:
    number, start, end = where
    block = index.draft.blocks[number]
    path = index.sections[section].path
    return Evidence(
        document=document,
        section=path[-1] if path else "",
        paragraph=number,
        start=start,
        end=end,
        quote=block.text[start:end],
        before=block.text[max(0, start - _AROUND) : start],
        after=block.text[end : end + _AROUND],
        page=block.source.page,
        line=block.source.line,
    )
