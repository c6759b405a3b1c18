"""What the VIS guidelines (DM 23 July 2019) are, and whether they look at a plan: they promote, they do not oblige."""

from __future__ import annotations

from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.model import ImpactPlan

MONTHS, AMOUNT, SCOPES = 18, 1_000_000, ("interregional", "national", "international")
LAW = "art. 7 c. 3 L. 106/2016; DM Lavoro 23 luglio 2019 (GU 214 del 12.9.2019)"


class Principle(Frozen):
    """One of the principles, and whether something in the plan answers to it."""

    name: str
    answered: bool
    by: str


class Vis(Frozen):
    """The statement for a plan."""

    within_guidelines: bool | None
    reasons: tuple[str, ...]
    statement: str
    principles: tuple[Principle, ...]
    law: str = LAW


def vis(plan: ImpactPlan) -> Vis:
    """Where a figure is missing the answer is open, unless another already says no."""
    tests = (
        ("durata", None if plan.months is None else plan.months >= MONTHS, f"almeno {MONTHS} mesi"),
        ("importo", None if plan.amount is None else plan.amount > AMOUNT, "oltre 1.000.000 di euro"),
        ("ambito", None if plan.scope is None else plan.scope in SCOPES, "interregionale, nazionale o internazionale"),
    )
    answers = [answer for _, answer, _ in tests]
    within = False if False in answers else None if None in answers else True
    reasons = tuple(f"{name}: {_WORDS[answer]} ({threshold})" for name, answer, threshold in tests)
    return Vis(within_guidelines=within, reasons=reasons, statement=_STATEMENTS[within], principles=_principles(plan))


_WORDS = {True: "sì", False: "no", None: "non detto"}
_PROMOTES = "Le linee guida VIS sono promozionali e sperimentali: non creano un obbligo di legge e lasciano libero il metodo. "
_STATEMENTS = {
    True: _PROMOTES
    + "Questo intervento è del tipo per cui un'amministrazione può chiedere la VIS a enti del Terzo settore: se la si chiede, "
    "il suo costo va proporzionato e riconosciuto nel finanziamento.",
    False: _PROMOTES
    + "Questo intervento è fuori dalle soglie che indicano: la VIS è volontaria, e un percorso leggero con pochi indicatori basta.",
    None: _PROMOTES + "Mancano dati per dire se l'intervento rientra nelle soglie che indicano; in ogni caso la "
    "VIS resta una scelta.",
}


def _principles(plan: ImpactPlan) -> tuple[Principle, ...]:
    lines = plan.indicators
    for_whom = any(outcome.stakeholder or outcome.link for outcome in plan.outcomes)
    controlled = bool(lines) and all(line.source and line.verification for line in lines)
    checks = {
        "intenzionalità": (bool(plan.outcomes), "esiti voluti, scritti prima"),
        "rilevanza": (bool(lines) and for_whom, "per chi, e che cosa c'entra con l'oggetto"),
        "affidabilità": (controlled, "fonte e verifica di ogni indicatore"),
        "misurabilità": (bool(lines) and all(line.target.value is not None for line in lines), "valore atteso in cifre"),
        "comparabilità": (bool(lines) and all(line.baseline.said and line.unit for line in lines), "partenza e unità di misura"),
        "trasparenza e comunicazione": (any(line.use for line in lines), "uso e restituzione dei risultati"),
    }
    return tuple(Principle(name=name, answered=answered, by=by) for name, (answered, by) in checks.items())
