"""What the law does not let an office publish, each with its way out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from procurement_engine.generation.errors import Refusal
from procurement_engine.generation.italian import amount
from procurement_engine.generation.tender.model import Tender
from procurement_engine.generation.tender.work import Lot
from procurement_engine.labour import sustainability
from procurement_engine.numbers import italian

#: The texts follow the Code as changed by d.lgs. 209/2024.
TEXTS_FROM = date(2024, 12, 31)
PRICE_CAP = Fraction(30)


def refusals(tender: Tender) -> Iterator[Refusal]:
    """Everything that is refused; nothing for a tender that may be written."""
    if tender.dates.published_on < TEXTS_FROM:
        yield Refusal(
            "REF-01",
            f"Si pubblica il {tender.dates.published_on:%d/%m/%Y}, ma i testi seguono il codice come è dal 31 dicembre 2024: "
            "il d.lgs. 209/2024 ha cambiato contratto collettivo, clausole sociali e revisione dei prezzi.",
            "Scegliere una data di pubblicazione da allora in poi; una gara già pubblicata si rilegge con check --as-of.",
        )  # fmt: skip
    yield from _award(tender)
    parts: tuple[Lot | Tender, ...] = tender.lots or (tender,)
    for part in parts:
        yield from _paid_for(tender, part)


def _award(tender: Tender) -> Iterator[Refusal]:
    quality_only = tender.labour_intensive or tender.social_services
    if tender.award == "lowest_price":
        why = "è ad alta intensità di manodopera" if tender.labour_intensive else "è un servizio sociale"
        yield Refusal(
            "FIX-02", f"Il minor prezzo non è ammesso: il contratto {why} (art. 108, commi 2 e 3)." if quality_only
            else "Questo modello non serve al minor prezzo.",
            "Scegliere award: quality_price con al massimo 30 punti al prezzo, o fixed_price.", "criterio",
        )  # fmt: skip
    if tender.award == "fixed_price" and tender.price_points:
        yield Refusal(
            "FIX-05", f"Il prezzo è fisso e prende {italian(tender.price_points)} punti (art. 108, comma 5).",
            "Dare tutti i 100 punti alla qualità.", "criterio",
        )  # fmt: skip
    if tender.labour_intensive and tender.price_points > PRICE_CAP:
        yield Refusal(
            "FIX-04", f"Al prezzo vanno {italian(tender.price_points)} punti: il tetto è 30 (art. 108, comma 4).",
            "Portare il prezzo a 30 punti o meno e il resto ai criteri di qualità.", "criterio",
        )  # fmt: skip
    if tender.threshold is not None and tender.threshold > tender.quality_points:
        yield Refusal(
            "FIX-08", f"La soglia di {italian(tender.threshold)} punti supera i {italian(tender.quality_points)} della qualità.",
            "Abbassare la soglia: nessuna offerta la raggiungerebbe.", "soglia",
        )  # fmt: skip
    if tender.award != "lowest_price" and not tender.points_of("gender"):
        yield Refusal(
            "SOC-08", "Nessun criterio premia la certificazione della parità di genere (art. 108, comma 7).",
            "Aggiungere un criterio tabellare con subject: gender.", "criteri",
        )  # fmt: skip


def _paid_for(tender: Tender, part: Tender | Lot) -> Iterator[Refusal]:
    """A price nobody may raise must pay for the hours it asks for."""
    others = {name: getattr(part.other_costs, name) for name in type(part.other_costs).model_fields}
    found = sustainability(part.fees, {"labour": tender.labour_of(part), **others})
    if found.sustainable or tender.award == "lowest_price":
        return
    what = f"del lotto {part.id} " if isinstance(part, Lot) else ""
    kind = "Il prezzo fisso" if tender.award == "fixed_price" else "L'importo"
    yield Refusal(
        "FIX-05" if tender.award == "fixed_price" else "CCNL-12",
        f"{kind} {what}non paga le ore ai costi delle tabelle e le altre spese: mancano {amount(-found.margin)} euro.",
        "Alzare fees o ridurre le ore; il conto è quello di `procurement-engine labour`.", "importo",
    )  # fmt: skip
