"""The report as JSON, with the field names of the contract."""

from __future__ import annotations

import json
from typing import Any

from procurement_engine.scoring.design.model import DesignReport
from procurement_engine.scoring.report import ScoreReport


def render(report: ScoreReport) -> str:
    """Indented UTF-8 JSON. A tender without lots has its details at the top, else `lots` holds them."""
    data = report.model_dump(mode="json")
    lots = data.pop("lots")
    single = lots[0] if len(lots) == 1 and lots[0]["id"] is None else None
    whole: dict[str, Any] = {"schema": "procurement-engine/score/1", **data}
    for key in ("ranking", "criteria", "warnings", "agreement", "consistency"):
        whole[key] = [row for lot in lots for row in lot[key]]
    whole["rounding"] = single["rounding"] if single else None
    whole["sensitivity"] = single["sensitivity"] if single else None
    whole["lots"] = [] if single else lots
    return json.dumps(whole, ensure_ascii=False, indent=2)


def render_design(report: DesignReport) -> str:
    """The findings on the rules."""
    return json.dumps(
        {"schema": "procurement-engine/score-design/1", **report.model_dump(mode="json")}, ensure_ascii=False, indent=2
    )
