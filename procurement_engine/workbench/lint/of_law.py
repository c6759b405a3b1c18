"""Is it clear whose law a rule is, since when, and who answers for it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from procurement_engine.rules.sound import unsound
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground, RuleAt

#: Authority, kind of act, day and number, then the article: `urn:nir:stato:legge:1991-11-08;381~art5`.
_URN = re.compile(r"urn:nir:[a-z.]+:[a-z.]+:\d{4}-\d{2}-\d{2}(?:;\d+(?:-\w+)?)?(?:~art[\w.-]+)?(?:!.*)?")


def checks(seen: Ground) -> Iterator[Hit]:
    """Identity, sources, versions, signature, history."""
    for at in seen.rules:
        yield from _identity(at)
        yield from _sources(at)
        yield from _versions(at)


def _identity(at: RuleAt) -> Iterator[Hit]:
    rule = at.rule
    if rule.id != at.path.stem:
        yield Hit("R01", at.path, ("id",), f"l'id è «{rule.id}», il file si chiama {at.path.name}")
    if bool(rule.reviewed_by) != bool(rule.reviewed_on):
        has, lacks = ("reviewed_by", "reviewed_on") if rule.reviewed_by else ("reviewed_on", "reviewed_by")
        yield Hit("R27", at.path, (has,), f"c'è {has} ma manca {lacks}")
    if not rule.history:
        yield Hit("R26", at.path, ("history",), "la regola non ha history")
    if rule.status == "in_force" and rule.confidence == "L" and not rule.reviewed_by:
        yield Hit("R23", at.path, ("confidence",), f"in vigore con confidenza L{': ' + rule.to_verify if rule.to_verify else ''}")


def _sources(at: RuleAt) -> Iterator[Hit]:
    for number, version in enumerate(at.rule.versions):
        where = ("versions", number, "citations")
        named = [citation for citation in version.citations if citation.urn or citation.label]
        if not named:
            yield Hit("R02", at.path, where, f"la versione dal {version.in_force_from:%d/%m/%Y} non cita alcuna fonte")
            continue
        for place, citation in enumerate(version.citations):
            if citation.urn and not _URN.fullmatch(citation.urn):
                yield Hit("R32", at.path, (*where, place, "urn"), f"«{citation.urn}»")
        judged = (*version.essential, *version.forbidden)
        if any(at.rule.elements[name].basis == "law" for name in judged) and not any(c.urn for c in named):
            labels = "; ".join(citation.label for citation in named)
            yield Hit("R03", at.path, where, f"elementi di legge, ma la fonte non ha urn: {labels}")


def _versions(at: RuleAt) -> Iterator[Hit]:
    yield from (Hit(code, at.path, where, said) for code, where, said in unsound(at.rule))
    dated = sorted(enumerate(at.rule.versions), key=lambda item: item[1].in_force_from)
    for (_, before), (number, after) in pairwise(dated):
        if before.in_force_to is None:
            continue
        begins, ends = before.in_force_to + timedelta(days=1), after.in_force_from - timedelta(days=1)
        if begins <= ends and not after.gap:
            said = f"nessuna versione in vigore dal {begins:%d/%m/%Y} al {ends:%d/%m/%Y}"
            yield Hit("R05", at.path, ("versions", number, "in_force_from"), said)
