"""The facts a rule may ask about and the values each can take (contract.md, "Fact keys", and what follows from them)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from procurement_engine.rules.model import DOCUMENT_TYPES
from procurement_engine.rules.near import among, near
from procurement_engine.rules.parameters import too_large

#: What the user may give.
YES_NO = (
    "intellectual_services",
    "with_installation",
    "concession",
    "social_services",
    "outgoing_contractor",
    "pnrr",
    "labour_intensive",
    "art56_convention",
    "short_publication",
)
NUMBERS = (
    "estimated_value",
    "labour_cost",
    "labour_share",
    "secondary_share",
    "quality_points",
    "price_points",
    "technical_threshold",
    "duration_months",
)
CHOICES = {
    "contract_nature": ("works", "services", "supplies"),
    "procedure": ("open", "restricted", "negotiated", "direct_award"),
    "award_criterion": ("quality_price", "lowest_price", "fixed_price"),
    "reserved": ("none", "art61", "art129", "l381"),
    "public_body": ("central", "sub_central"),
}
_SHARES = ("labour_share", "secondary_share")
LISTS = ("cpv", "ateco", "ccnl_codes")
#: What the program alone tells.
_TOLD_YES_NO = (
    "declared_fixed",
    "rendered_in_person",
    "at_eu_threshold",
    "at_ordinary_threshold",
    "at_national_threshold",
    "lots_do_not_add_up",
    "differing_agreement",
    "differing_points",
    "differing_technical_threshold",
    "differing_award_criterion",
    "differing_value",
    "differing_labour_cost",
    "differing_reservation",
    "differing_deadline",
    "differing_duration",
    "criteria_weighted",
    "criteria_mismatch",
    "cpv_broad",
    "code_belies_name",
)
_TOLD_NUMBERS = ("eu_threshold", "documents_compared", "threshold_share", "fees", "priced_points")
_TOLD_LISTS = ("documents", "said", "cam")
FACTS = (*YES_NO, *NUMBERS, *CHOICES, *LISTS, *_TOLD_YES_NO, *_TOLD_NUMBERS, *_TOLD_LISTS, "published_on")
#: What people call a fact, where neither its key nor its Italian name says so.
ALSO = {
    "estimated_value": "importo a base di gara, base d'asta, prezzo, corrispettivo, valore dell'appalto, soglia",
    "labour_cost": "costo del lavoro, del personale",
    "labour_share": "incidenza della manodopera, quota di manodopera",
    "labour_intensive": "alta intensità di manodopera",
    "secondary_share": "prestazioni secondarie, accessorie",
    "quality_points": "punteggio tecnico, punti tecnici, offerta tecnica",
    "price_points": "punteggio economico, punti economici, offerta economica, prezzo",
    "technical_threshold": "soglia di sbarramento, punteggio minimo",
    "duration_months": "durata, mesi, anni, scadenza, termine",
    "contract_nature": "oggetto, tipo di contratto, natura, lavori, servizi, forniture",
    "procedure": "tipo di gara, affidamento diretto, procedura negoziata",
    "award_criterion": "criterio di aggiudicazione, minor prezzo, offerta economicamente più vantaggiosa",
    "reserved": "riserva, appalto riservato",
    "public_body": "stazione appaltante, ente, amministrazione",
    "outgoing_contractor": "gestore uscente, appaltatore uscente, subentro",
    "social_services": "servizi sociali, servizi alla persona, sanitari",
    "concession": "concessione",
    "published_on": "data del bando, pubblicazione, giorno, avvio",
    "cpv": "codice cpv, categoria, settore",
    "ccnl_codes": "contratto collettivo, ccnl",
    "cam": "criteri ambientali minimi",
    "documents": "documento, tipo di atto, allegato",
    "said": "il testo dice, elemento trovato",
}
_MEANT = {"no": "false", "n": "false", "falso": "false", "si": "true", "sì": "true", "yes": "true", "vero": "true"}
_ORDERS = ("at_least", "at_most", "above", "below")


def condition_fault(fact: str, operator: str, value: Any) -> str | None:
    """Why a comparison can never be true, None if it can: a sentence."""
    if fact in CHOICES or fact in (*YES_NO, *_TOLD_YES_NO):
        if operator in _ORDERS or operator == "contains":
            return f"«{fact}» si confronta con equals o in, non con {operator}"
        return next((fault for item in _items(operator, value) if (fault := value_fault(fact, item))), None)
    if fact in (*LISTS, *_TOLD_LISTS) and operator not in ("contains", "equals"):
        return f"«{fact}» è un elenco: si confronta con contains, non con {operator}"
    if fact == "documents" and operator == "contains" and value not in DOCUMENT_TYPES:
        return f"il tipo di documento «{value}» non esiste{among(value, DOCUMENT_TYPES)}"
    if fact in (*NUMBERS, *_TOLD_NUMBERS):
        if operator in _ORDERS and isinstance(value, str):
            return None  # the name of a parameter, which the layers define
        return next((fault for item in _items(operator, value) if (fault := value_fault(fact, item))), None)
    return None


def value_fault(fact: str, value: Any) -> str | None:
    """Why a fact cannot have a value, None if it can: a sentence."""
    if fact in (*YES_NO, *_TOLD_YES_NO) and not isinstance(value, bool):
        said = _MEANT.get(str(value).casefold())
        return f"«{fact}» vuole true o false, non «{value}»" + (f"; forse «{said}»?" if said else "")
    if fact in CHOICES and value not in CHOICES[fact]:
        return f"«{fact}» non può valere «{value}»{among(value, CHOICES[fact])}"
    if fact in (*NUMBERS, *_TOLD_NUMBERS) and (isinstance(value, bool) or not isinstance(value, (int, float))):
        return f"«{fact}» vuole un numero senza virgolette, non «{value}»"
    if fact in _SHARES and not isinstance(value, str) and (fault := too_large(value)):
        return f"«{fact}» è una parte di uno: {fault}"
    if fact in LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        return f"«{fact}» vuole un elenco di codici fra virgolette"
    if fact == "published_on" and not isinstance(value, date) and _not_a_date(value):
        return f"«published_on» vuole una data come 2026-03-01, non «{value}»"
    return None


def unknown_fact(fact: str) -> str:
    """The sentence for a fact that does not exist."""
    hint = near(fact, FACTS)
    if not hint and (meant := meant_fact(fact)):
        hint = f"; forse «{meant}» ({ALSO[meant]})?"
    return f"il fatto «{fact}» non esiste{hint or '; si cerca con «procurement-engine ruleset words» e una parola che lo dica'}"


def meant_fact(word: str) -> str | None:
    """The fact that people call so; of several the one that is called so first.

    >>> meant_fact("importo"), meant_fact("durata_contratto"), meant_fact("arcobaleno")
    ('estimated_value', 'duration_months', None)
    """
    parts = [part for part in word.casefold().split("_") if len(part) > 3]
    found = [(names.find(part), fact) for part in parts[:1] for fact, names in ALSO.items() if part[:-1] in names]
    return min(found)[1] if found else None


def _items(operator: str, value: Any) -> Iterator[Any]:
    if operator == "in" and isinstance(value, (list, tuple)):
        yield from value
    else:
        yield value


def _not_a_date(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return True
    return False
