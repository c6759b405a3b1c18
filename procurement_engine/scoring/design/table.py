"""A criteria table alone, as an evaluation or a draft gives it: sums, kinds, price in disguise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import regex

from procurement_engine.numbers import italian, total
from procurement_engine.scoring.design.model import CriterionRow, Finding

#: The price cap of labour-intensive contracts (art. 108 c. 4), and a criterion too broad to have no parts.
PRICE_CAP, BROAD = Fraction(30), Fraction(25)
_WHOLE = Fraction(100)
NO_TIE_BREAK = "Non è detto come si scioglie la parità: a prezzo fisso serve un ordine di criteri, poi il sorteggio."
LEVEL_2_POINTLESS = (
    "A prezzo fisso il secondo livello di riparametrazione moltiplica tutte le offerte per lo stesso numero: "
    "non cambia mai l'ordine."
)
ROUNDING_UNSAID = "Non è detto come si arrotondano coefficienti e punti: una graduatoria può dipenderne."
_PRICE = regex.compile(r"\b(?:sconto|ribass[oi]|listino|prezz[oi]|aggio|canone|econom\w+|costo orario)\b", regex.I)
_BIDDER = regex.compile(
    r"\b(?:esperienz\w+|fatturato|certificazion\w+ aziendal\w+|servizi analoghi|curriculum del(?:la|l')? (?:ditta|operatore))",
    regex.I,
)


def table_findings(
    rows: Sequence[CriterionRow], *, price: Fraction = Fraction(0), whole: Fraction = _WHOLE, labour_intensive: bool | None = None
) -> Iterator[Finding]:
    """What a table shows by itself. `rows` are the criteria that get points, `price` the points of the price.

    The price cap binds labour-intensive contracts alone; `labour_intensive` None is not known.
    """
    points = total(row.weight for row in rows) + price
    if rows and points != whole:
        yield Finding(code="weights_sum", severity="error", message=f"I pesi sommano a {italian(points)} e non a {italian(whole)}.")
    if price * 100 > PRICE_CAP * whole and labour_intensive is not False:
        condition = "" if labour_intensive else ", se il contratto è ad alta intensità di manodopera"
        yield Finding(
            code="price_cap", severity="error" if labour_intensive else "warning",
            message=f"Il prezzo vale {italian(price)} punti su {italian(whole)}: "
            f"il tetto è il 30 per cento{condition} (art. 108 c. 4).",
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
