"""What is wrong with bids, marks and comparisons. The first thing found stops the scoring."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from procurement_engine.numbers import italian
from procurement_engine.scoring.comparison import GRADES, read_cell
from procurement_engine.scoring.declared import labour_at_tables
from procurement_engine.scoring.errors import EvaluationError, Where
from procurement_engine.scoring.formulas import Bands, Bilinear, Direct, Inverse, Power
from procurement_engine.scoring.model import Bid, Criterion, Mark, PairTable, Part
from procurement_engine.scoring.rules_check import rule_problems

#: Formulas that make no sense of a negative value.
_POSITIVE = (Direct, Inverse, Power, Bilinear)


def check(part: Part) -> None:
    """EvaluationError at the first thing that would make a score wrong."""
    for problem in rule_problems(part):
        raise EvaluationError(problem.sentence, problem.where)
    _people(part)
    by_comparison = part.by_comparison()
    leaves = {leaf.id: leaf for leaf in part.leaves()}
    compared = {leaf.id for leaf in leaves.values() if by_comparison and leaf.kind == "discretionary"}
    for number, bid in enumerate(part.bids):
        _bid(part, bid, part.where("bids", number), leaves, compared)
    _tables(part, compared)
    _words(part, leaves)


def _people(part: Part) -> None:
    if not part.bids:
        raise EvaluationError("non c'è alcuna offerta da valutare", part.where("bids"))
    for field, names in (
        ("bids", [bid.id for bid in part.bids]),
        ("bids", [bid.name for bid in part.bids if bid.name]),
        ("commissioners", list(part.commissioners)),
    ):
        seen: dict[str, str] = {}
        for name in names:
            if name.casefold() in seen:
                what = "offerte" if field == "bids" else "commissari"
                raise EvaluationError(f"due {what} hanno lo stesso nome, «{seen[name.casefold()]}» e «{name}»", part.where(field))
            seen[name.casefold()] = name
    if not part.commissioners and any(leaf.kind == "discretionary" for leaf in part.leaves()):
        raise EvaluationError("ci sono criteri discrezionali e nessun commissario (commissioners)", part.where("commissioners"))


def _bid(part: Part, bid: Bid, where: Where, leaves: dict[str, Criterion], compared: set[str]) -> None:
    for name in bid.marks:
        at = (*where, "marks", name)
        if name not in leaves:
            raise EvaluationError(f"offerta «{bid.id}»: «{name}» non è un criterio a cui si danno punteggi", at)
        if name in compared:
            raise EvaluationError(
                f"offerta «{bid.id}», criterio «{name}»: il metodo confronta le offerte a coppie, i voti vanno tolti", at
            )
    for leaf in leaves.values():
        if leaf.id not in compared:
            _mark(part, bid, leaf, (*where, "marks", leaf.id))
    labour_at_tables(part, bid, (*where, "economic_declaration", "hours"))
    if bid.excluded_after_close is not None and not bid.excluded_after_close.strip():
        raise EvaluationError(f"offerta «{bid.id}»: manca il motivo dell'esclusione", (*where, "excluded_after_close"))


def _mark(part: Part, bid: Bid, leaf: Criterion, where: Where) -> None:
    about = f"offerta «{bid.id}», criterio «{leaf.id}»"
    mark: Mark | None = bid.marks.get(leaf.id)
    if mark is None:
        extra = ""
        if leaf.kind == "discretionary" and part.method.compares:
            least = part.method.pairwise_min_bids
            extra = f" (con meno di {least} offerte il confronto a coppie non si applica: servono i coefficienti)"
        raise EvaluationError(f"{about}: manca il voto{extra}", where)
    if leaf.kind == "discretionary":
        _discretionary(part, about, leaf, mark, where)
    elif leaf.kind == "tabular":
        _tabular(about, leaf, mark, where)
    else:
        _quantitative(about, leaf, mark, where)


def _discretionary(part: Part, about: str, leaf: Criterion, mark: Mark, where: Where) -> None:
    if not isinstance(mark, tuple) or len(mark) != len(part.commissioners):
        given = f"{len(mark)} voti" if isinstance(mark, tuple) else "un valore solo"
        raise EvaluationError(f"{about}: i commissari sono {len(part.commissioners)}, c'è {given}", where)
    ceiling = Fraction(1) if part.method.marks == "coefficient" else leaf.weight
    scale = part.scale(leaf)
    for number, value in enumerate(mark):
        who = part.commissioners[number]
        if not 0 <= value <= ceiling:
            raise EvaluationError(
                f"{about}: il voto {italian(value)} di {who} è fuori dall'intervallo da 0 a {italian(ceiling)}", (*where, number)
            )
        if scale is not None and value not in scale:
            raise EvaluationError(f"{about}: il voto {italian(value)} di {who} non è un grado della scala", (*where, number))


def _tabular(about: str, leaf: Criterion, mark: Mark, where: Where) -> None:
    if leaf.levels is None:
        if not isinstance(mark, bool):
            raise EvaluationError(f"{about}: serve vero o falso", where)
    elif isinstance(mark, bool | tuple) or mark.denominator != 1 or not 0 <= mark < len(leaf.levels):
        raise EvaluationError(f"{about}: serve il numero del gradino, da 0 a {len(leaf.levels) - 1}", where)


def _quantitative(about: str, leaf: Criterion, mark: Mark, where: Where) -> None:
    if isinstance(mark, bool | tuple):
        raise EvaluationError(f"{about}: serve il valore offerto, un numero solo", where)
    if isinstance(leaf.formula, _POSITIVE) and mark < 0:
        raise EvaluationError(f"{about}: il valore offerto è negativo ({italian(mark)})", where)
    if isinstance(leaf.formula, Bands) and leaf.formula.beyond(mark):
        raise EvaluationError(f"{about}: {italian(mark)} supera l'ultima fascia, per cui non è detto il coefficiente", where)


def _tables(part: Part, compared: set[str]) -> None:
    for name in part.pairwise:
        if name not in compared:
            raise EvaluationError(
                f"ci sono confronti a coppie per «{name}», che non è un criterio da confrontare a coppie",
                part.where("pairwise", name),
            )
    for name in sorted(compared):
        tables = part.pairwise.get(name, ())
        if len(tables) != len(part.commissioners):
            raise EvaluationError(
                f"criterio «{name}»: i commissari sono {len(part.commissioners)}, le tabelle dei confronti {len(tables)}",
                part.where("pairwise", name),
            )
        for number, table in enumerate(tables):
            about = f"criterio «{name}», {part.commissioners[number]}"
            _table(about, table, part, part.where("pairwise", name, number))


def _table(about: str, table: PairTable, part: Part, where: Where) -> None:
    bids: Sequence[str] = [bid.id for bid in part.bids]
    missing = {frozenset(pair): "/".join(pair) for pair in combinations(bids, 2)}
    for pair, cell in table.items():
        names = [name.strip() for name in pair.split("/")]
        at = (*where, pair)
        for name in names:
            if name not in bids:
                raise EvaluationError(f"{about}: nel confronto «{pair}» «{name}» non è un'offerta", at)
        if len(names) != 2 or missing.pop(frozenset(names), None) is None:
            raise EvaluationError(f"{about}: il confronto «{pair}» è ripetuto, o non è tra due offerte diverse", at)
        _cell(about, pair, cell, names, part.method.coefficients, at)
    for pair in missing.values():
        raise EvaluationError(f"{about}: manca il confronto «{pair}»", where)


def _cell(about: str, pair: str, cell: str, names: list[str], method: str, where: Where) -> None:
    try:
        winner, grade = read_cell(cell)
    except (ValueError, ZeroDivisionError):
        raise EvaluationError(
            f"{about}, confronto «{pair}»: «{cell}» non si capisce; scrivere ad esempio «{names[0]} 3», o «=» per la parità", where
        ) from None
    low, high = GRADES[method]
    if winner is not None and winner not in names:
        raise EvaluationError(f"{about}, confronto «{pair}»: «{winner}» non è una delle due offerte", where)
    if winner is not None and not low <= grade <= high:
        raise EvaluationError(f"{about}, confronto «{pair}»: il grado {italian(grade)} non sta tra {low} e {high}", where)


def _words(part: Part, leaves: dict[str, Criterion]) -> None:
    bids = {bid.id for bid in part.bids}
    nodes = {node.id for criterion in part.criteria for node in criterion.tree()} | set(leaves)
    for name, by_bid in part.reasons.items():
        if name not in nodes:
            raise EvaluationError(f"ci sono motivazioni per «{name}», che non è un criterio", part.where("reasons", name))
        for bid in by_bid:
            if bid not in bids:
                raise EvaluationError(
                    f"motivazioni del criterio «{name}»: «{bid}» non è un'offerta", part.where("reasons", name, bid)
                )
    for number, bid in enumerate(part.draw):
        if bid not in bids or bid in part.draw[:number]:
            raise EvaluationError(f"sorteggio: «{bid}» non è un'offerta, o compare due volte", part.where("draw", number))
