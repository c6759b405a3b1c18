"""Tables of award criteria: what their rows give to quality and to price, summed where no row tells the total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import hit, patterns

POINTS = regex.compile(r"(?:(?:punti|max|massimo|fino a)\.?\s*)*(?P<n>\d{1,3})(?:[.,]0+)?\s*(?:punti|pt\.?|/\s*100|su 100|%)?\s*")
_HEADER = regex.compile(r"punt|\bpes[oi]\b|\bmax\b|massimo|valore|ponderazione")
#: A row that parts the one above: "T1.1", "A.2)", "di cui ...", "sub-criterio".
SUB_PART = regex.compile(r"(?:[a-z]{1,2}\W?)?\d{1,2}\.\d|[a-z]{1,2}\.?\d{1,2}[a-z]\b|[a-z]\.\d|di cui\b|sub|- ")
#: The first number of a segment that can be points.
_FIRST = regex.compile(
    r"(?<![\d.,/a-z])(?<!lott[oi] )(?<!art\. )(?<!comma )(?<!c\. )(?P<n>\d{1,3})"
    r"(?![\d/]|[.,]\d|\s*(?:%|per cento|euro|€|giorni|mesi|anni|ore))"
)
#: "2. Piano per la neve (20)": the number of an item is no weight.
_MARKER = regex.compile(r"^\W*\d{1,2}\s?[.)](?=\s|$)")
_POINTED = regex.compile(r"\bpunti\s+(?P<n>\d{1,3})(?![\d/]|[.,]\d)|(?<![\d.,/])(?P<n>\d{1,3})\s+punti\b")
_OF_POINTS = regex.compile(r"\bpunt|criter|qualit|\bpes[oi]\b|offert|prezz|ribass|valutazion")
_INDICES = regex.compile(r"\bindic[ei]\b|\bistat\b|\bpaniere\b|retribuzioni contrattuali|prezzi alla produzione")
_INDEX = regex.compile(
    r"\bindic[ei]\b[^.;]{0,40}(?:istat|prezzi|retribuzion)|\bpaniere\b|retribuzioni contrattuali|prezzi alla produzione"
)
_PRICE_STEMS = ("prezz", "ribass", "econom", "scont")
TOTAL = regex.compile(
    r"\btotal|\bsomma\b|in tutto|subtotal|\bqualita$|^\W*(?:offerta )?tecnica$|punteggio massimo"
    r"|(?<!\b(?:prezzo|ribasso|costo|sconto|canone|importo|corrispettivo) )complessiv"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of a table of criteria that makes 100, and how many criteria of quality it has."""

    quality: int
    price: int
    passage: Passage
    criteria: int
    #: The points of everything that is a price: a discount on a list beside the bid counts too.
    priced: int


def criteria_tables(text: Text) -> Iterator[Weights]:
    """The tables, runs of list items and sentences whose parts, totals and sub-criteria aside, make 100 points."""
    for rows in criteria_rows(text):
        if rows[0].kind == "list_item" and not any(_OF_POINTS.search(f"{row.heading} {row.text}") for row in rows):
            continue  # numbers of laws and articles may make a hundred too
        lots = sorted({lot for row in rows for lot in row.columns.values()})
        readings = [_weights(rows, lot) for lot in lots] if len(lots) > 1 else [_weights(rows)]
        yield from (weights for weights in readings if weights)
    for passage in text.having(_PRICE_STEMS):
        # Price indices have weights too ("retribuzioni per 60 parti, prezzi alla produzione per 40").
        if passage.kind != "row" and not _INDICES.search(passage.text) and (weights := _listed(passage)):
            yield weights


def criteria_rows(text: Text) -> Iterator[list[Passage]]:
    """Runs of neighbouring rows, or of list items, a new one where a header speaks of points."""
    rows: list[Passage] = []
    for passage in text.passages:
        follows = rows and passage.document == rows[-1].document and passage.block - rows[-1].block <= 1
        if passage.kind in ("row", "list_item") and follows and passage.kind == rows[-1].kind and not is_header(passage):
            rows.append(passage)
            continue
        if rows:
            yield rows
        rows = [passage] if passage.kind in ("row", "list_item") else []
    if rows:
        yield rows


