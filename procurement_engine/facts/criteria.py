"""Tables of award criteria: what their rows give to quality and to price, summed where no row tells the total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import hit, patterns

_POINTS = regex.compile(r"(?:punti|max|massimo|fino a)?\.?\s*(?P<n>\d{1,3})(?:[.,]0+)?\s*(?:punti|pt\.?|/\s*100|su 100|%)?\s*")
_HEADER = regex.compile(r"punt|\bpes[oi]\b|\bmax\b|valore|ponderazione")
_TOTAL = regex.compile(r"\btotal|\bsomma\b|in tutto|subtotal|complessiv|\bqualita$|^\W*(?:offerta )?tecnica$|punteggio massimo")
#: In works the time offered is an economic element beside the price.
_TIME = regex.compile(r"^(?:[a-z0-9]{1,3}[.)]?\s+)?(?:riduzione (?:del|dei) )?temp[oi](?: (?:di|per l.)\s?esecuzione)?$")


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of a table of criteria that makes 100."""

    quality: int
    price: int
    passage: Passage


def criteria_tables(text: Text) -> Iterator[Weights]:
    """The tables whose rows, totals aside, make 100 points."""
    for rows in _tables(text):
        if weights := _weights(rows):
            yield weights


def _tables(text: Text) -> Iterator[list[Passage]]:
    """Runs of neighbouring rows, a new one where a header speaks of points."""
    rows: list[Passage] = []
    for passage in text.passages:
        follows = rows and passage.document == rows[-1].document and passage.block == rows[-1].block + 1
        if passage.kind == "row" and follows and not _is_header(passage):
            rows.append(passage)
            continue
        if rows:
            yield rows
        rows = [passage] if passage.kind == "row" and _is_header(passage) else []
    if rows:
        yield rows


def _is_header(passage: Passage) -> bool:
    return any(_HEADER.search(cell) for cell in passage.cells) and not any(_POINTS.fullmatch(cell) for cell in passage.cells)


def _weights(rows: list[Passage]) -> Weights | None:
    quality = price = 0
    for row in rows[1:]:
        numbers = [match for cell in row.cells if (match := _POINTS.fullmatch(cell))]
        label = " ".join(cell for cell in row.cells if regex.search(r"[a-z]{3}", cell) and not _POINTS.fullmatch(cell))
        if not numbers or _TOTAL.search(label):
            continue
        points = int(numbers[-1]["n"])
        if hit(patterns("punti", "riga_price_points"), label) or _TIME.search(label.strip()):
            price += points
        else:
            quality += points
    return Weights(quality, price, rows[0]) if quality + price == 100 and len(rows) > 2 else None
