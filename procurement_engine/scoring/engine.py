"""`score`: from an evaluation to its report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

from procurement_engine.numbers import decimal_text
from procurement_engine.scoring.agreement import agreement
from procurement_engine.scoring.coefficients import Coefficients, coefficients
from procurement_engine.scoring.files import load, validated
from procurement_engine.scoring.integrity import signals
from procurement_engine.scoring.marks_check import check
from procurement_engine.scoring.model import Bid, Evaluation, Part
from procurement_engine.scoring.report import (
    Consistency,
    CriterionScore,
    Fingerprints,
    LotReport,
    Row,
    Score,
    ScoreReport,
    Warn,
)  # fmt: skip
from procurement_engine.scoring.rounding import round_exact
from procurement_engine.scoring.sensitivity import sensitivity
from procurement_engine.scoring.standing import Standing, stand
from procurement_engine.scoring.warnings import messages

#: An index between 0 and 1, or a coefficient, says nothing on two decimals.
_FINE = 4
#: The parts of an evaluation that are rules, known before any bid is opened; the rest are marks.
_RULES = ("price", "method", "criteria")
_MARKS = ("commissioners", "bids", "pairwise", "draw")


def score(evaluation: Evaluation | Mapping[str, Any] | str | Path, *, sensitive: bool = True) -> ScoreReport:
    """Score a tender: an `Evaluation`, its fields as a mapping, or the path of its file.

    `sensitive=False` leaves out "could the winner change?", which costs most of the time.
    """
    if isinstance(evaluation, str | Path):
        evaluation = load(Path(evaluation))
    elif not isinstance(evaluation, Evaluation):
        evaluation = validated(dict(evaluation))
    parts = evaluation.parts()
    for part in parts:
        check(part)
    return ScoreReport(
        engine_version=version("procurement-engine"),
        title=evaluation.title,
        cig=evaluation.cig,
        published_on=evaluation.published_on,
        fingerprints=Fingerprints(rules=_fingerprint(evaluation, _RULES), marks=_fingerprint(evaluation, _MARKS)),
        lots=tuple(_lot(part, sensitive=sensitive) for part in parts),
        evaluation=evaluation,
    )


def _fingerprint(evaluation: Evaluation, fields: tuple[str, ...]) -> str:
    data = evaluation.model_dump(mode="json")
    chosen = [{k: part[k] for k in fields} | {"id": part.get("id")} for part in (data, *data["lots"])]
    return hashlib.sha256(json.dumps(chosen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _lot(part: Part, *, sensitive: bool) -> LotReport:
    found = coefficients(part)
    result = stand(part, found.columns)
    answers = sensitivity(part, found, result) if sensitive else None
    said = [Warn(code=code, message=message, lot=part.lot) for code, message in messages(part, found, result, answers)]
    return LotReport(
        id=part.lot,
        title=part.title,
        cig=part.cig,
        rounding=part.method.rounding_rules,
        rescaled=result.rescaled,
        ranking=_ranking(part, result),
        criteria=tuple(row for leaf in part.leaves() for row in _criterion(part, leaf.id, found, result)),
        warnings=(*said, *signals(part, found, result)),
        agreement=agreement(part, found),
        consistency=tuple(_consistency(part, found)),
        sensitivity=answers,
    )


def _fine(value: Fraction) -> Score:
    return Score(exact=decimal_text(value), shown=float(round_exact(value, _FINE, "half_up")))


def _ranking(part: Part, result: Standing) -> tuple[Row, ...]:
    policy, points = part.policy, part.method.aggregation == "weighted_sum"

    def shown(column: Mapping[str, Fraction], bid: str, used: Mapping[str, Fraction] | None = None) -> Score | None:
        if bid not in column:
            return None
        return Score(exact=decimal_text(column[bid]), shown=policy.show((used or column)[bid]))

    def row(bid: Bid) -> Row:
        index = None if points else (_fine(result.exact[bid.id]) if bid.id in result.exact else None)
        return Row(
            bid=bid.id, name=bid.title, lot=part.lot, rank=result.rank.get(bid.id),
            raw_technical=Score(exact=decimal_text(result.raw[bid.id]), shown=policy.show(result.raw[bid.id])),
            technical=shown(result.technical, bid.id, result.technical_used),
            economic=shown(result.economic, bid.id, result.economic_used) if part.price_points else None,
            total=shown(result.exact, bid.id, result.used) if points else index,
            passed_threshold=bid.id not in result.failed,
            excluded_because=bid.excluded_after_close or result.failed.get(bid.id),
        )  # fmt: skip

    rows = [row(bid) for bid in part.bids]
    return tuple(sorted(rows, key=lambda r: (r.rank is None, r.rank or 0, -r.raw_technical.shown)))


def _criterion(part: Part, name: str, found: Coefficients, result: Standing) -> list[CriterionScore]:
    leaf = next(leaf for leaf in part.leaves() if leaf.id == name)
    return [
        CriterionScore(
            lot=part.lot, bid=bid.id, criterion=leaf.id, title=leaf.title, kind=leaf.kind or "", weight=_fine(leaf.weight),
            marks=tuple(_fine(value) for value in found.each.get(leaf.id, {}).get(bid.id, ())),
            coefficient=_fine(found.columns[leaf.id][bid.id]),
            raw_points=_fine(result.raw_points[leaf.id][bid.id]),
            points=_fine(result.points[leaf.id][bid.id]) if bid.id in result.technical else None,
        )
        for bid in part.bids
    ]  # fmt: skip


def _consistency(part: Part, found: Coefficients) -> list[Consistency]:
    return [
        Consistency(
            criterion=criterion, commissioner=who, lambda_max=float(p.lambda_max), ri_table=part.method.ri_table,
            ratio=None if p.ratio is None else float(p.ratio), acceptable=p.ratio is None or p.ratio <= part.method.ahp_max_ratio,
        )
        for criterion, each in found.consistency.items()
        for who, p in zip(part.commissioners, each, strict=True)
    ]  # fmt: skip
