"""The findings as SARIF 2.1.0, for the tools that read such logs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from procurement_engine.report import Change, CheckReport, Evidence, Requirement
from procurement_engine.reports.findings import Finding, findings

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "advice": "note"}
_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
}


def render(report: CheckReport) -> str:
    """One run: findings, doubts ("review") and waived findings (suppressed); what is in order only in the counts."""
    shown = [f for f in findings(report) if f.group]
    rules = {f.requirement.id: f.requirement for f in shown}
    run = {
        "tool": {"driver": {"name": "procurement_engine", "semanticVersion": report.engine_version, "rules": _rules(rules)}},
        "language": report.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": report.exit_code != 3, "exitCode": report.exit_code, "toolExecutionNotifications": [
                {"level": "warning", "message": {"text": w.message}, "descriptor": {"id": w.code}} for w in report.warnings
            ]}
        ],
        "artifacts": [
            {"location": {"uri": _uri(d.path)}, "mimeType": _MIME[d.format], "hashes": {"sha-256": d.sha256},
             "roles": ["analysisTarget"]}
            for d in report.documents
        ],
        "results": [*(_result(f, list(rules), report) for f in shown), *_gone(report)],
        "properties": {"asOf": report.as_of.isoformat(), "summary": report.summary.model_dump(), "evaluators": report.evaluators},
    }  # fmt: skip
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rules(rules: dict[str, Requirement]) -> list[dict[str, Any]]:
    return [_rule(rule) for rule in rules.values()]


def _rule(rule: Requirement) -> dict[str, Any]:
    url = next((citation.url for citation in rule.citations if citation.url), None)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": "; ".join(c.label for c in rule.citations) or rule.title},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [rule.id.partition("-")[0], rule.basis], "confidence": rule.confidence, "layer": rule.layer},
        **({"helpUri": url} if url else {}),
    }


def _result(finding: Finding, rule_ids: list[str], report: CheckReport) -> dict[str, Any]:
    r = finding.requirement
    review = r.outcome == "undetermined"
    result: dict[str, Any] = {
        "ruleId": r.id,
        "ruleIndex": rule_ids.index(r.id),
        "kind": "review" if review else "fail",
        "level": "none" if review else _LEVEL[r.severity],
        "message": {"text": r.reason},
        "locations": [_location(item, report) for item in r.evidence[:10]] or [_somewhere(r, report)],
        "partialFingerprints": {"procurementEngine/v1": r.fingerprint},
        "properties": {
            "lots": list(finding.lots),
            "basis": r.basis,
            "explanation": r.explanation,
            "hangsOn": list(r.hangs_on),
            "layers": [act.text for act in r.layer_acts],
        },
    }
    if r.waiver is not None:
        justification = " – ".join(part for part in (r.waiver.justification, r.waiver.approved_by, r.waiver.act) if part)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    if report.changes is not None:
        result["baselineState"] = _baseline(r, (*report.changes.still_open, *report.changes.waived))
    return result


def _baseline(r: Requirement, still_open: tuple[Change, ...]) -> str:
    same = next((c for c in still_open if (c.id, c.lot) == (r.id, r.lot)), None)
    return "new" if same is None else "unchanged" if same.same_words and not same.mended else "updated"


def _gone(report: CheckReport) -> Iterator[dict[str, Any]]:
    """The findings of the earlier report that are no more."""
    for change in report.changes.resolved if report.changes else ():
        yield {
            "ruleId": change.id,
            "kind": "pass",
            "level": "none",
            "baselineState": "absent",
            "message": {"text": change.title},
            "partialFingerprints": {"procurementEngine/v1": change.fingerprint},
        }


def _location(item: Evidence, report: CheckReport) -> dict[str, Any]:
    """The file, its line where the format has lines, and the section."""
    physical: dict[str, Any] = {"artifactLocation": _artifact(item.document, report)}
    if item.line:  # a format without lines has no region that the standard knows
        physical["region"] = {"startLine": item.line, "snippet": {"text": item.quote}}
    place = {"paragraph": item.paragraph, "start": item.start, "end": item.end, **({"page": item.page} if item.page else {})}
    where: dict[str, Any] = {"physicalLocation": physical, "message": {"text": item.quote}, "properties": place}
    return where | ({"logicalLocations": [{"fullyQualifiedName": item.section, "kind": "section"}]} if item.section else {})


def _somewhere(r: Requirement, report: CheckReport) -> dict[str, Any]:
    """Where nothing was found: the first document it was looked for in."""
    looked = {path for element in r.elements for path in element.looked_in}
    number = next((n for n, d in enumerate(report.documents) if d.path in looked), 0)
    return {"physicalLocation": {"artifactLocation": _artifact(number, report)}}


def _artifact(number: int, report: CheckReport) -> dict[str, Any]:
    return {"uri": _uri(report.documents[number].path), "index": number}


def _uri(path: str) -> str:
    """A relative path percent-encoded, an absolute one as a file address."""
    file = Path(path)
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())
