"""The economic declaration at a fixed price, held against the price and against the tables of the labour module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from procurement_engine.scoring import EvaluationError, load, save, score
from procurement_engine.scoring.files import validated, with_file

from .builders import codes, discretionary

LABOUR = {
    "start": "2026-01-01", "months": 12,
    "agreements": [
        {"id": "coop", "cnel": "T151", "tables": [{"since": "2025-01-01", "source": "x", "hourly": {"D1": 20, "4": 10}}]},
        {"id": "multi", "cnel": "K511", "tables": [{"since": "2025-01-01", "source": "y", "hourly": {"2": 15, "1.5": 14}}]},
    ],
}  # fmt: skip


def tender(amount: float | None = 1000, **declared: Any) -> dict[str, Any]:
    data = discretionary({"A": 100}, {"a": {"A": [0.9]}, "b": {"A": [0.5]}}, tie_break=["A", "draw"])
    own = {"labour_cost": 800, "safety_cost": 20, "ccnl": "T151", **declared}
    for bid in data["bids"]:
        bid["economic_declaration"] = own
    return {**data, "price": {"mode": "fixed", "amount": amount}, "labour": LABOUR}


def test_hours_that_the_declared_cost_pays_for() -> None:
    assert not codes(tender(hours={"D1": 30, "4": 20}), sensitive=False) & {"labour_below_tables", "unsustainable_at_tables"}


def test_hours_dearer_than_declared() -> None:
    said = {w.code: w.message for w in score(tender(hours={"D1": 45}), sensitive=False).warnings}
    assert "900,00 euro" in said["labour_below_tables"]
    assert "unsustainable_at_tables" not in said  # 920 is still within the price


def test_hours_that_the_price_does_not_pay_for() -> None:
    found = codes(tender(hours={"D1": 50}), sensitive=False)
    assert {"labour_below_tables", "unsustainable_at_tables"} <= found
    assert "unsustainable" not in found


def test_another_agreement_has_other_tables() -> None:
    assert "labour_below_tables" not in codes(tender(hours={"2": 50}, ccnl="K511"), sensitive=False)
    assert "hours_without_tables" in codes(tender(hours={"X": 50}, ccnl="H05Y"), sensitive=False)


def test_no_amount_is_said() -> None:
    assert "price_amount_missing" in codes(tender(amount=None), sensitive=False)


def test_unknown_level_stops(tmp_path: Path) -> None:
    path = tmp_path / "gara.yaml"
    path.write_text(yaml.safe_dump(tender(hours={"D9": 5}), sort_keys=False), encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"gara\.yaml, riga \d+: offerta «a»: il livello «D9» non è nella tabella"):
        with_file(path, score)


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_tables_and_hours_survive_the_files(suffix: str, tmp_path: Path) -> None:
    before = validated(tender(hours={"4": 50, "D1": 2.5}))
    save(before, tmp_path / f"gara{suffix}")
    assert load(tmp_path / f"gara{suffix}") == before
