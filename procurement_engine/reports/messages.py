"""The words of the reports, Italian and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "warning": ("Attenzione", "Warning"),
    "nothing": ("Nulla da correggere", "Nothing to mend"),
    "mend_one": ("1 cosa da correggere prima di pubblicare", "1 thing to mend before publishing"),
    "mend": ("{n} cose da correggere prima di pubblicare", "{n} things to mend before publishing"),
    "clarify": ("{n} da chiarire", "{n} to clarify"),
    "advised_one": ("1 consiglio", "1 piece of advice"),
    "advised": ("{n} consigli", "{n} pieces of advice"),
    "met_one": ("1 requisito trovato", "1 requirement found"),
    "met": ("{n} requisiti trovati", "{n} requirements found"),
    "undecided": (
        "Su questi documenti nessun requisito si è potuto decidere: più sotto la ragione di ciascuno.",
        "On these documents no requirement could be decided: the reason for each is below.",
    ),
    "law_day": (
        "Legge applicata: quella in vigore il {day:%d/%m/%Y} ({origin}).",
        "Law applied: as in force on {day:%d/%m/%Y} ({origin}).",
    ),
    "origin_given": ("come chiesto con --as-of", "as asked with --as-of"),
    "origin_fact": ("data indicata nei fatti", "date given in the facts"),
    "origin_stated": ("data di pubblicazione letta nella bozza", "publication date read in the draft"),
    "origin_today": ("oggi: la bozza non dice quando è pubblicata", "today: the draft does not say when it is published"),
    "revised": (
        "con revisioni: letto come se fossero accettate",
        "with tracked changes: read as if they were accepted",
    ),
    "group_law": ("Chiesto dalla legge", "Asked by law"),
    "group_guideline": ("Chiesto da linee guida", "Asked by guidelines"),
    "group_policy": (
        "Chiesto dalle politiche del piano (Piano per l'economia sociale)",
        "Asked by the policies of the plan (plan for the social economy)",
    ),
    "group_open": ("Da chiarire", "To clarify"),
    "group_waived": ("In deroga", "Waived"),
    "questions": (
        "Domande che deciderebbero un esito (rispondere in un file, con --facts)",
        "Questions that would decide an outcome (answer in a file, with --facts)",
    ),
    "lot": ("lotto", "lot"),
    "lots": ("lotti", "lots"),
    "severity_error": ("ERRORE", "ERROR"),
    "severity_warning": ("AVVISO", "WARNING"),
    "severity_advice": ("CONSIGLIO", "ADVICE"),
    "doubt": ("DUBBIO", "DOUBT"),
    "law": ("Norma", "Law"),
    "suggestion": ("Testo che si può aggiungere", "Text that may be added"),
    "looked": ("Cercato in", "Looked in"),
    "near": ("Il passaggio più vicino", "The nearest passage"),
    "counts": (
        "Requisiti considerati {n}: trovati {ok}, non trovati o difettosi {bad}, dubbi {open}, in deroga {waived}, non applicabili {na}, non verificabili in questi documenti {nc}.",
        "Requirements considered {n}: found {ok}, not found or defective {bad}, doubtful {open}, waived {waived}, not applicable {na}, not checkable in these documents {nc}.",
    ),
    "fine": ("Trovati", "Found"),
    "not_applicable": ("Non applicabili", "Not applicable"),
    "not_checked": ("Non verificati", "Not checked"),
    "facts": ("Fatti della procedura", "Facts of the procedure"),
    "fact_stated": ("letto nella bozza", "read in the draft"),
    "fact_given": ("indicato da chi controlla", "given by the user"),
    "fact_derived": ("ricavato", "derived"),
    "fact_default": ("presunto", "assumed"),
    "yes": ("sì", "yes"),
    "no": ("no", "no"),
    "rules": ("Regole", "Rules"),
    "evaluators": ("Valutatori", "Evaluators"),
    "disclaimer": (
        "Il programma dice quali requisiti ha trovato, non trovato o trovato dubbi; non certifica che il documento sia legittimo.",
        "The program says which requirements it found, did not find or found doubtful; it does not certify a document as lawful.",
    ),
}

#: Italian names of the facts, shown beside the key that a facts file uses; in English the key speaks for itself.
FACTS = {
    "ateco": "attività (ATECO)",
    "award_criterion": "criterio di aggiudicazione",
    "ccnl_codes": "codici CNEL dei contratti collettivi",
    "concession": "concessione",
    "contract_nature": "natura del contratto",
    "cpv": "CPV",
    "estimated_value": "valore stimato, euro",
    "intellectual_services": "servizi intellettuali",
    "labour_cost": "costo della manodopera, euro",
    "labour_intensive": "alta intensità di manodopera",
    "labour_share": "quota della manodopera",
    "outgoing_contractor": "gestore uscente",
    "pnrr": "fondi PNRR",
    "price_points": "punti al prezzo",
    "procedure": "procedura",
    "public_body": "ente",
    "published_on": "pubblicazione",
    "quality_points": "punti alla qualità",
    "reserved": "riserva",
    "secondary_share": "quota delle prestazioni secondarie",
    "social_services": "servizi sociali o alla persona",
    "technical_threshold": "soglia di sbarramento",
    "with_installation": "posa in opera",
}


def words(lang: str) -> dict[str, str]:
    """Every word in one language."""
    column = int(lang == "en")
    return {key: pair[column] for key, pair in _WORDS.items()}
