"""What stops a document from being written."""

from __future__ import annotations

from dataclasses import dataclass

from procurement_engine.inputs import InputError


class GenerationError(InputError):
    """Nothing can be written. `str()` is one Italian sentence."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the law forbids: the rule that says so, why, the way out, and the article of the document it concerns."""

    rule: str
    why: str
    way_out: str
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.why} {self.way_out}"


class RefusedError(GenerationError):
    """The tender asks for something the law forbids; `refusals` tells each."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("\n".join(str(refusal) for refusal in refusals))
