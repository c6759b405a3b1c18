"""The report as JSON, with the field names of the contract."""

from __future__ import annotations

import json

from procurement_engine.report import CheckReport


def render(report: CheckReport) -> str:
    """Indented UTF-8 JSON; the first key is `schema`."""
    data = report.model_dump(mode="json", exclude={"exit_code"})
    return json.dumps({"schema": data.pop("schema_"), **data}, ensure_ascii=False, indent=2)
