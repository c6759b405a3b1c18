"""Numbers with a name: a layer defines them once, rules ask for them by name, and a layer on top may change them by an act."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import regex
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from procurement_engine.rules.model import RuleFile

_NAME = regex.compile(r"[a-z][a-z0-9_]*")
_BLANK = regex.compile(r"\{([a-z][a-z0-9_]*)\}")


def _number_or_name(value: Any) -> Any:
    named = isinstance(value, str) and _NAME.fullmatch(value) is not None
    if named or (isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)):
        return value
    said = str(value) if not isinstance(value, float) else f".{value}"
    raise ValueError(
        "ci si aspetta un numero senza virgolette (il punto per i decimali, niente migliaia) "
        f"o il nome di un parametro, non «{said}»"
    )


def too_large(limit: object) -> str:
    """Why a limit on a part of one cannot be meant: it is written as a percentage. Empty where it can.

    >>> too_large(20), too_large(0.2)
    ('20 è il 2000 per cento: il 20 per cento si scrive 0.20', '')
    """
    if not isinstance(limit, (int, float)) or limit <= 1:
        return ""
    return f"{limit:.10g} è il {limit * 100:.10g} per cento: il {limit:.10g} per cento si scrive {limit / 100:.2f}"


#: A number, or the name of a parameter that stands for one.
Number = Annotated[float | Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], BeforeValidator(_number_or_name)]


class Parameter(BaseModel):
    """A number of a layer: `quota` is a part of one, said as a percentage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float
    unit: Literal["quota", "punti", "euro", "mesi", "giorni", "numero"] = "numero"
    about: str

    @model_validator(mode="after")
    def _part_of_one(self) -> Parameter:
        if self.unit == "quota" and (fault := too_large(self.value)):
            raise ValueError(fault)
        return self

    def shown(self, lang: str = "it") -> str:
        """As a reader expects it.

        >>> Parameter(value=0.05, unit="quota", about="-").shown(), Parameter(value=30, about="-").shown()
        ('5 per cento', '30')
        """
        plain = f"{self.value * 100 if self.unit == 'quota' else self.value:.10g}"
        text = plain if lang == "en" else plain.replace(".", ",")
        return text + ((" per cent" if lang == "en" else " per cento") if self.unit == "quota" else "")


class Bound(BaseModel):
    """One limit on a number read in the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None

    def model_post_init(self, _: Any) -> None:
        """Exactly one comparison."""
        if len(self.given()) != 1:
            raise ValueError("serve un solo confronto fra at_least, at_most, above, below")

    def given(self) -> dict[str, Any]:
        """The comparison given, by name."""
        return {key: value for key, value in self if value is not None}

    def admits(self, value: float) -> bool:
        """Is a number within it? A hair of rounding is forgiven."""
        ((operator, limit),) = self.given().items()
        near = abs(value - limit) < 1e-9
        inside = value > limit if operator in ("at_least", "above") else value < limit
        return near if near and operator in ("at_least", "at_most") else inside and not near


def names(rule: BaseModel) -> set[str]:
    """The parameters that a rule asks for."""
    return {value for _, value in _numbers(rule.model_dump(by_alias=True)) if isinstance(value, str)}


def _numbers(data: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each place in a dumped rule where a number may stand under a name."""
    if isinstance(data, dict):
        for key in ("at_least", "at_most", "above", "below"):
            if isinstance(data.get(key), (str, float, int)):
                yield {"in": data, "key": key}, data[key]
        for value in data.values():
            yield from _numbers(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _numbers(value)


def resolved(rule: RuleFile, values: Mapping[str, Parameter]) -> RuleFile:
    """The same rule with numbers where names stood, also in its sentences. KeyError for a name that no layer defines."""
    if not names(rule):
        return rule
    data = rule.model_dump(by_alias=True)
    for place, value in list(_numbers(data)):
        if isinstance(value, str):
            place["in"][place["key"]] = values[value].value
    _say(data, {name: parameter.shown() for name, parameter in values.items()})
    read = type(rule).model_validate(data)
    return read.weighed_as(rule)


def _say(data: Any, shown: Mapping[str, str]) -> None:
    """Numbers in the sentences of a dumped rule."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("title", "summary", "message", "else") and isinstance(value, str):
                data[key] = fill(value, shown)
            else:
                _say(value, shown)
    elif isinstance(data, (list, tuple)):
        for value in data:
            _say(value, shown)


def fill(text: str, values: Mapping[str, str]) -> str:
    """A sentence of a rule with `{name}` replaced by the number as shown; what is no parameter stays.

    >>> fill("almeno il {quota}", {"quota": "5 per cento"})
    'almeno il 5 per cento'
    """
    return _BLANK.sub(lambda match: values.get(match[1], match[0]), text) if "{" in text else text
