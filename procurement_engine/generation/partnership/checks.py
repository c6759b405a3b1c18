"""What does not add up in a partnership, and what the law does not let an office publish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from procurement_engine.generation.errors import GenerationError, Refusal
from procurement_engine.generation.italian import amount
from procurement_engine.generation.partnership.model import Partnership
from procurement_engine.generation.thresholds import ordinary_threshold
from procurement_engine.inputs import Where
from procurement_engine.numbers import italian, total

_WHOLE = Fraction(100)
#: The texts cite the Code of 2023 and the regional law of that year; nothing in them has changed since.
TEXTS_FROM = date(2023, 7, 1)


def check(described: Partnership) -> None:
    """GenerationError with the place of the first thing that does not add up."""
    for sentence, where in _faults(described):
        raise GenerationError(sentence, where)


def _faults(described: Partnership) -> Iterator[tuple[str, Where]]:
    if described.criteria and described.points != _WHOLE:
        yield f"i punti dei criteri sommano a {italian(described.points)} e non a 100", ("criteria",)
    if described.costs and total(cost.amount for cost in described.costs) != described.resources:
        whole = amount(total(cost.amount for cost in described.costs))
        yield f"le voci del quadro economico sommano a {whole} euro e non a {amount(described.resources)}", ("costs",)
    if described.deadline.date() <= described.published_on:
        yield "la scadenza non segue la pubblicazione", ("deadline",)
    if described.start < described.deadline.date():
        yield "l'avvio precede la scadenza delle candidature", ("start",)
    if described.threshold is not None and described.threshold > _WHOLE:
        yield "la soglia supera i 100 punti", ("threshold",)


def refusals(described: Partnership) -> Iterator[Refusal]:
    """What is refused, with its way out."""
    if described.published_on < TEXTS_FROM:
        yield Refusal(
            "REF-01",
            f"Si pubblica il {described.published_on:%d/%m/%Y}, ma il testo poggia sul d.lgs. 36/2023, "
            "che ha effetto dal 1° luglio 2023.",
            "Scegliere una data di pubblicazione da allora in poi.",
        )  # fmt: skip
    convention = described.convention_381
    if convention is None:
        return
    ceiling = ordinary_threshold(described.published_on, described.body.public_body)
    if convention.educational_or_health:
        yield Refusal(
            "INS-03", "La convenzione dell'art. 5, comma 1, L. 381/1991 non vale per servizi socio-sanitari ed educativi.",
            "Affidare con una gara, anche riservata (artt. 61 o 129), o limitare la convenzione alle attività di supporto.",
            "oggetto",
        )  # fmt: skip
    if convention.value >= ceiling:
        yield Refusal(
            "INS-03",
            f"Il valore di {amount(convention.value)} euro non è inferiore alla soglia europea di {amount(ceiling)} euro.",
            "Fare una gara con la clausola di inserimento dell'art. 5, comma 4, o riservata ai sensi dell'art. 61.", "oggetto",
        )  # fmt: skip
