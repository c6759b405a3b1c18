"""What every part of a tender is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from procurement_engine.numbers import Number


class Part(BaseModel):
    """Unchangeable, and without words it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _text(value: object) -> object:
    """YAML reads a bare 12 as a number; people mean the text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_text), StringConstraints(max_length=20_000)]
Filled = Annotated[str, BeforeValidator(_text), StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Identifier = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=r"^[^\s/]+$", max_length=40)]
Euro = Annotated[Number, Field(ge=0, le=10**12)]
Points = Annotated[Number, Field(gt=0, le=100)]
Months = Annotated[int, Field(gt=0, le=360)]
Cpv = Annotated[str, StringConstraints(pattern=r"^\d{8}-\d$")]
Ateco = Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{1,2}(\.\d{1,2})?$")]
Cnel = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9A-Z]{3}$")]
