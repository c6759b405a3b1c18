"""Criteria that a draft tells in a sentence, in a list, or in a table without headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import regex

from procurement_engine.detection.words import fold
from procurement_engine.drafts.model import Draft
from procurement_engine.facts.criteria import SUB_PART, is_price, segment
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.scoring.design.model import CriterionRow

_ABOUT = regex.compile(r"punt|criteri|\bpes[oi]\b")
_POINTS = regex.compile(r"\bpunt[io]\b|\bpt\b")
_KINDS = {"d": "discretionary", "q": "quantitative", "t": "tabular"}
#: What stands around the number and is no name of a criterion.
_AROUND = regex.compile(
    r"\b(?:fino a|massimo|max\.?|pari a|con)?\s*(?:un massimo di\s*)?(?:punti\s*)?\d{1,3}(?:[.,]0+)?"
    r"(?:\s*(?:punti|pt\.?|/\s*100|%))?",
    regex.I,
)
_KIND = regex.compile(r"\(([dqt])\)", regex.I)
_EDGES = regex.compile(r"^(?:[\W_]|\b(?:al|allo|alla|alle|agli|ai|all|per|il|la|lo|e|a|di cui)\b(?!\w))+|[\W_]+$", regex.I)
_WHOLE = 100
#: A name of more words than this before the points is a clause ("la commissione attribuisce ...").
_NAME = 6


def prose_criteria(draft: Draft) -> tuple[list[CriterionRow], Fraction]:
    """(criteria, points of the price) of the passage that parts the points among most criteria; nothing where none does."""
    found = [parts for pieces in _candidates(draft) if len(parts := _parts(pieces)) > 1 and _credible(parts)]
    if not found:
        return [], Fraction(0)
    parts = max(found, key=lambda parts: (sum(points for _, points, _ in parts) == _WHOLE, len(parts)))
    price = Fraction(sum(points for label, points, _ in parts if is_price(fold(label))))
    return [CriterionRow(label, Fraction(points), kind) for label, points, kind in parts if not is_price(fold(label))], price


Part = tuple[str, int, str | None]


def _candidates(draft: Draft) -> Iterator[list[str]]:
    """Runs of list items or of rows, and each sentence cut at its semicolons or commas; only where points are spoken of."""
    passages = [p for p in Text([draft]).passages if p.kind != "heading"]
    run: list[Passage] = []
    before = ""
    for passage in passages:
        same = run and passage.kind == run[-1].kind and passage.block - run[-1].block <= 1
        if passage.kind in ("row", "list_item") and (same or not run):
            run.append(passage)
            continue
        yield from _run(draft, run, before)
        run = [passage] if passage.kind in ("row", "list_item") else []
        if not run:
            before = passage.text
            if _POINTS.search(passage.text):
                shown = _shown(draft, passage)
                shown = shown.split(":", 1)[1] if ":" in shown else shown
                yield from (shown.split(mark) for mark in (";", ",") if mark in shown)
    yield from _run(draft, run, before)


def _run(draft: Draft, run: Sequence[Passage], before: str) -> Iterator[list[str]]:
    if len(run) > 1 and _ABOUT.search(f"{before} {run[0].heading} {' '.join(p.text for p in run)}"):
        yield [" ".join(p.cells) if p.kind == "row" else _shown(draft, p) for p in run]


def _shown(draft: Draft, passage: Passage) -> str:
    return draft.blocks[passage.block].text[passage.start : passage.start + len(passage.text)]


def _parts(pieces: Sequence[str]) -> list[Part]:
    """Name, points and kind of each part that has points; what divides another part is left out where the rest makes 100."""
    found = []
    for piece in pieces:
        read = segment(fold(piece))
        if read:
            kind = _KIND.search(piece)
            sub = SUB_PART.match(fold(piece).strip()) is not None
            found.append((_label(piece), read[1], _KINDS[kind[1].lower()] if kind else None, sub))
    whole = [(label, points, kind) for label, points, kind, sub in found if not sub]
    every = [(label, points, kind) for label, points, kind, _ in found]
    return whole if sum(points for _, points, _ in whole) == _WHOLE else every


def _label(piece: str) -> str:
    """The name of a part: what stands beside its points, after them where a whole clause stands before."""
    words = _KIND.sub(" ", piece if regex.search(r"\d", piece) else figures(fold(piece)))
    before, *after = (_EDGES.sub("", regex.sub(r"\s+", " ", side)) for side in _AROUND.split(words))
    tail = " ".join(filter(None, after))
    return tail if tail and len(before.split()) > _NAME else " ".join(filter(None, (before, tail)))


def _credible(parts: Sequence[Part]) -> bool:
    """They make a hundred, or come near it, each has a name, and they part quality, not just quality from price."""
    if sum(not is_price(fold(label)) for label, _, _ in parts) < 2:
        return False
    return all(label for label, _, _ in parts) and abs(sum(points for _, points, _ in parts) - _WHOLE) <= _WHOLE // 4
