"""Findings as text, as JSON, as SARIF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from procurement_engine.workbench.lint.finding import Finding, Kind, kinds
from procurement_engine.workbench.lint.stale import Stale

_WORDS = {"error": "errore", "warning": "avviso"}
_HEADS = {"citation": "Fonti da rileggere", "signature": "Firme mancanti o superate", "to_verify": "Punti da verificare"}


def as_text(found: Sequence[Finding], most: int | None = None) -> Iterator[str]:
    """A line a finding; under the first of each kind, why it matters and the cure. `most`: so many warnings of a kind."""
    told: Counter[str] = Counter()
    for one in found:
        code = one.kind.code
        told[code] += 1
        if most is not None and told[code] > most and one.kind.severity == "warning":
            continue
        key = f"{one.key}: " if one.key else ""
        place = f"{shown(one.file)}:{one.line}:{one.column}"
        yield f"{place}: {code} {_WORDS[one.kind.severity]}: {one.kind.title}. {key}{one.text}"
        if told[code] == 1 and code != "R00":  # its sentence is the whole of it
            yield f"    perché conta: {one.kind.why}"
            yield f"    rimedio: {one.kind.fix}"
    hidden = sum(max(0, told[kind.code] - most) for kind in kinds().values() if kind.severity == "warning") if most else 0
    if hidden:
        yield f"... e altri {hidden} avvisi degli stessi tipi: --all li mostra tutti"
    yield summary(found)


def summary(found: Sequence[Finding]) -> str:
    """How many, of which kinds."""
    if not found:
        return "Nessun rilievo."
    count = Counter(one.kind.severity for one in found)
    by_code = ", ".join(f"{code} {n}" for code, n in sorted(Counter(one.kind.code for one in found).items()))
    return f"\n{count['error']} errori, {count['warning']} avvisi ({by_code}). Che cosa vuol dire R10: ruleset lint --explain R10"


def explained(kind: Kind) -> str:
    """A kind, told at length."""
    return f"{kind.code} ({_WORDS[kind.severity]}): {kind.title}\n\nPerché conta: {kind.why}.\nRimedio: {kind.fix}."


def as_json(found: Sequence[Finding], old: Sequence[Stale]) -> dict[str, Any]:
    """For programs."""
    return {
        "schema": "procurement-engine/ruleset-lint/1",
        "findings": [
            {
                "code": one.kind.code,
                "severity": one.kind.severity,
                "title": one.kind.title,
                "file": shown(one.file),
                "line": one.line,
                "column": one.column,
                "key": one.key,
                "message": one.text,
                "why": one.kind.why,
                "fix": one.kind.fix,
            }
            for one in found
        ],
        "stale": [{"kind": item.kind, "rule": item.rule, "layer": item.layer, "message": item.text} for item in old],
    }


def as_sarif(found: Sequence[Finding]) -> dict[str, Any]:
    """SARIF 2.1.0, for the platforms that show findings beside the lines of a file."""
    rules = [
        {
            "id": kind.code,
            "shortDescription": {"text": kind.title},
            "fullDescription": {"text": kind.why},
            "help": {"text": kind.fix},
            "defaultConfiguration": {"level": kind.severity},
        }
        for kind in kinds().values()
    ]
    results = [
        {
            "ruleId": one.kind.code,
            "level": one.kind.severity,
            "message": {"text": f"{one.key}: {one.text}" if one.key else one.text},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": shown(one.file)},
                        "region": {"startLine": one.line, "startColumn": one.column},
                    }
                }
            ],
        }
        for one in found
    ]
    driver = {"name": "procurement-engine ruleset lint", "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def stale_text(old: Sequence[Stale]) -> Iterator[str]:
    """What has grown old, by kind."""
    for kind, head in _HEADS.items():
        items = [item for item in old if item.kind == kind]
        yield f"{head}: {len(items)}"
        yield from (f"  {item.rule:<8} {item.layer:<16} {item.text}" for item in items)


def shown(path: Path) -> str:
    """A path as seen from where the command was given, where it lies below."""
    resolved, here = path.resolve(), Path.cwd()
    return (resolved.relative_to(here) if resolved.is_relative_to(here) else resolved).as_posix()
