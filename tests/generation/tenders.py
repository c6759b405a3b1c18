"""Valid tenders drawn over the model, from the shipped starter."""

from __future__ import annotations

import copy
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from procurement_engine.data import data_path
from procurement_engine.generation import Tender, templates
from procurement_engine.inputs import build
from procurement_engine.rules.yaml_file import load_yaml

STARTER: dict[str, Any] = load_yaml(data_path("tender_templates", "gara.yaml"))
#: (title, purpose, CPV, ATECO, social services): services of several kinds.
OBJECTS = [
    (
        "Servizio di assistenza domiciliare",
        "permettere alle persone anziane di restare a casa propria",
        "85312000-9",
        "88.10.00",
        True,
    ),
    ("Servizio di doposcuola", "sostenere bambine e bambini nello studio", "85312110-3", "88.91.00", True),
    ("Gestione del nido d'infanzia", "accogliere bambine e bambini da zero a tre anni", "80110000-8", "88.91.00", True),
    ("Pulizia degli edifici comunali", "tenere puliti gli uffici", "90911200-8", "81.21.00", False),
]
CCNL = [("Cooperative sociali", "T151"), ("UNEBA, istituzioni socio-assistenziali", "T141")]
BODIES = [
    "Comune di Pieve d'Alpe",
    "Unione dei comuni del Reno",
    "Azienda servizi alla persona Città Alta",
    "Città metropolitana di Bologna",
]
#: Signs that must come out as typed.
SIGNS = [
    "",
    " {{7*7}}",
    " & C.",
    " <w:p>",
    " *uno* | due",
    " “virgolette”",
    " مرحبا",
    " 🌍",
    " [x](y)",
    " `codice`",
    " {% if %}",
    " #1",
]


TENDER = {name: t.get("wants", {}) for name, t in templates().items() if "describes" not in t}
PARTNERSHIP = {name: t["starter"] for name, t in templates().items() if t.get("describes") == "partnership"}


def described(name: str) -> dict[str, Any]:
    """The starter of a template, made to what the template wants."""
    if name in PARTNERSHIP:
        return load_yaml(data_path("tender_templates", PARTNERSHIP[name]))
    data = starter(**{field: values[0] for field, values in TENDER[name].items()})
    if data["award"] == "quality_price":
        data |= {"price_points": 20, "threshold": 50}
        for criterion in data["criteria"][:2]:
            criterion["points"] -= 10
    return data


def starter(**changes: Any) -> dict[str, Any]:
    """The starter's data with some fields changed."""
    return {**copy.deepcopy(STARTER), **changes}


@st.composite
def tenders(draw: st.DrawFn, name: str) -> Tender:
    """A tender that adds up, that the law admits, and that a template wants."""
    wants, needs = TENDER[name], templates()[name].get("needs", ())
    chosen = {field: draw(st.sampled_from(values)) for field, values in wants.items()}
    award = chosen.setdefault("award", "fixed_price")
    data = starter(**chosen)
    title, purpose, cpv, ateco, social = draw(st.sampled_from(OBJECTS))
    data |= {
        "title": title + draw(st.sampled_from(SIGNS)),
        "purpose": purpose,
        "cpv": cpv,
        "ateco": ateco,
        "social_services": social,
    }
    data["activities"] = [f"attività {n}{draw(st.sampled_from(SIGNS))}" for n in range(1, draw(st.integers(2, 4)))]
    data["body"]["name"] = draw(st.sampled_from(BODIES))
    name, cnel = draw(st.sampled_from(CCNL))
    data["ccnl"] = {"name": name, "cnel": cnel, "territorial": draw(st.sampled_from(["", "accordo territoriale della provincia"]))}
    data["agreements"][0] |= {"name": name, "cnel": cnel, "id": cnel}
    published = draw(st.dates(date(2025, 1, 1), date(2026, 11, 1)))
    data["dates"] = _dates(draw, published)
    data["duration"] = {
        "months": draw(st.integers(12, 48)), "renewal": draw(st.sampled_from([0, 12])), "extension": draw(st.sampled_from([0, 6])),
    }  # fmt: skip
    data["agreements"][0]["tables"][0]["since"] = published
    _money(draw, data)
    _details(draw, data)
    if "outgoing" not in needs and draw(st.booleans()):
        data |= {"outgoing": None, "first_award_reason": "Il servizio è istituito per la prima volta dall'anno in corso."}
    for part in ("insertion", "threshold"):
        if draw(st.booleans()):
            del data[part]
    if "insertion" not in data:
        grounds = "sono preferite le offerte che descrivono tempi e modi della prima accoglienza"
        data["criteria"][5] |= {"title": "Accoglienza e avvio", "subject": "", "grounds": grounds}
    if award == "quality_price":
        data["price_points"] = draw(st.integers(5, 20))
        data["criteria"][0]["points"] -= data["price_points"] - 10
        data["criteria"][1]["points"] -= 10
        data["threshold"] = 50
    return build(Tender, data)


def _details(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """What may be there or not."""
    data |= {
        "cup": draw(st.sampled_from(["", "B11B22000330004"])), "commissioners": draw(st.sampled_from([3, 5])),
        "anac_fee": draw(st.sampled_from(["", "165,00"])), "payment_days": draw(st.sampled_from([30, 60])),
        "cam": "" if data["social_services"] else "decreto ministeriale 29 gennaio 2021",
    }  # fmt: skip
    data["requirements"] |= {
        "turnover": draw(st.sampled_from(["", "fatturato globale medio annuo di 300.000,00 euro"])),
        "certifications": draw(st.sampled_from([[], ["ISO 9001"]])), "inspection": draw(st.sampled_from(["", "Il sopralluogo è facoltativo."])),
    }  # fmt: skip
    if draw(st.booleans()):
        second = {"name": "Multiservizi", "cnel": "K511"}
        data["secondary"] = {"description": "portierato", "share": draw(st.sampled_from([0.3, 0.45])), "ccnl": second}


def _dates(draw: st.DrawFn, published: date) -> dict[str, Any]:
    def after(days: int) -> date:
        return published + timedelta(days=days)

    noon = datetime.combine(after(45), datetime.min.time()).replace(hour=12)
    return {
        "published_on": published, "questions": after(25), "answers": after(32), "offers": noon,
        "opening": noon + timedelta(hours=draw(st.integers(20, 60))), "start": after(draw(st.integers(120, 200))),
    }  # fmt: skip


def _money(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """Hours, and fees that pay for them."""
    hours = draw(st.integers(2_000, 30_000))
    others = {"safety": 2_000, "goods": draw(st.integers(0, 5_000)), "overheads": draw(st.integers(3_000, 9_000))}
    data["staff"] = [
        {"role": "operatrici e operatori", "level": "D1", "hours": hours},
        {"role": "coordinamento", "level": "D2", "hours": 500},
    ]
    data["other_costs"] = others
    data["fees"] = hours * 22 + 500 * 24 + sum(others.values()) + draw(st.integers(0, 20_000))
    data["interference"] = draw(st.sampled_from([0, 1_500]))
    if draw(st.booleans()):
        half = data["fees"] / 2
        data["lots"] = [
            {"id": str(n), "title": f"ambito {where}", "cpv": data["cpv"], "fees": half, "interference": data["interference"] / 2,
             "staff": [{**line, "hours": line["hours"] / 2} for line in data["staff"]]}
            for n, where in ((1, "nord"), (2, "sud"))
        ]  # fmt: skip
        data |= {"staff": [], "one_lot_reason": "", "other_costs": {}}
