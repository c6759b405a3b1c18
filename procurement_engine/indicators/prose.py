"""Indicators listed in prose, label by label: "Indicatore: ...; valore di partenza: ...; fonte: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from procurement_engine.drafts.model import Block, Draft
from procurement_engine.indicators.cells import Cell
from procurement_engine.indicators.grids import Grid
from procurement_engine.indicators.headings import Heading, heading, worth

_LABEL = re.compile(r"(?:^|[;.]\s+|\n)\s*(?:[-–•]\s*|\d+[.)]\s*)?([A-Za-zÀ-ù'’. ()/]{3,40}):\s+")


def lists_in_prose(draft: Draft) -> Iterator[Grid]:
    """One grid a paragraph that labels its things, or a run of paragraphs with one label each."""
    run: list[tuple[Heading, Cell]] = []
    for index, block in enumerate(draft.blocks):
        labelled = _labelled(block, index)
        if len(labelled) == 1 and not (run and labelled[0][0].has("indicator")):
            run += labelled
            continue
        yield from _grid(run)
        run = labelled if len(labelled) == 1 else []
        yield from _grid(labelled if len(labelled) > 1 else [])
    yield from _grid(run)


def _labelled(block: Block, index: int) -> list[tuple[Heading, Cell]]:
    """The labels of a paragraph that name columns, each with the words up to the next."""
    marks = list(_LABEL.finditer(block.text)) if block.kind in ("paragraph", "list_item") and block.role == "body" else []
    if not marks:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(block.text)]
    pairs = [(heading(mark[1]), block.text[mark.end() : end].strip(" ;.")) for mark, end in zip(marks, ends, strict=True)]
    return [(one, Cell(text, index, None)) for one, text in pairs if one.roles and text]


def _grid(pairs: list[tuple[Heading, Cell]]) -> Iterator[Grid]:
    heads = [one for one, _ in pairs]
    measured = {role for one in heads for role in one.roles} & {"unit", "baseline", "target", "source", "frequency", "responsible"}
    if any(one.has("indicator") for one in heads) and len(measured) > 2 and worth(heads):
        yield Grid(heads, [[cell for _, cell in pairs]], None)
