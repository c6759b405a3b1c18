"""A criteria table alone, as an evaluation or a draft gives it: sums, kinds, price in disguise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import regex

from procurement_engine.drafts import read
from procurement_engine.drafts.model import Block, Draft, UnreadableError
from procurement_engine.scoring.design.model import CriterionRow, DesignReport, Finding
from procurement_engine.scoring.errors import EvaluationError
from procurement_engine.scoring.numbers import italian, total

#: The price cap of labour-intensive contracts (art. 108 c. 4), and a criterion too broad to have no parts.
PRICE_CAP, BROAD = Fraction(30), Fraction(25)
_WHOLE = Fraction(100)
_PRICE = regex.compile(r"\b(?:sconto|ribass[oi]|listino|prezz[oi]|aggio|canone|econom\w+|costo orario)\b", regex.I)
_PRICE_ROW = regex.compile(
    r"^\W*(?:[\w.]{1,4}\s+)?(?:offerta economica|elemento economico|componente economica|prezzo|ribasso)\b", regex.I
)
_SUM_ROW = regex.compile(r"\b(?:totale|somma|subtotale|complessiv\w+)\b|^\W*offerta tecnica\W*$", regex.I)
_BIDDER = regex.compile(
    r"\b(?:esperienz\w+|fatturato|certificazion\w+ aziendal\w+|servizi analoghi|curriculum del(?:la|l')? (?:ditta|operatore))",
    regex.I,
)
_HEAD_CRITERION = regex.compile(r"criteri|element[oi]|descrizione|valutazione", regex.I)
_HEAD_POINTS = regex.compile(r"punt|peso|pesi|max", regex.I)
_KINDS = {"d": "discretionary", "q": "quantitative", "t": "tabular"}
_KIND_WORDS = {"discrezional": "discretionary", "quantitativ": "quantitative", "tabellar": "tabular", "on/off": "tabular"}
_NUMBER = regex.compile(r"^\W*(?:max\.?|punti|fino a)?\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:punti|/\s*100)?\W*$", regex.I)


def table_findings(rows: Sequence[CriterionRow], *, price: Fraction = Fraction(0), whole: Fraction = _WHOLE) -> Iterator[Finding]:
    """What a table shows by itself. `rows` are the criteria that get points, `price` the points of the price."""
    points = total(row.weight for row in rows) + price
    if rows and points != whole:
        yield Finding(code="weights_sum", severity="error", message=f"I pesi sommano a {italian(points)} e non a {italian(whole)}.")
    if price * 100 > PRICE_CAP * whole:
        yield Finding(
            code="price_cap", severity="error",
            message=f"Il prezzo vale {italian(price)} punti su {italian(whole)}: se il contratto è ad alta intensità di manodopera "
            "il tetto è il 30 per cento (art. 108 c. 4).",
        )  # fmt: skip
    kinds = {row.kind for row in rows}
    if rows and kinds == {"tabular"}:
        yield Finding(
            code="all_tabular", severity="warning",
            message="Tutti i criteri sono tabellari: chi li spunta tutti pareggia, e la qualità non viene giudicata.",
        )  # fmt: skip
    if rows and None in kinds:
        yield Finding(
            code="kind_unsaid", severity="advice",
            message="Per alcuni criteri non è detto se sono discrezionali (D), quantitativi (Q) o tabellari (T).",
        )  # fmt: skip
    for row in rows:
        yield from _row_findings(row)


def _row_findings(row: CriterionRow) -> Iterator[Finding]:
    if _PRICE.search(row.criterion):
        yield Finding(
            code="hidden_price", severity="warning",
            message=f"Il criterio «{row.criterion}» ({italian(row.weight)} punti) ha l'aria di un prezzo in mezzo alla qualità.",
        )  # fmt: skip
    if _BIDDER.search(row.criterion):
        yield Finding(
            code="bidder_quality", severity="warning",
            message=f"Il criterio «{row.criterion}» guarda al concorrente più che all'offerta: è un requisito di partecipazione?",
        )  # fmt: skip
    if row.kind in ("discretionary", None) and row.weight > BROAD:
        yield Finding(
            code="broad_criterion", severity="advice",
            message=f"Il criterio «{row.criterion}» vale {italian(row.weight)} punti senza sotto-criteri: dividerlo o motivarlo.",
        )  # fmt: skip


def design_draft(path: Path) -> DesignReport:
    """Judge the criteria table of a draft; EvaluationError where there is none."""
    try:
        draft = read(path)
    except UnreadableError as error:
        raise EvaluationError(str(error)) from error
    rows, price = criteria_table(draft)
    if not rows:
        raise EvaluationError(
            "nella bozza non c'è una tabella dei criteri con i punti (colonne «criterio» e «punti»)", (), path.name
        )
    return DesignReport(
        engine_version=version("procurement-engine"),
        title=path.name,
        findings=(*table_findings(rows, price=price), *_words(draft, fixed=not price)),
    )


def criteria_table(draft: Draft) -> tuple[list[CriterionRow], Fraction]:
    """(criteria with their points, points of the price) from the tables that have a column of points.

    A criterion that sub-criteria follow is left out: its points are theirs.
    """
    tables: dict[int, list[Block]] = {}
    for block in draft.blocks:
        if block.kind == "row" and block.table is not None:
            tables.setdefault(block.table, []).append(block)
    rows: list[CriterionRow] = []
    price = Fraction(0)
    for blocks in tables.values():
        head = [cell.strip() for cell in blocks[0].cells]
        columns = [n for n, cell in enumerate(head) if _HEAD_POINTS.search(cell)]
        if not columns or not any(_HEAD_CRITERION.search(cell) for cell in head):
            continue
        found, own_price = _read_rows(blocks[1:], head)
        rows += found
        price += own_price
    return rows, price


def _read_rows(blocks: Sequence[Block], head: Sequence[str]) -> tuple[list[CriterionRow], Fraction]:
    price, read_rows = Fraction(0), []
    for block in blocks:
        cells = [cell.strip() for cell in block.cells]
        label = max(cells, key=lambda cell: len(regex.sub(r"[^\p{L}]", "", cell)), default="")
        numbers = [
            Fraction(m[1].replace(",", ".")) for n, c in enumerate(cells) if _points_column(head, n) and (m := _NUMBER.match(c))
        ]
        if not label or not numbers:
            continue
        joined = " ".join(cells)
        if _PRICE_ROW.search(label):
            price += numbers[-1]
        elif not _SUM_ROW.search(joined):
            read_rows.append((cells[0], CriterionRow(label, numbers[-1], _kind(cells, head))))
    return _leaves(read_rows), price


def _points_column(head: Sequence[str], number: int) -> bool:
    return number < len(head) and bool(_HEAD_POINTS.search(head[number]) or _KINDS.get(head[number].strip(" .")[:1].lower()))


def _kind(cells: Sequence[str], head: Sequence[str]) -> str | None:
    """From a cell that says D, Q or T, from a column headed so in which the points stand, or from words."""
    for number, cell in enumerate(cells):
        if cell.strip(" .()").lower() in _KINDS:
            return _KINDS[cell.strip(" .()").lower()]
        words = head[number].lower() if number < len(head) and _NUMBER.match(cell) else cell.lower()
        for word, kind in _KIND_WORDS.items():
            if word in words:
                return kind
        if number < len(head) and _NUMBER.match(cell) and (m := regex.search(r"\b([dqt])\b", head[number].lower())):
            return _KINDS[m[1]]
    return None


def _leaves(numbered: Sequence[tuple[str, CriterionRow]]) -> list[CriterionRow]:
    """Without the rows that others divide: "A" before "A.1", "2" before "2.1"."""
    ids = [regex.sub(r"[^\w.]", "", label).rstrip(".") for label, _ in numbered]
    return [
        row
        for (_, row), own in zip(numbered, ids, strict=True)
        if not (own and any(other != own and regex.match(rf"{regex.escape(own)}\.?\d", other) for other in ids))
    ]


def _words(draft: Draft, *, fixed: bool) -> Iterator[Finding]:
    """What the text of the draft must say beside the table."""
    text = " ".join(block.text for block in draft.blocks if block.role != "toc").lower()
    if not regex.search(r"parit[àa]['’]?\s+di\s+punt|ex aequo|sorteggio|medesimo punteggio|stesso punteggio", text):
        yield Finding(code="no_tie_break", severity="warning", message=NO_TIE_BREAK)
    if fixed and regex.search(r"second[oa] riparametrazione|doppia riparametrazione", text):
        yield Finding(code="level_2_pointless", severity="warning", message=LEVEL_2_POINTLESS)
    if not regex.search(r"arrotonda|tronca|decimal", text):
        yield Finding(code="rounding_unsaid", severity="advice", message=ROUNDING_UNSAID)


NO_TIE_BREAK = "Non è detto come si scioglie la parità: a prezzo fisso serve un ordine di criteri, poi il sorteggio."
LEVEL_2_POINTLESS = (
    "A prezzo fisso il secondo livello di riparametrazione moltiplica tutte le offerte per lo stesso numero: "
    "non cambia mai l'ordine."
)
ROUNDING_UNSAID = "Non è detto come si arrotondano coefficienti e punti: una graduatoria può dipenderne."
