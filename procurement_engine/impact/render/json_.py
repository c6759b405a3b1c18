"""A report as JSON."""

from __future__ import annotations

import json

from pydantic import BaseModel


def render(name: str, report: BaseModel) -> str:
    """Indented UTF-8, with the name of its schema first; what is infinite is null."""
    data = {"schema": f"procurement-engine/impact-{name}/1", **report.model_dump(mode="json")}
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
