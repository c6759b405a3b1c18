"""Does each award criterion have its weight, and do the weights add up?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

import regex

from procurement_engine.facts.criteria import (
    POINTS,
    SUB_PART,
    TOTAL,
    criteria_rows,
    criteria_tables,
    is_header,
    is_price,
    part_of,
    segment,
)
from procurement_engine.facts.model import FactValue, Place
from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text

_RULE = "le tabelle e gli elenchi dei criteri"
_CRITERIA = regex.compile(r"criter|element|voc[ei]\b|parametr|aspett|che cosa|sub|contenut|profil|requisit\w+ premi")
#: "menù (14), diete (14), gradimento degli ospiti (16)".
_IN_BRACKETS = regex.compile(r"[^\W\d_]{3,}[^()]{0,60}\((?:punti|max|fino a|p\.)?\s*(?P<n>\d{1,2})(?:\s*punti)?\)")
#: "C1 solidità del piano (9) · C2 ascolto (6)": the parts of one criterion inside its row.
_SUB_IN_CELL = regex.compile(r"\b[a-z]{1,2}\.?\d{1,2}\b[^()]{2,80}\((?P<n>\d{1,2})\)")
#: A criterion a list item or a segment of prose, with its points.
_POINTED = regex.compile(r"(?:punti|punteggio)[^.;0-9]{0,20}\d{1,3}\b|\d{1,3}\s*punti")
_NUMBER = regex.compile(r"(?<![\d.,/])\d{1,2}(?![\d/%]|[.,]\d)")
#: A sentence that parts the points of quality among criteria.
_PARTED_STEMS = ("qualit", "tecnic")
_PARTED = regex.compile(r"(?:qualit|tecnic)[^:]*(?:scompon|divid|suddivi|articol|ripart|distribu|cosi|seguent|composti?\b)")
_PAGE_BREAK = 6  # blocks: the foot of a page and the head of the next
_SUMS = range(40, 161)  # outside of it a table counts something else than a tender's points


def weight_facts(text: Text, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """`criteria_weighted`: two criteria of quality or more have points; `criteria_mismatch`: a table does not add up."""
    weighted = next(_weighted(text), None)
    expected = {100} | {int(facts[key].value) for key in ("quality_points", "price_points") if key in facts}
    wrong = next(chain(_wrong(text, expected), _wrong_list(text, expected)), None)
    return {
        "criteria_weighted": FactValue(weighted is not None, "derived", (weighted,) if weighted else (), _RULE),
        "criteria_mismatch": FactValue(wrong is not None, "derived", (wrong,) if wrong else (), _RULE),
    }


def _weighted(text: Text) -> Iterator[Place]:
    yield from (weights.passage.whole() for weights in criteria_tables(text) if weights.criteria > 1)
    for rows in criteria_rows(text):
        quality = [part for row in rows if (part := part_of(row, None)) and not is_price(part[0])]
        if rows[0].kind == "row":
            if len(quality) > 1 and _about_criteria(rows):
                yield rows[0].whole()
        elif sum(bool(_POINTED.search(figures(row.text))) for row in rows) > 1:
            yield rows[0].whole()
    yield from _in_prose(text)


def _in_prose(text: Text) -> Iterator[Place]:
    """Three weights or more in a sentence, or one in each of three sentences that do not speak of the price."""
    alone: list[Passage] = []
    for passage in text.having(("punt", "criteri", "element", "pes")):
        if passage.kind == "row" or regex.search(r"\bindic[ei]\b|istat|penal", passage.text):
            continue
        words = figures(passage.text)
        pointed = "punt" in words and sum(bool(_NUMBER.search(part)) for part in words.split(";")) > 2
        # The total and the two parts ("100 punti, di cui 70 ... e 30 ...") are no criteria.
        parts = [match for match in _POINTED.finditer(words) if not match[0].endswith("100") and "100 punti" not in match[0]]
        if pointed or len(_IN_BRACKETS.findall(passage.text)) > 2 or len(parts) > 2:
            yield passage.whole()
        if _POINTED.search(words) and not is_price(passage.text):
            alone.append(passage)
    if len(alone) > 2:
        yield alone[0].whole()


def _about_criteria(rows: list[Passage]) -> bool:
    return (
        is_header(rows[0]) and "punt" in rows[0].text + rows[0].heading and bool(_CRITERIA.search(rows[0].text + rows[0].heading))
    )


def _wrong(text: Text, expected: set[int]) -> Iterator[Place]:
    groups = list(criteria_rows(text))
    parted = {n for n, (one, other) in enumerate(pairwise(groups)) if _goes_on(one, other)}
    for n, rows in enumerate(groups):
        if n in parted or n - 1 in parted:
            continue
        if rows[0].kind != "row" or len(rows) < 4 or not _about_criteria(rows) or any(row.columns for row in rows):
            continue
        parts = [(row, part) for row in rows if (part := part_of(row, None))]
        totals = [int(match["n"]) for row in rows if TOTAL.search(row.text) and (match := _last_points(row))]
        every = sum(points for _, (_, points) in parts)
        main = sum(points for _, (label, points) in parts if not SUB_PART.match(label))
        sums = {every, main, every + sum(totals)}
        if len(parts) > 2 and every in _SUMS and not sums & (expected | set(totals)):
            yield rows[0].whole()
        yield from (row.whole() for row, (_, points) in parts if _sub_mismatch(row, points))


def _goes_on(rows: list[Passage], others: list[Passage]) -> bool:
    """What a page break parts is one table: its pieces do not add up by themselves."""
    gap = others[0].block - rows[-1].block
    return others[0].document == rows[-1].document and 1 < gap <= _PAGE_BREAK and not is_header(others[0])


def _wrong_list(text: Text, expected: set[int]) -> Iterator[Place]:
    """ "Quality is parted so: fifteen points to the project; ten to training; ...": a sum that is none of those told."""
    for passage in text.having(_PARTED_STEMS):
        head, colon, tail = figures(passage.text).partition(":")
        if passage.kind == "row" or not colon or not _PARTED.search(head) or "di cui" in tail:
            continue
        parts = [segment(piece) for piece in tail.split(";")]
        points = [part[1] for part in parts if part]
        whole = len(points) > 2 and len(points) == len(parts)
        if whole and len(expected) > 1 and sum(points) in _SUMS and sum(points) not in expected:
            yield passage.whole()


def _last_points(row: Passage) -> regex.Match[str] | None:
    return next((match for cell in reversed(row.cells) if (match := POINTS.fullmatch(cell.strip("* ")))), None)


def _sub_mismatch(row: Passage, points: int) -> bool:
    """Do the parts inside a row make another number than the row's?"""
    inside = [int(match["n"]) for match in _SUB_IN_CELL.finditer(row.text)]
    return len(inside) > 1 and sum(inside) != points
