"""The criteria table of a draft, and what its text must say beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import regex

from procurement_engine.drafts import read
from procurement_engine.drafts.model import Block, Draft, UnreadableError
from procurement_engine.facts import FactValue, derive, read_facts
from procurement_engine.numbers import exact, italian, total
from procurement_engine.scoring.design.model import CriterionRow, DesignReport, Finding
from procurement_engine.scoring.design.prose import prose_criteria
from procurement_engine.scoring.design.table import LEVEL_2_POINTLESS, NO_TIE_BREAK, ROUNDING_UNSAID, table_findings
from procurement_engine.scoring.errors import EvaluationError

_PRICE_ROW = regex.compile(
    r"^\W*(?:[\w.]{1,4}\s+)?(?:offerta economica|elemento economico|componente economica|prezzo"
    r"|(?:percentuale (?:unica )?di )?ribasso)\b",
    regex.I,
)
_SUM_ROW = regex.compile(r"\b(?:totale|somma|subtotale|complessiv\w+)\b|^\W*(?:offerta tecnica|punteggio\b.*)\W*$", regex.I)
_HEAD_CRITERION = regex.compile(r"criteri|element[oi]|descrizione|valutazione", regex.I)
_HEAD_POINTS = regex.compile(r"punt|peso|pesi|max", regex.I)
_KINDS = {"d": "discretionary", "q": "quantitative", "t": "tabular"}
_KIND_WORDS = {"discrezional": "discretionary", "quantitativ": "quantitative", "tabellar": "tabular", "on/off": "tabular"}
_NUMBER = regex.compile(r"^\W*(?:max\.?|punti|fino a)?\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:punti|/\s*100)?\W*$", regex.I)


def design_draft(path: Path) -> DesignReport:
    """Judge the criteria table of a draft; EvaluationError where there is none."""
    try:
        draft = read(path)
    except UnreadableError as error:
        raise EvaluationError(str(error)) from error
    rows, price = criteria_table(draft)
    if not rows:
        rows, price = prose_criteria(draft)
    stated = read_facts([draft]).facts
    if not price and "price_points" in stated:  # said in prose, or in a table of the two halves
        price = exact(stated["price_points"].value)
    if not rows:
        raise EvaluationError(
            "nella bozza non si trovano criteri con i loro punti, né in una tabella né in un elenco o in una frase", (), path.name
        )
    return DesignReport(
        engine_version=version("procurement-engine"),
        title=path.name,
        findings=(
            *(_as_read(f) for f in table_findings(rows, price=price, labour_intensive=_labour_intensive(stated))),
            *_threshold(stated, rows),
            *_words(draft, fixed=not price),
        ),
    )


def _as_read(finding: Finding) -> Finding:
    """A sum that does not make 100 may be a table we did not see: for a draft it is something to look at."""
    if finding.code != "weights_sum":
        return finding
    return finding.model_copy(update={"severity": "warning", "message": f"{finding.message} Così nelle tabelle che si sono lette."})


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
        price = max(price, own_price)  # a table may repeat the price another gave
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


def _labour_intensive(stated: Mapping[str, FactValue]) -> bool | None:
    fact = derive(stated, {}).get("labour_intensive")
    return None if fact is None else bool(fact.value)


def _threshold(stated: Mapping[str, FactValue], rows: Sequence[CriterionRow]) -> Iterator[Finding]:
    most = total(row.weight for row in rows)
    if "technical_threshold" in stated and exact(stated["technical_threshold"].value) > most:
        yield Finding(
            code="unreachable_threshold", severity="error",
            message=f"La soglia tecnica ({stated['technical_threshold'].value}) supera i {italian(most)} punti della tabella.",
        )  # fmt: skip


def _words(draft: Draft, *, fixed: bool) -> Iterator[Finding]:
    """What the text of the draft must say beside the table."""
    text = " ".join(block.text for block in draft.blocks if block.role != "toc").lower()
    if not regex.search(r"parit[àa]['’]?\s+di\s+punt|ex aequo|sorteggio|medesimo punteggio|stesso punteggio", text):
        yield Finding(code="no_tie_break", severity="warning", message=NO_TIE_BREAK)
    if fixed and regex.search(r"second[oa] riparametrazione|doppia riparametrazione", text):
        yield Finding(code="level_2_pointless", severity="warning", message=LEVEL_2_POINTLESS)
    if not regex.search(r"arrotonda|tronca|decimal", text):
        yield Finding(code="rounding_unsaid", severity="advice", message=ROUNDING_UNSAID)
