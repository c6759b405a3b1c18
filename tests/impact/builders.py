"""Small plans and tables for the tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from procurement_engine.impact.plan.model import ImpactPlan

EXAMPLE = Path(__file__).parents[2] / "examples" / "08_dal_bando_al_terzo_anno"


def indicator(ident: str = "I1", /, **fields: Any) -> dict[str, Any]:
    """A complete indicator, of a rate that should grow from 40 to 70 in three years."""
    return {
        "id": ident, "name": f"quota di persone al lavoro {ident}", "outcome": "E1", "measure": "rate", "unit": "%",
        "direction": "increase", "baseline": {"value": 40, "on": date(2026, 1, 1)}, "target": {"value": 70, "on": date(2028, 12, 31)},
        "source": "comunicazioni obbligatorie", "frequency": "yearly", "responsible": "tutor", "verification": "servizio lavoro",
        **fields,
    }  # fmt: skip


def plan(*indicators: dict[str, Any], **fields: Any) -> ImpactPlan:
    """A plan of three calendar years with one outcome."""
    return ImpactPlan.model_validate({
        "title": "Prova", "start": date(2026, 1, 1), "end": date(2028, 12, 31), "subject": "servizio di inserimento al lavoro",
        "outcomes": [{"id": "E1", "text": "Le persone lavorano", "stakeholder": "persone", "link": "è l'oggetto"}],
        "indicators": list(indicators or [indicator()]), **fields,
    })  # fmt: skip


def csv(path: Path, *lines: str) -> Path:
    """A table with semicolons."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
