"""The file `--init` writes: a small tender at a fixed price, to be overwritten with one's own."""

from __future__ import annotations

from typing import Any

SAMPLE: dict[str, Any] = {
    "title": "Servizio educativo: scrivere qui l'oggetto della gara",
    "cig": "",
    "price": {"mode": "fixed", "amount": 480000},
    "method": {
        "coefficients": "commissioner_mean",
        "scale": [0, 0.2, 0.4, 0.6, 0.8, 1],
        "aggregation": "weighted_sum",
        "rescaling": {"level_1": "none", "level_2": False},
        "threshold": {"points": 60, "on": "raw"},
        "rounding": [{"stage": "total", "decimals": 2, "mode": "half_up"}],
        "tie_break": ["A", "draw"],
    },
    "criteria": [
        {
            "id": "A",
            "title": "Progetto del servizio",
            "weight": 50,
            "sub_criteria": [
                {"id": "A1", "title": "Metodo di lavoro", "weight": 25, "kind": "discretionary"},
                {"id": "A2", "title": "Stabilità e cura del personale", "weight": 25, "kind": "discretionary"},
            ],
        },
        {
            "id": "B",
            "title": "Ore annue di formazione per addetto",
            "weight": 25,
            "kind": "quantitative",
            "formula": {"type": "thresholds", "min": 10, "max": 25},
        },
        {"id": "C", "title": "Certificazione per la parità di genere", "weight": 5, "kind": "tabular"},
        {"id": "D", "title": "Misura dell'impatto sociale", "weight": 20, "kind": "discretionary"},
    ],
    "commissioners": ["commissario 1", "commissario 2", "commissario 3"],
    "bids": [
        {"id": "alfa", "name": "Prima offerta"},
        {"id": "beta", "name": "Seconda offerta"},
        {"id": "gamma", "name": "Terza offerta"},
    ],
}
