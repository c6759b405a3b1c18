"""Survivors that a person accepted: `tests/accepted.yaml` in a layer's folder, with a reason, a name and a day each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from procurement_engine.rules.yaml_file import RuleFileError, load_yaml

FILE = Path("tests") / "accepted.yaml"
_SHORTEST_REASON = 20


class Acceptance(BaseModel):
    """One statement that may stay untested: as the survivors' list writes it, why, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statement: str
    reason: str = Field(min_length=_SHORTEST_REASON)
    by: str = Field(min_length=2)
    on: date


@dataclass(frozen=True)
class Accepted:
    """The acceptances of a layer, by rule."""

    by_rule: Mapping[str, tuple[Acceptance, ...]] = field(default_factory=dict)

    def reason(self, rule: str, statement: str) -> str:
        """Why a survivor may stay, with name and day; empty if nobody accepted it."""
        found = next((one for one in self.by_rule.get(rule, ()) if one.statement == statement), None)
        return f"{found.reason} ({found.by}, {found.on:%d/%m/%Y})" if found else ""

    def without_object(self, rule: str, survivors: set[str]) -> tuple[str, ...]:
        """The acceptances of what does not survive (any more): to be taken out."""
        return tuple(one.statement for one in self.by_rule.get(rule, ()) if one.statement not in survivors)


def load_accepted(folder: Path) -> Accepted:
    """The file of a layer; nothing accepted where there is none. RuleFileError says what is wrong in it."""
    path = folder / FILE
    if not path.is_file():
        return Accepted()
    try:
        return Accepted(TypeAdapter(dict[str, tuple[Acceptance, ...]]).validate_python(load_yaml(path)))
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise RuleFileError(f"{FILE}: alla voce «{where}»: {_ITALIAN.get(problem['type'], problem['msg'])}") from error


_ITALIAN = {
    "missing": "manca; ogni accettazione vuole statement, reason, by, on",
    "extra_forbidden": "non esiste; le voci sono statement, reason, by, on",
    "string_too_short": f"è troppo breve: il motivo vuole almeno {_SHORTEST_REASON} caratteri, e il nome di chi accetta",
}
