"""What a signature says, in a sentence."""

from __future__ import annotations

from procurement_engine.rules.signature import Signature

_WHY = {
    "content": ("il testo non è più quello firmato", "the text is no longer the one that was signed"),
    "citation": ("una fonte è stata riletta il {day:%d/%m/%Y}", "a source was read again on {day:%d/%m/%Y}"),
    "version": ("c'è un testo in vigore dal {day:%d/%m/%Y}", "there is a text in force from {day:%d/%m/%Y}"),
    "history": ("la storia porta una modifica del {day:%d/%m/%Y}", "the history has a change of {day:%d/%m/%Y}"),
}
_SAID = {
    "unsigned": ("non firmata", "not signed"),
    "valid": ("firmata da {by} il {on:%d/%m/%Y}", "signed by {by} on {on:%d/%m/%Y}"),
    "stale": (
        "firma precedente all'ultima modifica ({by}, {on:%d/%m/%Y}: {why})",
        "signature older than the last change ({by}, {on:%d/%m/%Y}: {why})",
    ),
}


def signature_words(signature: Signature, lang: str = "it") -> str:
    """E.g. "firmata da Anna Bianchi il 26/11/2026"; of a stale one, what came after it."""
    at = 0 if lang == "it" else 1
    why = _WHY[signature.why][at].format(day=signature.newer) if signature.why else ""
    return _SAID[signature.state][at].format(by=signature.by, on=signature.on, why=why)
