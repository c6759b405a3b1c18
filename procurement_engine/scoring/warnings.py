"""What the commission should know about a ranking: rounding that decides, ties, thresholds, declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from procurement_engine.numbers import italian
from procurement_engine.scoring.coefficients import Coefficients, coefficients
from procurement_engine.scoring.declared import declarations
from procurement_engine.scoring.formulas import Power
from procurement_engine.scoring.model import Part
from procurement_engine.scoring.report import Sensitivity
from procurement_engine.scoring.rounding import DEFAULT, RoundingPolicy
from procurement_engine.scoring.standing import Standing, stand

Message = tuple[str, str]
_MOST_MEMBERS = 5


def messages(part: Part, found: Coefficients, result: Standing, answers: Sensitivity | None) -> Iterator[Message]:
    """Every warning of a part: a stable code and one sentence."""
    yield from _rounding(part, result)
    yield from _thresholds(part, result)
    yield from _ties(part, result)
    yield from _method(part, found, result)
    yield from _commission(part)
    if part.price.mode == "fixed":
        yield from declarations(part)
    if answers:
        yield from _fragile(answers)


def _rounding(part: Part, result: Standing) -> Iterator[Message]:
    if part.method.rounding is None and part.method.platform is None:
        yield (
            "rounding_default",
            "Le regole non dicono come si arrotonda: calcolo esatto, totale a due decimali (0,005 per eccesso).",
        )
    exact = replace(part, method=part.method.model_copy(update={"rounding": (), "platform": None}))
    other = stand(exact, coefficients(exact).columns)
    if other.rank != result.rank:
        yield (
            "rounding_decides",
            "La graduatoria dipende dall'arrotondamento: con i numeri esatti sarebbe "
            + ", ".join(f"{place}. {bid}" for bid, place in sorted(other.rank.items(), key=lambda item: item[1])) + ".",
        )  # fmt: skip


def _thresholds(part: Part, result: Standing) -> Iterator[Message]:
    barrier = part.method.threshold
    if barrier and barrier.on == "raw":
        shown = RoundingPolicy(DEFAULT)
        for bid, value in result.raw.items():
            if value < barrier.points <= shown("total", value):
                yield (
                    "threshold_rounding",
                    f"L'offerta {bid} è sotto la soglia solo prima dell'arrotondamento: il punteggio esatto è {italian(value, 6)}.",
                )
    if part.bids and not result.rank:
        yield "nobody_ranked", "Nessuna offerta resta in graduatoria."


def _ties(part: Part, result: Standing) -> Iterator[Message]:
    for group in result.drawn:
        names = ", ".join(group)
        if "improved_price" in part.method.tie_break:
            yield (
                "tie_improved_price",
                f"Parità tra {names}: si chiede l'offerta migliorativa, poi il sorteggio in seduta pubblica.",
            )
        elif "draw" in part.method.tie_break:
            yield "tie_draw", f"Parità tra {names}: sorteggio in seduta pubblica; scriverne l'esito in «draw»."
        else:
            yield (
                "tie_without_rule",
                (
                    f"Parità tra {names}, e le regole non dicono come si scioglie: "
                    "vale l'art. 77 RD 827/1924 (a prezzo fisso, il sorteggio)."
                ),
            )


def _method(part: Part, found: Coefficients, result: Standing) -> Iterator[Message]:
    admitted = [bid for bid in result.raw if bid in result.technical]
    rules = part.method.rescaling
    if len(admitted) == 1 and (rules.level_1 != "none" or rules.level_2):
        yield "single_bid", "Resta una sola offerta: non si riparametra (CdS V 8728/2022), la soglia vale sui punteggi grezzi."
    if part.method.compares and not part.by_comparison():
        yield (
            "pairwise_fallback",
            f"Meno di {part.method.pairwise_min_bids} offerte: invece del confronto a coppie, i coefficienti dei commissari.",
        )
    irrational = [leaf.id for leaf in part.leaves() if isinstance(leaf.formula, Power) and leaf.formula.alpha.denominator != 1]
    if irrational or found.consistency or part.method.aggregation == "topsis":
        yield "irrational_values", "Alcuni valori sono irrazionali (radici, potenze, autovettori): se ne tengono trenta decimali."
    for criterion, each in found.consistency.items():
        for who, priorities in zip(part.commissioners, each, strict=True):
            if priorities.ratio is not None and priorities.ratio > part.method.ahp_max_ratio:
                yield (
                    "ahp_inconsistent",
                    (
                        f"Criterio {criterion}, {who}: rapporto di coerenza {italian(priorities.ratio)} oltre "
                        f"{italian(part.method.ahp_max_ratio)} (tavola {part.method.ri_table}): rivedere i confronti."
                    ),
                )


def _commission(part: Part) -> Iterator[Message]:
    members = len(part.commissioners)
    if members and (members % 2 == 0 or members > _MOST_MEMBERS):
        yield "commission_size", f"I commissari sono {members}: devono essere in numero dispari, al massimo cinque (art. 93)."


def _fragile(answers: Sensitivity) -> Iterator[Message]:
    for case in answers.without_commissioner:
        if case.winner_changes:
            yield "pivotal_commissioner", f"Senza i voti di {case.case} sarebbe prima {', '.join(case.winners)}."
    for case in answers.without_bid:
        if case.winner_changes:
            yield (
                "irrelevant_bid",
                f"Senza l'offerta {case.case}, che non è prima, sarebbe prima {', '.join(case.winners)}: decide un terzo.",
            )
    if answers.grade_steps:
        yield (
            "one_grade",
            f"Su {answers.grade_steps_tried} voti spostati di un grado, {len(answers.grade_steps)} cambierebbero chi è prima.",
        )
