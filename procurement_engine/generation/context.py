"""What templates and clauses may name: the tender as `t`, and the blanks of the clauses by their Italian names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from procurement_engine.generation.italian import amount, moment, number, thing
from procurement_engine.generation.partnership import Partnership
from procurement_engine.generation.tender.model import Tender
from procurement_engine.generation.tender.work import Ccnl, Criterion, Insertion
from procurement_engine.labour import Estimate, estimate

LETTERS = {"discretionary": "D", "quantitative": "Q", "tabular": "T"}
STAFF_LIST = "allegato A"
#: The clause that a criterion on a subject belongs to.
CLAUSE_OF = {
    "": "", "impact": "criterio_impatto", "gender": "certificazione_genere", "insertion": "punti_inserimento",
    "work_quality": "qualita_lavoro", "absorption": "progetto_assorbimento",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """The hours of the whole, or of a lot, priced."""

    lotto: str
    stima: Estimate


def of_tender(tender: Tender, template: Mapping[str, Any]) -> dict[str, Any]:
    """Every name a template may use."""
    parts = tuple(Share(getattr(part, "id", ""), estimate(tender.costs(part))) for part in (tender.lots or (tender,)))
    work = [criterion.points for criterion in tender.criteria if criterion.subject == "work_quality"]
    return {
        "t": tender, "parti": parts, "lettere": LETTERS, "clausola_del_tema": CLAUSE_OF,
        "intestazione": template["title"], "invito": template["document_type"] == "lettera_invito",
        "ets": False, "convenzione": False, "prezzo_fisso": tender.award == "fixed_price", "riservato": tender.reserved == "art61",
        # The blanks of the clauses.
        "ccnl": _ccnl(tender.ccnl), "ateco": tender.ateco, "cpv": tender.cpv,
        "importo_fisso": amount(tender.fees), "importo_manodopera": amount(tender.labour_cost),
        "punti_qualita": number(tender.quality_points), "punti_prezzo": number(tender.price_points),
        "punti_soglia": number(tender.threshold or 0), "punti_genere": _points(tender, "gender"),
        "punti_impatto": _points(tender, "impact"), "punti_lavoro": number(work[0]) if work else "",
        "punti_formazione": number(work[-1]) if work else "",
        "attivita_secondaria": tender.secondary.description if tender.secondary else "",
        "quota_secondaria": number(100 * tender.secondary.share) if tender.secondary else "",
        "ccnl_secondario": _ccnl(tender.secondary.ccnl) if tender.secondary else {},
        "allegato_personale": STAFF_LIST, "decreto_cam": tender.cam, "protocollo_sindacale": tender.union_protocol,
        "criteri_parita": list(tender.tie_break), "commissari": {3: "tre", 5: "cinque"}[tender.commissioners],
        "penale_assunzione": amount(tender.penalties.hire), "penale_relazione": amount(tender.penalties.report),
        **_insertion(tender.insertion, tender.duration.months, tender.criteria),
        "penale_ritardo": number(tender.penalties.delay_per_mille), "periodicita": "annuale",
    }  # fmt: skip


def of_partnership(described: Partnership, template: Mapping[str, Any]) -> dict[str, Any]:
    """Every name a template of a partnership may use."""
    convention = described.convention_381
    return {
        "t": described, "intestazione": template["title"], "clausola_del_tema": CLAUSE_OF,
        "ets": convention is None, "convenzione": template["document_type"] == "convenzione_381", "prezzo_fisso": False,
        "atto_avvio": described.act, "responsabile": described.body.rup, "recapito": described.body.pec,
        "obiettivo": described.objective, "durata": described.months, "risorse": amount(described.resources),
        "soglia": number(described.threshold or 0), "periodicita": "semestrale", "giorni": described.days,
        "scadenza": moment(described.deadline), "apporto_ente": described.own_contribution,
        "ccnl": _ccnl(described.ccnl) if described.ccnl else {}, "territorio": described.place,
        "bene_culturale": described.heritage.asset if described.heritage else "",
        "durata_anni": number(Fraction(described.months, 12)),
        "oggetto_convenzione": thing(described.title), "valore_convenzione": amount(convention.value) if convention else "",
        "punti_inserimento": number(sum((c.points for c in described.criteria if c.subject == "insertion"), Fraction(0))),
        "punti_impatto": number(sum((c.points for c in described.criteria if c.subject == "impact"), Fraction(0))),
        **_insertion(convention.insertion if convention else None, described.months, described.criteria),
    }  # fmt: skip


def _ccnl(found: Ccnl) -> dict[str, str]:
    return {"nome": found.name, "codice": found.cnel}


def _insertion(found: Insertion | None, months: int, criteria: Sequence[Criterion]) -> dict[str, Any]:
    if found is None:
        return {}
    weeks = Fraction(52 * months, 12)
    points = sum((c.points for c in criteria if c.subject == "insertion"), Fraction(0))
    return {
        "persone_inserite": found.people, "ore_settimanali": number(found.hours_per_week), "penale_ora": amount(found.hour_penalty),
        "ore_inserimento": number(int(weeks * found.people * Fraction(str(found.hours_per_week)))),
        "programma_inserimenti": found.programme, "quota_inserimenti": number(found.programme_share),
        "punti_inserimento": number(points) if points else "",
    }  # fmt: skip


def _points(tender: Tender, subject: str) -> str:
    points = tender.points_of(subject)
    return number(points) if points else ""