def is_header(passage: Passage) -> bool:
    """Does a row name the columns: of points, or of another table that begins here ("Giudizio | Coefficiente")?"""
    named = any(_HEADER.search(cell) for cell in passage.cells) or (len(passage.cells) > 1 and passage.cells == passage.header)
    return named and not any(POINTS.fullmatch(_bare(cell)) for cell in passage.cells)


def _bare(cell: str) -> str:
    return cell.strip("* ")


def _weights(rows: list[Passage], lot: str | None = None) -> Weights | None:
    """The rows as they stand, else without those that part another row ("T1.1", "di cui ...")."""
    if any(_INDEX.search(row.text) for row in rows):
        return None  # the basket of a price revision weighs a hundred too
    parts = [part for row in rows if (part := part_of(row, lot)) is not None]
    made = _made(parts, rows[0], lot) or _made([part for part in parts if not SUB_PART.match(part[0])], rows[0], lot)
    own = None if lot or made is None else _told_quality(rows)
    return replace(made, quality=own) if made and own else made


def _told_quality(rows: list[Passage]) -> int | None:
    """The total of quality that a row tells for those above it: what comes after, time or price, is no quality."""
    above = 0
    for row in rows:
        match = next((match for cell in reversed(row.cells) if (match := POINTS.fullmatch(_bare(cell)))), None)
        if match and TOTAL.search(row.text):
            return int(match["n"]) if int(match["n"]) == above and hit(patterns("punti", "totale_qualita"), row.text) else None
        above += int(match["n"]) if match else 0
    return None


def part_of(row: Passage, lot: str | None) -> tuple[str, int] | None:
    """The label of a row and its points; None for a header, a total, or a row without points."""
    if row.kind == "list_item":
        return segment(row.text)
    cells = [_bare(cell) for cell in row.cells]
    own = [cell for column, cell in enumerate(cells) if lot is None or row.columns.get(column, lot) == lot]
    numbers = [match for cell in own if (match := POINTS.fullmatch(cell))]
    label = " ".join(cell for cell in cells if regex.search(r"[a-z]", cell) and not POINTS.fullmatch(cell))
    return (label, int(numbers[-1]["n"])) if numbers and not TOTAL.search(label) else None


def _made(parts: list[tuple[str, int]], passage: Passage, lot: str | None = None) -> Weights | None:
    priced = [(label, points) for label, points in parts if is_price(label)]
    bid = [points for label, points in priced if not hit(patterns("punti", "altro_prezzo"), label)]
    price = sum(bid or (points for _, points in priced))
    total = sum(points for _, points in parts)
    if lot is not None:
        passage = replace(passage, lots=frozenset({lot}))
    criteria = sum(not is_price(label) for label, _ in parts)
    weights = Weights(total - price, price, passage, criteria, sum(points for _, points in priced))
    return weights if total == 100 and len(parts) > 1 else None


def is_price(label: str) -> bool:
    """Whether the label of a part names the price."""
    return hit(patterns("punti", "voce_di_prezzo"), label) is not None


def _listed(passage: Passage) -> Weights | None:
    """ "Piano 25; progetto 45, di cui tutoraggio 12; prezzo 30": one part a segment, its first number the points."""
    head, colon, tail = figures(passage.text).partition(":")
    # "I cento punti sono così divisi: ...": the whole is told before its parts.
    words = tail if colon and "100" in head else f"{head}{colon}{tail}"
    for mark in (";", r"[;,](?!\d)"):
        segments = [part for piece in regex.split(mark, words) if (part := segment(piece))]
        prices = [label for label, _ in segments if is_price(label)]
        # A segment that names both parts gives its number to neither.
        clear = prices and len(prices) < len(segments) and not any("qualit" in label for label in prices)
        if clear and (weights := _made(segments, passage)):
            return weights
    return None


def segment(text: str) -> tuple[str, int] | None:
    """A part of a list in folded words, and its points; None for a total or where no number stands."""
    words = _MARKER.sub("", figures(text))
    match = _POINTED.search(words) or _FIRST.search(words)
    return (text, int(match["n"])) if match and not TOTAL.search(text[: match.start()]) else None
