"""What arithmetic and the calendar can tell of a tender before any document is written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from procurement_engine.generation.errors import GenerationError
from procurement_engine.generation.italian import amount
from procurement_engine.generation.tender.model import Tender
from procurement_engine.generation.tender.work import Lot
from procurement_engine.generation.thresholds import SOCIAL, ordinary_threshold
from procurement_engine.inputs import InputError, Where
from procurement_engine.numbers import italian, total

_WHOLE = Fraction(100)
_HIGH = Fraction(7, 10)
Fault = tuple[str, Where]


def check(tender: Tender) -> None:
    """GenerationError with the place of the first thing that does not add up."""
    for sentence, where in (*_points(tender), *_money(tender), *_dates(tender), *_staff(tender)):
        raise GenerationError(sentence, where)


def _points(tender: Tender) -> Iterator[Fault]:
    ids = [criterion.id for criterion in tender.criteria]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield f"due criteri hanno lo stesso id «{name}»", ("criteria", number, "id")
    whole = tender.quality_points + tender.price_points
    if whole != _WHOLE:
        yield f"i punti dei criteri e del prezzo sommano a {italian(whole)} e non a 100", ("criteria",)
    if tender.award == "quality_price" and not tender.price_points:
        yield "il criterio è qualità/prezzo ma al prezzo non vanno punti: con zero punti è prezzo fisso (award)", ("price_points",)
    if tender.points_of("insertion") and tender.insertion is None:
        yield "un criterio premia l'inserimento lavorativo oltre il minimo, ma il minimo (insertion) manca", ("criteria",)
    barrier = tender.threshold or Fraction(0)
    if barrier <= tender.quality_points and barrier > _HIGH * tender.quality_points and not tender.threshold_reason.strip():
        yield "una soglia oltre il 70 per cento dei punti di qualità va motivata (threshold_reason)", ("threshold",)
    for number, name in enumerate(tender.tie_break):
        if name not in ids:
            yield f"tie_break: «{name}» non è un criterio; sono: {', '.join(ids)}", ("tie_break", number)


def _money(tender: Tender) -> Iterator[Fault]:
    weights = total(index.weight for index in tender.price_indices)
    if weights != 1:
        yield f"i pesi degli indici di revisione sommano a {italian(weights)} e non a 1", ("price_indices",)
    ceiling = SOCIAL if tender.social_services else ordinary_threshold(tender.dates.published_on, tender.body.public_body)
    if tender.estimated_value >= ceiling and not tender.provisional_guarantee:
        said = "sopra la soglia europea la garanzia provvisoria è dovuta (art. 106): provisional_guarantee: true"
        yield said, ("provisional_guarantee",)
    if not tender.lots:
        return
    names = [lot.id for lot in tender.lots]
    if len(set(names)) < len(names):
        yield "due lotti hanno lo stesso id", ("lots",)
    if len(tender.lots) < 2:
        yield "un lotto solo non è una suddivisione in lotti: togliere lots e dire perché (one_lot_reason)", ("lots",)
    for field, words in (("fees", "i corrispettivi"), ("interference", "gli oneri da interferenza")):
        parts = total(getattr(lot, field) for lot in tender.lots)
        if parts != getattr(tender, field):
            yield f"{words} dei lotti sommano a {amount(parts)} euro e non a {amount(getattr(tender, field))}", (field,)
    if tender.staff:
        yield "con i lotti le ore vanno scritte lotto per lotto (lots: staff)", ("staff",)


def _dates(tender: Tender) -> Iterator[Fault]:
    dates = tender.dates
    order = (
        ("published_on", dates.published_on, "pubblicazione"), ("questions", dates.questions, "termine per i chiarimenti"),
        ("answers", dates.answers, "risposte ai chiarimenti"), ("offers", dates.offers.date(), "termine delle offerte"),
        ("opening", dates.opening.date(), "prima seduta"), ("start", dates.start, "avvio del servizio"),
    )  # fmt: skip
    for (_, before, earlier), (field, after, later) in pairwise(order):
        if after < before:
            yield f"{later} ({after:%d/%m/%Y}) prima di {earlier} ({before:%d/%m/%Y})", ("dates", field)
    if dates.opening < dates.offers:
        yield "la prima seduta precede il termine delle offerte", ("dates", "opening")


def _staff(tender: Tender) -> Iterator[Fault]:
    if not tender.lots and not tender.staff:
        yield "mancano le ore per livello (staff)", ("title",)
    if not tender.lots and not tender.one_lot_reason.strip():
        yield "manca la ragione per cui non ci sono lotti (one_lot_reason, art. 58)", ("title",)
    if (tender.outgoing is None) == (not tender.first_award_reason.strip()):
        said = "serve il personale del gestore uscente (outgoing) o la ragione per cui non c'è (first_award_reason), non entrambi"
        yield said, ("title",)
    if tender.ccnl.cnel not in {a.cnel for a in tender.agreements}:
        yield f"il contratto collettivo {tender.ccnl.cnel} non è fra le tabelle dei costi (agreements: cnel)", ("ccnl", "cnel")
    parts: tuple[Lot | Tender, ...] = tender.lots or ((tender,) if tender.staff else ())
    for number, part in enumerate(parts):
        where: Where = ("lots", number) if isinstance(part, Lot) else ()
        try:
            cost = tender.labour_of(part)
        except InputError as error:
            yield error.sentence, (*where, *error.where)
            return
        if cost > part.fees and tender.award == "lowest_price":
            yield f"il costo della manodopera ({amount(cost)} euro) supera i corrispettivi", (*where, "fees")
