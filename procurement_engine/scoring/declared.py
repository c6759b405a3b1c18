"""The economic declaration of a bid at a fixed price: does the price pay for what it declares, and for its hours at the tables?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement_engine.labour import LabourError, cost_of_hours, sustainability
from procurement_engine.numbers import euro
from procurement_engine.scoring.errors import EvaluationError, Where
from procurement_engine.scoring.model import Bid, EconomicDeclaration, Part

Message = tuple[str, str]


def labour_at_tables(part: Part, bid: Bid, where: Where = ()) -> Fraction | None:
    """What the declared hours cost at the tender's tables; None without hours or tables. EvaluationError on an unknown level."""
    declared = bid.economic_declaration
    if declared is None or not declared.hours or part.labour is None or not _has_tables(part, declared):
        return None
    try:
        return cost_of_hours(part.labour, declared.hours, declared.ccnl, where)
    except LabourError as error:
        raise EvaluationError(f"offerta «{bid.id}»: {error.sentence}", where) from error


def _has_tables(part: Part, declared: EconomicDeclaration) -> bool:
    known = part.labour.agreements if part.labour else ()
    return any(declared.ccnl in (a.id, a.cnel) for a in known) or (not declared.ccnl and len(known) == 1)


def declarations(part: Part) -> Iterator[Message]:
    """Even at a fixed price labour and safety costs are declared; the price must at least pay for them."""
    silent, unpriced = [], []
    for bid in part.bids:
        declared = bid.economic_declaration
        if declared is None or declared.labour_cost is None or declared.safety_cost is None:
            silent.append(bid.id)
            continue
        if part.price.amount is not None:
            yield from _sustainable(part, bid, declared, declared.labour_cost, declared.safety_cost, part.price.amount)
        else:
            unpriced.append(bid.id)
        if declared.hours and part.labour and not _has_tables(part, declared):
            said = f"Offerta {bid.id}: per il CCNL «{declared.ccnl}» non ci sono tabelle (labour): ore non verificate."
            yield "hours_without_tables", said
    if unpriced:
        yield "price_amount_missing", "Manca l'importo del prezzo fisso (price.amount): non si può dire se paga i costi dichiarati."
    if silent:
        yield (
            "economic_declaration_missing",
            (
                f"Offerte {', '.join(silent)}: anche a prezzo fisso vanno dichiarati i costi di manodopera e sicurezza "
                "(art. 108 c. 9; economic_declaration)."
            ),
        )


def _sustainable(
    part: Part, bid: Bid, declared: EconomicDeclaration, labour: Fraction, safety: Fraction, price: Fraction
) -> Iterator[Message]:
    others = {"safety": safety, "other": declared.other_costs or Fraction(0)}
    as_declared = sustainability(price, {"labour": labour, **others})
    if not as_declared.sustainable:
        yield (
            "unsustainable",
            (
                f"Offerta {bid.id}: i costi dichiarati ({euro(as_declared.total)}) superano il prezzo fisso "
                f"({euro(price)}): chiedere spiegazioni (art. 110)."
            ),
        )
    tables = labour_at_tables(part, bid)
    if tables is None or tables <= labour:
        return
    yield (
        "labour_below_tables",
        (
            f"Offerta {bid.id}: la manodopera dichiarata ({euro(labour)}) è meno delle sue ore ai costi delle tabelle "
            f"({euro(tables)}): chiederne ragione (art. 110); sui minimi salariali non si ammettono giustificazioni."
        ),
    )
    at_tables = sustainability(price, {"labour": tables, **others})
    if as_declared.sustainable and not at_tables.sustainable:
        yield (
            "unsustainable_at_tables",
            (
                f"Offerta {bid.id}: ai costi delle tabelle le ore offerte e gli altri costi ({euro(at_tables.total)}) "
                f"superano il prezzo fisso ({euro(price)}) di {euro(-at_tables.margin)}."
            ),
        )
