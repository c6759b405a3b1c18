"""What is wrong with the rules themselves. Before publication each is a finding; at scoring the first stops everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from procurement_engine.numbers import italian, total
from procurement_engine.scoring.errors import Where
from procurement_engine.scoring.model import Criterion, Part

#: Steps of the ladder for ties that are not criteria.
LADDER = ("technical", "improved_price", "draw")


class Problem(NamedTuple):
    """A rule that cannot work."""

    code: str
    where: Where
    sentence: str


def rule_problems(part: Part) -> Iterator[Problem]:
    """Everything in the rules of a part that cannot work, in the order of the file."""
    if not part.criteria:
        yield Problem("no_criteria", part.where("criteria"), "non c'è alcun criterio di valutazione")
        return
    yield from _price(part)
    yield from _method(part)
    yield from _identity(part)
    for number, criterion in enumerate(part.criteria):
        yield from _criterion(part, criterion, part.where("criteria", number))
    yield from _sum(part)


def _sum(part: Part) -> Iterator[Problem]:
    points = part.quality_points + part.price_points
    if points != part.method.total_points:
        price = f", prezzo compreso ({italian(part.price_points)})" if part.price_points else ""
        yield Problem(
            "weights_sum", part.where("criteria"),
            f"i pesi dei criteri sommano a {italian(points)}{price} e non a {italian(part.method.total_points)}",
        )  # fmt: skip


def _price(part: Part) -> Iterator[Problem]:
    price, where = part.price, part.where("price")
    if price.mode == "fixed" and (price.points or price.formula or price.components):
        yield Problem("fixed_price_points", where, "il prezzo è fisso ma gli si danno punti o una formula: è l'uno o l'altro")
    if price.mode == "points" and not price.parts:
        yield Problem("price_formula", where, "il prezzo dà punti: servono points e formula, oppure components")
    if price.components and price.points is not None and total(c.points for c in price.components) != price.points:
        yield Problem("price_components", where, "i punti degli elementi di prezzo non sommano ai punti del prezzo")


def _method(part: Part) -> Iterator[Problem]:
    method = part.method
    if method.coefficients == "pairwise" and method.pairwise_normalisation is None:
        yield Problem(
            "normalisation", part.where("method"),
            "il confronto a coppie dà numeri diversi secondo la normalizzazione: scrivere pairwise_normalisation "
            "(per_commissioner o summed) come dice il disciplinare",
        )  # fmt: skip
    if method.coefficients != "pairwise" and method.pairwise_normalisation is not None:
        yield Problem("normalisation", part.where("method", "pairwise_normalisation"), "serve solo con coefficients: pairwise")
    if method.platform and method.rounding is not None:
        yield Problem(
            "two_roundings", part.where("method", "platform"),
            "platform e rounding dicono entrambi come si arrotonda: tenerne uno",
        )  # fmt: skip
    for stage, times in Counter(rule.stage for rule in method.rounding or ()).items():
        if times > 1:
            yield Problem("rounding_twice", part.where("method", "rounding"), f"due arrotondamenti per la fase «{stage}»")
    if method.aggregation != "weighted_sum" and method.rescaling.level_2:
        yield Problem(
            "level_2", part.where("method", "rescaling"), "il secondo livello di riparametrazione vale solo con la somma pesata"
        )
    yield from _ladder(part)


def _ladder(part: Part) -> Iterator[Problem]:
    known = {node.id for criterion in part.criteria for node in criterion.tree()}
    for number, step in enumerate(part.method.tie_break):
        where = part.where("method", "tie_break", number)
        if step not in known and step not in LADDER:
            yield Problem("tie_break", where, f"«{step}» non è un criterio né uno tra {', '.join(LADDER)}")
        if step == "improved_price" and part.price.mode == "fixed":
            yield Problem(
                "tie_break_price", where, "a prezzo fisso la parità non si può sciogliere con un'offerta migliorativa sul prezzo"
            )


def _identity(part: Part) -> Iterator[Problem]:
    ids = Counter(node.id for criterion in part.criteria for node in criterion.tree())
    for name, times in ids.items():
        if times > 1:
            yield Problem("same_id", part.where("criteria"), f"due criteri hanno lo stesso id «{name}»")
        if name in LADDER:
            yield Problem("reserved_id", part.where("criteria"), f"«{name}» è una parola del metodo: dare al criterio un altro id")


def _criterion(part: Part, criterion: Criterion, where: Where) -> Iterator[Problem]:
    name = f"criterio «{criterion.id}»"
    if criterion.sub_criteria:
        if criterion.kind or criterion.formula or criterion.levels:
            yield Problem("branch_kind", where, f"{name}: ha sotto-criteri, che dicono loro kind, formula e levels")
        points = total(child.weight for child in criterion.sub_criteria)
        if points != criterion.weight:
            yield Problem(
                "sub_weights", where,
                f"{name}: i sotto-criteri sommano a {italian(points)} e non al suo peso, {italian(criterion.weight)}",
            )  # fmt: skip
        for number, child in enumerate(criterion.sub_criteria):
            yield from _criterion(part, child, (*where, "sub_criteria", number))
        return
    if criterion.kind is None:
        yield Problem("kind", where, f"{name}: manca kind (discretionary, quantitative o tabular)")
    if (criterion.kind == "quantitative") != (criterion.formula is not None):
        yield Problem("formula", where, f"{name}: la formula serve ai criteri quantitative, e solo a loro")
    yield from _steps(part, criterion, where)


def _steps(part: Part, criterion: Criterion, where: Where) -> Iterator[Problem]:
    name, top = f"criterio «{criterion.id}»", criterion.weight
    if criterion.levels is not None:
        if criterion.kind != "tabular":
            yield Problem("levels", (*where, "levels"), f"{name}: levels serve solo ai criteri tabular")
        if min(criterion.levels, default=-1) < 0 or max(criterion.levels, default=0) not in (1, top):
            yield Problem(
                "levels", (*where, "levels"),
                f"{name}: i gradini vanno da 0 al peso ({italian(top)}) se sono punti, a 1 se sono coefficienti",
            )  # fmt: skip
    scale = part.scale(criterion) if criterion.kind == "discretionary" else None
    ceiling = 1 if part.method.marks == "coefficient" else top
    if scale is not None and (len(scale) < 1 or min(scale) < 0 or max(scale) > ceiling):
        yield Problem("scale", where, f"{name}: i gradi della scala stanno tra 0 e {italian(ceiling)}")
