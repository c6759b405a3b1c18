"""What has grown old or waits for somebody: a report, never a fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from procurement_engine.checking.requirement import citation_label
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import CitationSpec, RuleFile
from procurement_engine.workbench.signing.words import signature_words

#: Days after which a source is to be read again.
DAYS = 180


@dataclass(frozen=True)
class Stale:
    """One thing to do: "citation" (read a source again), "signature", "to_verify"."""

    kind: str
    rule: str
    layer: str
    text: str


def stale(layers: Sequence[Layer], day: date, days: int = DAYS) -> list[Stale]:
    """The sources last read more than `days` ago in the text in force on the day, the signatures that are missing or old,
    the doubts left open; in this order."""
    rules = [(layer.name, rule) for layer in layers for rule in layer.rules]
    return [
        *(found for layer, rule in rules for found in _sources(layer, rule, day, days)),
        *(
            Stale("signature", rule.id, layer, signature_words(rule.signature))
            for layer, rule in rules
            if rule.signature.state != "valid"
        ),
        *(Stale("to_verify", rule.id, layer, rule.to_verify) for layer, rule in rules if rule.to_verify),
    ]


def _sources(layer: str, rule: RuleFile, day: date, days: int) -> Iterator[Stale]:
    version = rule.version_on(day)
    for citation in version.citations if version else ():
        age = (day - citation.last_checked_on).days
        if age > days:
            said = f"{_named(citation)}: letta l'ultima volta il {citation.last_checked_on:%d/%m/%Y}, {age} giorni fa"
            yield Stale("citation", rule.id, layer, said)


def _named(citation: CitationSpec) -> str:
    return citation.label or (citation_label(citation.urn, citation.comma) if citation.urn else "fonte senza nome")
