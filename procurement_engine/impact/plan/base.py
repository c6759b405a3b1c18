"""What every part of a plan is made of."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


class Frozen(BaseModel):
    """Unchangeable, and without words it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _number(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, str) and value):
        raise PydanticCustomError(
            "number", "«{text}» non è un numero: scrivere solo cifre, l'unità sta nella sua colonna", {"text": value}
        )
    if isinstance(value, float) and not isfinite(value):
        raise PydanticCustomError("number", "serve un numero finito")
    return value


def _text(value: object) -> object:
    """People number things, and YAML and spreadsheets read a bare 1 as a number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


#: Years outside are slips of the pen.
YEARS = range(1900, 2201)


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _plausible(value: date) -> date:
    if value.year not in YEARS:
        raise PydanticCustomError("number", "l'anno {year} non può essere giusto", {"year": value.year})
    return value


Number = Annotated[float, BeforeValidator(_number)]
Share = Annotated[Number, Field(ge=0, le=1)]
Text = Annotated[str, BeforeValidator(_text), StringConstraints(strip_whitespace=True, max_length=4000)]
Identifier = Annotated[Text, StringConstraints(pattern=r"^[^\s;,]+$", max_length=60)]
Day = Annotated[date, BeforeValidator(_day), AfterValidator(_plausible)]
