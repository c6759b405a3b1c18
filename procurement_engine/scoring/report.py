"""The report: one frozen model that every renderer reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from procurement_engine.scoring.method import Frozen
from procurement_engine.scoring.model import Evaluation
from procurement_engine.scoring.rounding import RoundingRule

if TYPE_CHECKING:
    import pandas as pd


class Score(Frozen):
    """A number twice: exact (a decimal or a fraction, as text) and rounded as the rules of the tender say."""

    exact: str
    shown: float


class Warn(Frozen):
    """Something the commission should know; `to_check` ones are signals, never verdicts."""

    code: str
    message: str
    lot: str | None = None
    to_check: bool = False


class Row(Frozen):
    """One line of the ranking. Excluded bids come last, without a rank."""

    bid: str
    name: str
    lot: str | None
    rank: int | None
    raw_technical: Score
    technical: Score | None
    economic: Score | None
    total: Score | None
    passed_threshold: bool
    excluded_because: str | None


class CriterionScore(Frozen):
    """One bid on one criterion; `marks` are the commissioners' coefficients, empty where nobody judged."""

    lot: str | None
    bid: str
    criterion: str
    title: str
    kind: str
    weight: Score
    marks: tuple[Score, ...]
    coefficient: Score
    raw_points: Score
    points: Score | None


class Agreement(Frozen):
    """How far the commissioners agree, on one criterion or (criterion None) overall. None: cannot be computed."""

    criterion: str | None
    bids: int
    commissioners: int
    kendall_w: float | None
    icc_single: float | None
    icc_mean: float | None
    krippendorff_alpha: float | None


class Switch(Frozen):
    """The weight at which a criterion, the others keeping their proportions, hands the first place to another bid."""

    to: str
    weight: Score
    change: Score


class SwitchWeights(Frozen):
    """The nearest switches of a criterion, downwards and upwards; `effective` is the share of the spread it decides."""

    criterion: str
    title: str
    weight: Score
    effective: float
    switches: tuple[Switch, ...]


class SmallestChange(Frozen):
    """The least that the weights must move, all together, for the first place to be shared."""

    to: str
    moved: Score
    weights: dict[str, Score]


class Acceptability(Frozen):
    """Share of random weights that give each bid each place: any weights at all, and weights within a fifth of the true."""

    draws: int
    seed: int
    any_weights: dict[str, tuple[float, ...]]
    near_weights: dict[str, tuple[float, ...]]


class WhatIf(Frozen):
    """The ranking in another world: `case` says which."""

    case: str
    ranking: tuple[tuple[str, int], ...]
    winners: tuple[str, ...]
    winner_changes: bool


class GradeStep(Frozen):
    """One mark moved by one grade, and who would then be first."""

    criterion: str
    bid: str
    commissioner: str
    given: str
    instead: str
    winners: tuple[str, ...]


class Sensitivity(Frozen):
    """Could the winner change?"""

    winners: tuple[str, ...]
    switch_weights: tuple[SwitchWeights, ...] = ()
    smallest_change: SmallestChange | None = None
    acceptability: Acceptability | None = None
    without_commissioner: tuple[WhatIf, ...] = ()
    without_bid: tuple[WhatIf, ...] = ()
    grade_steps_tried: int = 0
    grade_steps: tuple[GradeStep, ...] = ()
    rounding: tuple[WhatIf, ...] = ()
    #: Switch weights and acceptability found by trying, where totals are not linear in the weights.
    approximate: bool = False
    not_computed: tuple[str, ...] = ()


class Consistency(Frozen):
    """Saaty's consistency of one commissioner on one criterion, with the name of the table of random indices."""

    criterion: str
    commissioner: str
    lambda_max: float
    ratio: float | None
    ri_table: str
    acceptable: bool


class LotReport(Frozen):
    """Everything about one ranking; `id` is None where the tender has no lots."""

    id: str | None
    title: str
    cig: str
    rounding: tuple[RoundingRule, ...]
    rescaled: bool
    ranking: tuple[Row, ...]
    criteria: tuple[CriterionScore, ...]
    warnings: tuple[Warn, ...]
    agreement: tuple[Agreement, ...]
    consistency: tuple[Consistency, ...]
    sensitivity: Sensitivity | None


class Fingerprints(Frozen):
    """SHA-256 of the rules and of the marks, in a canonical form that does not depend on the file's layout."""

    rules: str
    marks: str


class ScoreReport(Frozen):
    """What `score` returns."""

    engine_version: str
    title: str
    cig: str
    published_on: date | None
    fingerprints: Fingerprints
    lots: tuple[LotReport, ...]
    evaluation: Evaluation = Field(exclude=True, repr=False)

    @property
    def ranking(self) -> tuple[Row, ...]:
        """Every lot's ranking, one after the other."""
        return tuple(row for lot in self.lots for row in lot.ranking)

    @property
    def criteria(self) -> tuple[CriterionScore, ...]:
        """Every bid on every criterion."""
        return tuple(row for lot in self.lots for row in lot.criteria)

    @property
    def warnings(self) -> tuple[Warn, ...]:
        """Every warning."""
        return tuple(warn for lot in self.lots for warn in lot.warnings)

    def to_frame(self) -> pd.DataFrame:
        """The ranking as a table of shown numbers."""
        import pandas as pd

        numbers = ("raw_technical", "technical", "economic", "total")
        rows = [row.model_dump() for row in self.ranking]
        return pd.DataFrame([{k: v["shown"] if k in numbers and v else v for k, v in row.items()} for row in rows])
