"""The ranking without one commissioner, without one bid, under other roundings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from procurement_engine.scoring.coefficients import coefficients
from procurement_engine.scoring.errors import EvaluationError
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import WhatIf
from procurement_engine.scoring.rounding import DEFAULT, Platform, RoundingRule
from procurement_engine.scoring.standing import Standing, stand

#: Roundings seen in real rules and platforms.
ROUNDINGS: tuple[tuple[str, tuple[RoundingRule, ...]], ...] = (
    ("nessun arrotondamento", ()),
    ("totale a 2 decimali", DEFAULT),
    ("medie e totale a 2 decimali", (RoundingRule(stage="mean", decimals=2), *DEFAULT)),
    ("medie a 1 decimale, totale a 2", (RoundingRule(stage="mean", decimals=1), *DEFAULT)),
    ("medie troncate a 2 decimali", (RoundingRule(stage="mean", decimals=2, mode="truncate"), *DEFAULT)),
    ("punti di criterio e totale a 2 decimali", (RoundingRule(stage="criterion", decimals=2), *DEFAULT)),
    ("come TuttoGare (coefficienti troncati a 2)", Platform(name="tuttogare").rules()),
    ("come Appalti&Contratti (9 decimali, poi 2)", Platform(name="appalti_contratti").rules()),
)


def _what_if(case: str, part: Part, before: Standing) -> WhatIf:
    result = stand(part, coefficients(part).columns)
    left = {bid.id for bid in part.bids}
    expected = {bid for bid in before.winners if bid in left}
    return WhatIf(
        case=case, ranking=tuple(result.rank.items()), winners=result.winners,
        winner_changes=bool(expected) and set(result.winners) != expected,
    )  # fmt: skip


def without_commissioner(part: Part, number: int) -> Part:
    """The same part with the marks and comparisons of one commissioner gone."""

    def less(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return items[:number] + items[number + 1 :]

    bids = tuple(
        bid.model_copy(update={"marks": {k: less(m) if isinstance(m, tuple) else m for k, m in bid.marks.items()}})
        for bid in part.bids
    )
    return replace(part, bids=bids, commissioners=less(part.commissioners), pairwise={k: less(t) for k, t in part.pairwise.items()})


def without_bid(part: Part, name: str) -> Part:
    """The same part as if a bid had never come."""
    pairwise = {
        k: tuple({pair: cell for pair, cell in table.items() if name not in pair.split("/")} for table in tables)
        for k, tables in part.pairwise.items()
    }
    return replace(part, bids=tuple(bid for bid in part.bids if bid.id != name), pairwise=pairwise)


def commissioners(part: Part, before: Standing) -> tuple[WhatIf, ...]:
    """The ranking without each commissioner in turn."""
    if len(part.commissioners) < 2:
        return ()
    return tuple(_what_if(name, without_commissioner(part, number), before) for number, name in enumerate(part.commissioners))


def bids(part: Part, before: Standing, notes: list[str]) -> tuple[WhatIf, ...]:
    """The ranking without each bid in turn: where an irrelevant one leaves and the first changes, the method let it decide."""
    if len(part.bids) < 3:
        return ()
    if part.by_comparison() and len(part.bids) - 1 < part.method.pairwise_min_bids:
        notes.append("esclusione di un'offerta: resterebbero troppo poche offerte per il confronto a coppie")
        return ()
    found = []
    for bid in part.bids:
        try:
            found.append(_what_if(bid.id, without_bid(part, bid.id), before))
        except EvaluationError as error:
            notes.append(f"senza «{bid.id}»: {error.sentence}")
    return tuple(found)


def roundings(part: Part, before: Standing) -> tuple[WhatIf, ...]:
    """The ranking under each rounding seen in practice."""
    found = []
    for case, rules in ROUNDINGS:
        method = part.method.model_copy(update={"rounding": rules, "platform": None})
        found.append(_what_if(case, replace(part, method=method), before))
    return tuple(found)
