"""The facts a rule may ask about and the values each can take (contract.md, "Fact keys", and what follows from them)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from procurement_engine.rules.model import DOCUMENT_TYPES
from procurement_engine.rules.near import among, near

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
LISTS = ("cpv", "ateco", "ccnl_codes")
#: What the program alone tells.
_TOLD_YES_NO = (
    "declared_fixed",
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
_TOLD_NUMBERS = ("eu_threshold", "documents_compared", "threshold_share", "fees")
_TOLD_LISTS = ("documents", "said", "cam")
FACTS = (*YES_NO, *NUMBERS, *CHOICES, *LISTS, *_TOLD_YES_NO, *_TOLD_NUMBERS, *_TOLD_LISTS, "published_on")
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
    if fact in LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        return f"«{fact}» vuole un elenco di codici fra virgolette"
    if fact == "published_on" and not isinstance(value, date) and _not_a_date(value):
        return f"«published_on» vuole una data come 2026-03-01, non «{value}»"
    return None


def unknown_fact(fact: str) -> str:
    """The sentence for a fact that does not exist."""
    return f"il fatto «{fact}» non esiste{near(fact, FACTS)}"


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
