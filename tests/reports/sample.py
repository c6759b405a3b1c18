"""A small report to render, and ways to vary it."""

from datetime import date

from procurement_engine.report import (
    CheckReport,
    Citation,
    Document,
    Element,
    Evidence,
    Fact,
    Lot,
    Message,
    Question,
    Requirement,
    Ruleset,
    Summary,
)  # fmt: skip

QUOTE = Evidence(document=0, section="Art. 9 Personale", paragraph=41, start=0, end=21, quote="assume tutto l'organico")
NEAR = Evidence(document=0, section="Art. 3 Importi", paragraph=12, start=0, end=9, quote="il personale è stimato")


def element(**changes):
    values = {
        "name": "elastic", "title": "riserva di organizzazione", "essential": True, "state": "missing", "basis": "law",
        "severity": "error", "message": "Manca la riserva.", "looked_in": ("cartella/disciplinare.docx",), "near_misses": (NEAR,),
    }  # fmt: skip
    return Element(**{**values, **changes})


FOUND = element(name="takes_on", title="impegno ad assumere", state="found", evidence=(QUOTE,), near_misses=())


def requirement(**changes):
    values = {
        "id": "SOC-03", "title": "Clausola elastica", "outcome": "non_compliant", "basis": "law", "severity": "error",
        "confidence": "H", "reason": "Manca la riserva: aggiungerla.", "elements": (element(), FOUND), "evidence": (QUOTE,),
        "citations": (Citation(label="art. 57, c. 1, d.lgs. 36/2023", url="https://www.normattiva.it/x"),),
        "suggestion": "L'aggiudicatario assume con priorità.",
    }  # fmt: skip
    return Requirement(**{**values, **changes})


def report(*requirements, **changes):
    whole = [r for r in requirements if r.lot is None]
    names = ("compliant", "non_compliant", "undetermined", "not_applicable", "waived")
    counts = {name: sum(r.outcome == name for r in whole) for name in names}
    values = {
        "engine_version": "0", "evaluators": ("plain",), "as_of": date(2026, 3, 9), "as_of_origin": "stated",
        "rulesets": (Ruleset(name="italia", version="1", sha256=""),),
        "documents": (
            Document(path="cartella/disciplinare.docx", sha256="", format="docx", document_type="disciplinare", characters=9,
                     has_revisions=False),
        ),
        "facts": {"labour_share": Fact(value=0.84, origin="derived"), "pnrr": Fact(value=False, origin="default")},
        "requirements": requirements,
        "summary": Summary(considered=len(whole), applicable=len(whole) - counts["not_applicable"],
                           not_checked=sum(r.not_checked for r in whole), **counts),
    }  # fmt: skip
    return CheckReport(**{**values, **changes})


LOTS = (Lot(id="1", facts={}), Lot(id="2", facts={}))
OLD = Message(code="old_regime", message="Si applica il vecchio codice.")
ASKED = Question(fact="outgoing_contractor", question="C'è un gestore uscente?", requirements=("SOC-03",))
