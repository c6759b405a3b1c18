"""Everything worth saying on the rules of an evaluation file before its tender is published."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import version

from procurement_engine.numbers import italian, total
from procurement_engine.scoring.design.example import irrelevant_bid
from procurement_engine.scoring.design.model import CriterionRow, DesignReport, Finding
from procurement_engine.scoring.design.table import LEVEL_2_POINTLESS, NO_TIE_BREAK, ROUNDING_UNSAID, table_findings
from procurement_engine.scoring.formulas import Bands
from procurement_engine.scoring.model import Criterion, Evaluation, Part
from procurement_engine.scoring.points import rescalable
from procurement_engine.scoring.rules_check import rule_problems

_HIGH_THRESHOLD = Fraction(7, 10)
#: Said already by the table.
_IN_TABLE = ("weights_sum",)


def design(evaluation: Evaluation) -> DesignReport:
    """Judge the method of every lot; no bid is needed."""
    found = tuple(finding.model_copy(update={"lot": part.lot}) for part in evaluation.parts() for finding in _part(part))
    return DesignReport(engine_version=version("procurement-engine"), title=evaluation.title, findings=found)


def _part(part: Part) -> Iterator[Finding]:
    problems = list(rule_problems(part))
    for problem in problems:
        if problem.code not in _IN_TABLE:
            yield Finding(code=problem.code, severity="error", message=problem.sentence[0].upper() + problem.sentence[1:] + ".")
    rows = [CriterionRow(leaf.name, leaf.weight, leaf.kind) for leaf in part.leaves()]
    yield from table_findings(rows, price=part.price_points, whole=part.method.total_points)
    if not part.criteria:
        return
    yield from _thresholds(part)
    yield from _spread(part)
    yield from _silences(part)
    yield from _price(part)
    if not [p for p in problems if p.code not in _IN_TABLE]:
        yield from _relative(part)


def _reachable(part: Part, leaf: Criterion) -> Fraction:
    """The most points anybody can get on a criterion before rescaling."""
    scale = part.scale(leaf)
    if leaf.kind == "discretionary" and scale:
        return max(scale) * (leaf.weight if part.method.marks == "coefficient" else 1)
    return leaf.weight * leaf.formula.best if isinstance(leaf.formula, Bands) else leaf.weight


def _thresholds(part: Part) -> Iterator[Finding]:
    barrier, best = part.method.threshold, total(_reachable(part, leaf) for leaf in part.leaves())
    if barrier is None:
        if part.price.mode == "fixed":
            yield Finding(
                code="no_threshold", severity="advice",
                message="A prezzo fisso una soglia di qualità è la sola garanzia contro offerte povere: di solito 60 su 100.",
            )  # fmt: skip
    elif barrier.points > best:
        yield Finding(
            code="unreachable_threshold", severity="error",
            message=f"La soglia di {italian(barrier.points)} punti non è raggiungibile: al massimo se ne prendono {italian(best)}.",
        )  # fmt: skip
    elif barrier.points > _HIGH_THRESHOLD * part.quality_points:
        yield Finding(
            code="high_threshold", severity="advice",
            message=f"La soglia di {italian(barrier.points)} punti supera il 70 per cento dei punti di qualità: va motivata.",
        )  # fmt: skip
    if barrier and barrier.on == "rescaled":
        yield Finding(
            code="threshold_rescaled", severity="warning",
            message="La soglia è presa dopo la riparametrazione: la giurisprudenza la vuole sui punteggi grezzi (CdS V 9075/2023).",
        )  # fmt: skip
    for node in (node for criterion in part.criteria for node in criterion.tree() if node.threshold):
        most = total(_reachable(part, leaf) for leaf in node.leaves())
        if node.threshold and node.threshold.points > most:
            yield Finding(
                code="unreachable_threshold", severity="error",
                message=f"La soglia del criterio {node.id} ({italian(node.threshold.points)}) non è raggiungibile: "
                f"il massimo è {italian(most)}.",
            )  # fmt: skip


def _spread(part: Part) -> Iterator[Finding]:
    for leaf in part.leaves():
        scale = part.scale(leaf) if leaf.kind == "discretionary" else None
        steps = [c for _, c in leaf.formula.bands] if isinstance(leaf.formula, Bands) else leaf.levels or scale
        if steps is not None and len(set(steps)) == 1:
            yield Finding(
                code="no_spread", severity="warning",
                message=f"Sul criterio {leaf.name} tutti prendono per forza lo stesso: "
                f"i suoi {italian(leaf.weight)} punti non decidono nulla.",
            )  # fmt: skip


def _silences(part: Part) -> Iterator[Finding]:
    method = part.method
    if not method.tie_break:
        yield Finding(code="no_tie_break", severity="warning", message=NO_TIE_BREAK)
    if method.rounding is None and method.platform is None:
        yield Finding(code="rounding_unsaid", severity="advice", message=ROUNDING_UNSAID)
    judged = [leaf for leaf in part.leaves() if leaf.kind == "discretionary"]
    if not method.compares and any(part.scale(leaf) is None for leaf in judged):
        yield Finding(
            code="no_scale", severity="advice",
            message="Per i criteri discrezionali non c'è una scala di gradi con i giudizi (scale): "
            "il coefficiente è libero tra 0 e 1.",
        )  # fmt: skip
    if method.compares:
        yield Finding(
            code="pairwise_min", severity="advice",
            message=f"Il confronto a coppie vale da {method.pairwise_min_bids} offerte: "
            "il disciplinare dica che cosa si fa con meno.",
        )  # fmt: skip


def _price(part: Part) -> Iterator[Finding]:
    rules = part.method.rescaling
    if part.price.mode == "fixed" and rules.level_2:
        yield Finding(code="level_2_pointless", severity="warning", message=LEVEL_2_POINTLESS)
    if part.price.mode == "fixed" and rules.level_1 != "none":
        yield Finding(
            code="level_1_fixed_price", severity="advice",
            message="A prezzo fisso non c'è un equilibrio col prezzo da ristabilire: "
            "il primo livello serve solo per ragioni motivate.",
        )  # fmt: skip
    if part.price.mode == "fixed" and part.price.amount is None:
        yield Finding(code="no_amount", severity="warning", message="Il prezzo è fisso ma non ne è detto l'importo (price.amount).")


def _relative(part: Part) -> Iterator[Finding]:
    """What makes a score depend on who else takes part."""
    reasons = []
    if part.method.compares:
        reasons.append("il confronto a coppie")
    if part.method.rescaling.level_1 != "none" and any(rescalable(leaf) for leaf in part.leaves()):
        reasons.append("la riparametrazione di primo livello")
    if part.method.aggregation != "weighted_sum":
        reasons.append(f"l'aggregazione {part.method.aggregation.upper()}")
    formulas = [leaf.id for leaf in part.leaves() if leaf.formula is not None and leaf.formula.relative]
    if formulas:
        reasons.append(f"la formula relativa dei criteri {', '.join(formulas)}")
    formulas = [component.id for component in part.price.parts if component.formula.relative]
    if formulas:
        reasons.append("la formula del prezzo")
    if reasons:
        yield Finding(
            code="irrelevant_bid", severity="warning",
            message=f"Un'offerta che non può vincere può decidere chi vince, per {'; per '.join(reasons)}. "
            "Le soglie fisse (thresholds) e i gradi assoluti non hanno questo difetto.",
            example=irrelevant_bid(part),
        )  # fmt: skip
