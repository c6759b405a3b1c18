"""The words of the reports, Italian and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "warning": ("Attenzione", "Warning"),
    "first": (
        "{wrong} rilievi da correggere, {open} punti da chiarire, {fine} requisiti trovati.",
        "{wrong} findings to mend, {open} points to clarify, {fine} requirements found.",
    ),
    "law_day": (
        "Legge applicata: quella in vigore il {day:%d/%m/%Y} ({origin}).",
        "Law applied: as in force on {day:%d/%m/%Y} ({origin}).",
    ),
    "origin_given": ("come chiesto con --as-of", "as asked with --as-of"),
    "origin_fact": ("data indicata nei fatti", "date given in the facts"),
    "origin_stated": ("data di pubblicazione letta nella bozza", "publication date read in the draft"),
    "origin_today": ("oggi: la bozza non dice quando è pubblicata", "today: the draft does not say when it is published"),
    "group_law": ("Chiesto dalla legge", "Asked by law"),
    "group_guideline": ("Chiesto da linee guida", "Asked by guidelines"),
    "group_policy": ("Chiesto dal Piano per l'economia sociale", "Asked by the plan for the social economy"),
    "group_open": ("Da chiarire", "To clarify"),
    "questions": (
        "Domande che deciderebbero un esito (rispondere con --facts)",
        "Questions that would decide an outcome (--facts)",
    ),
    "lot": ("lotto", "lot"),
    "severity_error": ("ERRORE", "ERROR"),
    "severity_warning": ("AVVISO", "WARNING"),
    "severity_advice": ("CONSIGLIO", "ADVICE"),
    "law": ("Norma", "Law"),
    "suggestion": ("Testo che si può aggiungere", "Text that may be added"),
    "looked": ("Cercato in", "Looked in"),
    "near": ("Il passaggio più vicino", "The nearest passage"),
    "counts": (
        "Requisiti considerati {n}: trovati {ok}, non trovati o difettosi {bad}, dubbi {open}, non applicabili {na}, non verificabili in questi documenti {nc}.",
        "Requirements considered {n}: found {ok}, not found or defective {bad}, doubtful {open}, not applicable {na}, not checkable in these documents {nc}.",
    ),
    "fine": ("Trovati", "Found"),
    "facts": ("Fatti della procedura:", "Facts of the procedure:"),
    "fact_stated": ("letto nella bozza", "read in the draft"),
    "fact_given": ("indicato da chi controlla", "given by the user"),
    "fact_derived": ("ricavato", "derived"),
    "fact_default": ("presunto", "assumed"),
    "rules": ("Regole", "Rules"),
    "evaluators": ("Valutatori", "Evaluators"),
    "disclaimer": (
        "Il programma dice quali requisiti ha trovato, non trovato o trovato dubbi; non certifica che il documento sia legittimo.",
        "The program says which requirements it found, did not find or found doubtful; it does not certify a document as lawful.",
    ),
}


def words(lang: str) -> dict[str, str]:
    """Every word in one language."""
    column = int(lang == "en")
    return {key: pair[column] for key, pair in _WORDS.items()}
