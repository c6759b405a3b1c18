"""`ruleset.yaml`: what a layer is, what it stands on, its numbers, and by which acts it changes what stands under it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from procurement_engine.rules.parameters import Parameter
from procurement_engine.rules.parts import Day, Strict

#: A reason shorter than this says nothing (as for waivers).
SHORTEST = 30


class LayerChange(Strict):
    """An act by which a layer changes, without copying it, a rule, an element or a number of a layer under it."""

    WHERE: ClassVar[str] = "dentro un cambiamento (changes)"
    rule: str | None = None
    element: str | None = None
    parameter: str | None = None
    switched_off: Literal[True] | None = None
    severity: Literal["error", "warning", "advice"] | None = None
    value: float | None = None
    because: str
    act: str = Field(min_length=1)
    on: Day
    until: Day | None = None

    @field_validator("because")
    @classmethod
    def _says_why(cls, text: str) -> str:
        if len(text.strip()) < SHORTEST:
            raise ValueError(f"la motivazione vuole almeno {SHORTEST} caratteri")
        return text.strip()

    @model_validator(mode="after")
    def _one_thing(self) -> LayerChange:
        if (self.rule is None) == (self.parameter is None):
            raise ValueError("un cambiamento riguarda una regola (rule) o un numero (parameter)")
        if self.parameter is not None and (self.value is None or self.element or self.switched_off or self.severity):
            raise ValueError("per cambiare un numero (parameter) si scrive value, e nient'altro")
        if self.rule is not None and (self.value is not None or (self.switched_off is None) == (self.severity is None)):
            raise ValueError("di una regola (rule) si scrive switched_off: true oppure severity")
        if self.severity is not None and self.element is None:
            raise ValueError("la gravità (severity) è di un elemento: scrivere quale (element)")
        return self

    def holds(self, day: date) -> bool:
        """Is the act in force?"""
        return self.on <= day and (self.until is None or day <= self.until)


class RulesetFile(Strict):
    """`ruleset.yaml`: what a folder of rules is called, which version it is, what it stands on and what it changes there."""

    WHERE: ClassVar[str] = "in ruleset.yaml"
    name: str
    version: str = "0"
    engine: str = ""
    published_on: Day | None = None
    extends: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    changes: tuple[LayerChange, ...] = ()
