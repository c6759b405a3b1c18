"""The rules of the tender: price, coefficients, aggregation, rescaling, thresholds, rounding, ties."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from procurement_engine.numbers import Number
from procurement_engine.scoring.formulas import EconomicFormula
from procurement_engine.scoring.rounding import DEFAULT, Platform, RoundingRule


def _name(value: object) -> object:
    """People number their criteria, and YAML reads a bare 1 as a number; a bare 1.10 has already lost its zero."""
    if isinstance(value, float):
        raise PydanticCustomError("number", "scriverlo tra virgolette: 1.10 senza virgolette è il numero 1.1")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Name = Annotated[str, BeforeValidator(_name)]
#: Identifiers stand in pairs like "alfa/beta" and before grades like "alfa 3", so they hold neither sign.
Identifier = Annotated[Name, StringConstraints(pattern=r"^[^\s/]+$", max_length=60)]


class Frozen(BaseModel):
    """What every part of an evaluation is: unchangeable, and without words it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Threshold(Frozen):
    """The points under which a bid goes no further; exactly that many are enough."""

    points: Number = Field(ge=0)
    on: Literal["raw", "rescaled"] = "raw"


class Rescaling(Frozen):
    """Level 1: the best bid on a criterion gets its whole weight. Level 2: the best on quality gets all its points."""

    level_1: Literal["none", "criterion", "sub_criterion"] = "none"
    level_2: bool = False


class PriceComponent(Frozen):
    """One element of an economic offer that is scored on several."""

    id: Identifier
    title: str = ""
    points: Number = Field(gt=0)
    formula: EconomicFormula


class Price(Frozen):
    """Fixed (bids compete on quality alone), or worth points. A formula's values are what bids give as `price`."""

    mode: Literal["fixed", "points"] = "fixed"
    amount: Number | None = Field(default=None, gt=0)
    points: Number | None = Field(default=None, gt=0)
    formula: EconomicFormula | None = None
    components: tuple[PriceComponent, ...] = ()

    @property
    def parts(self) -> tuple[PriceComponent, ...]:
        """The scored elements; a single formula is one element."""
        if self.mode == "fixed":
            return ()
        if self.points is not None and self.formula is not None and not self.components:
            return (PriceComponent(id="price", points=self.points, formula=self.formula),)
        return self.components


class Method(Frozen):
    """How marks become a ranking."""

    coefficients: Literal["commissioner_mean", "pairwise", "ahp"] = "commissioner_mean"
    marks: Literal["coefficient", "points"] = "coefficient"
    scale: tuple[Number, ...] | None = None
    pairwise_normalisation: Literal["per_commissioner", "summed"] | None = None
    pairwise_min_bids: int = Field(default=3, ge=2)
    ahp_vector: Literal["eigenvector", "geometric"] = "eigenvector"
    ri_table: Literal["saaty_1980", "saaty_2001"] = "saaty_1980"
    ahp_max_ratio: Number = Field(default=Fraction(1, 10), gt=0)
    aggregation: Literal["weighted_sum", "electre", "topsis"] = "weighted_sum"
    electre_index: Literal["q", "q_star"] = "q"
    rescaling: Rescaling = Rescaling()
    threshold: Threshold | None = None
    rounding: tuple[RoundingRule, ...] | None = None
    platform: Platform | None = None
    tie_break: tuple[Name, ...] = ()
    total_points: Number = Field(default=Fraction(100), gt=0)

    @property
    def rounding_rules(self) -> tuple[RoundingRule, ...]:
        """The rounding in force: the tender's, the platform's, else the default."""
        if self.rounding is not None:
            return self.rounding
        return self.platform.rules() if self.platform else DEFAULT

    @property
    def compares(self) -> bool:
        """Discretionary criteria are judged by comparing bids two by two."""
        return self.coefficients != "commissioner_mean"
