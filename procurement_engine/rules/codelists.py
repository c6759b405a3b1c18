"""The code lists of `rulesets/codelists/` that the rules rest on: what each holds, and how one is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import regex
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel

from procurement_engine.data import data_path
from procurement_engine.rules.parts import Day, Strict
from procurement_engine.rules.read import read_model
from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.rules.yaml_tree import Path as Where


def _cnel(value: Any) -> Any:
    if isinstance(value, str) and not regex.fullmatch(r"[A-Z][0-9A-Z]{3}", value):
        raise ValueError(f"«{value}» non è un codice CNEL: quattro caratteri, il primo una lettera maiuscola, come T151")
    return value


CnelCode = Annotated[str, BeforeValidator(_cnel)]


class Agreement(Strict):
    """A national collective agreement."""

    WHERE: ClassVar[str] = "dentro un contratto (ccnl.yaml)"
    code: CnelCode | None
    sector: str
    status: Literal["due_fonti", "una_fonte", "norma", "da_verificare"]
    names: tuple[str, ...]


class CamFamily(Strict):
    """A family of minimum environmental criteria."""

    WHERE: ClassVar[str] = "dentro una famiglia (cam.yaml)"
    cpv: tuple[str, ...] = Field(min_length=1)
    decree: str


class _Period(Strict):
    from_: Day = Field(alias="from")
    to: Day


class EuropeanThresholds(_Period):
    """The thresholds of a stretch of time, in euro."""

    WHERE: ClassVar[str] = "dentro un periodo (soglie_europee)"
    works: int = Field(gt=0, strict=True)
    central: int = Field(gt=0, strict=True)
    sub_central: int = Field(gt=0, strict=True)
    social: int = Field(gt=0, strict=True)


class NationalThresholds(_Period):
    """The same of national law."""

    WHERE: ClassVar[str] = "dentro un periodo (soglie_nazionali)"
    works: int = Field(gt=0, strict=True)
    services: int = Field(gt=0, strict=True)
    supplies: int = Field(gt=0, strict=True)


class Thresholds(Strict):
    """`soglie.yaml`."""

    soglie_europee: tuple[EuropeanThresholds, ...] = Field(min_length=1)
    soglie_nazionali: tuple[NationalThresholds, ...] = Field(min_length=1)


class RevisionClause(Strict):
    """When prices are revised, and how much of a change is paid."""

    WHERE: ClassVar[str] = "dentro una clausola (clauses)"
    since: Day
    nature: tuple[Literal["works", "services", "supplies"], ...] = Field(min_length=1)
    threshold: float = Field(gt=0, lt=1, strict=True)
    share: float = Field(gt=0, le=1, strict=True)
    of: Literal["excess", "variation"]


class Revision(Strict):
    """`revisione_prezzi.yaml`."""

    source: str
    last_checked_on: Day
    clauses: tuple[RevisionClause, ...] = Field(min_length=1)
    ordinary_since: Day


class OldReference(Strict):
    """A repealed act or article, and what stands in its place."""

    WHERE: ClassVar[str] = "dentro una voce (voci)"
    atto: str | None = None
    cerca: str
    oggi: str


class OldReferences(BaseModel):
    """`riferimenti_abrogati.yaml`; other keys hold patterns that several entries share."""

    model_config = ConfigDict(frozen=True, extra="allow")
    voci: tuple[OldReference, ...] = Field(min_length=1)


class Agreements(RootModel[dict[str, Agreement]]):
    """`ccnl.yaml`."""


class CamFamilies(RootModel[dict[str, CamFamily]]):
    """`cam.yaml`."""


class Titles(RootModel[dict[str, tuple[str, ...]]]):
    """`articoli.yaml`: requirement or family -> words of the title of the article where its clause belongs."""


CODELISTS: dict[str, type[BaseModel]] = {
    "ccnl": Agreements,
    "cam": CamFamilies,
    "soglie": Thresholds,
    "revisione_prezzi": Revision,
    "riferimenti_abrogati": OldReferences,
    "articoli": Titles,
}
_PATTERNS = ("names", "atto", "cerca")


def codelist(name: str) -> dict[str, Any]:
    """The plain data of a shipped code list, checked."""
    path = data_path("rulesets", "codelists", f"{name}.yaml")
    check_codelist(path)
    return load_yaml(path)


def check_codelist(path: Path) -> None:
    """RuleFileError with every fault of a code list; one that no rule rests on has its own reader."""
    if path.stem in CODELISTS:
        read_model(path, CODELISTS[path.stem], pattern_faults)


def pattern_faults(data: dict[str, Any]) -> Iterator[tuple[Where, str]]:
    """Every pattern that cannot be read."""
    entries: list[tuple[Where, Any]] = [((name,), entry) for name, entry in data.items()]
    if isinstance(data.get("voci"), list):
        entries = [(("voci", number), entry) for number, entry in enumerate(data["voci"])]
    for where, entry in entries:
        for key in _PATTERNS if isinstance(entry, dict) else ():
            texts = entry.get(key)
            for number, text in enumerate(texts) if isinstance(texts, list) else ((None, texts),):
                if isinstance(text, str) and (fault := pattern_fault(text)):
                    yield (*where, key) if number is None else (*where, key, number), fault


def pattern_fault(text: str) -> str | None:
    """Why a pattern cannot be read, None if it can."""
    try:
        regex.compile(text)
    except regex.error as error:
        position = (getattr(error, "pos", None) or 0) + 1
        return f"il modello «{text[:60]}» non si può leggere (carattere {position}): controllare parentesi e barre"
    return None
