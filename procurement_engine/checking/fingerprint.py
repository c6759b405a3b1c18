"""What a finding is known by, from one version of a draft to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import regex

from procurement_engine.detection.words import fold
from procurement_engine.report import Evidence

#: How a heading or a paragraph is numbered: "Art. 9 -", "9.1", "IX.", "b)", "Articolo nove".
_NUMBER = r"(?:\d+(?:\.\d+)*|[ivxlc]+)(?:\s*-?\s*(?:bis|ter|quater))?"
_LABEL = regex.compile(
    rf"^\s*(?:(?:art(?:icol[oi]|t?\.)?|sezione|capo|titolo|parte|paragrafo|punto|§)\s*{_NUMBER}\b|\d+(?:\.\d+)+\b"
    rf"|{_NUMBER}\s*[.):°–-]|[a-z]\))[\s.:)°–-]*"
)
#: Where a text refers to its own articles: the numbers change with every renumbering.
_REFERENCE = regex.compile(
    r"\b(art(?:icol[oi]|t?\.)?|comm[ai]|punt[oi]|sezion[ei]|par(?:agraf[oi]|\.)|§)(?:\s*(?:,|e)?\s*\d[\d.]*)+"
)


def fingerprint(rule: str, lot: str | None, evidence: Sequence[Evidence]) -> str:
    """Sixteen hexadecimal digits: rule, lot, titles of sections and quotes, without numbering, spacing and punctuation."""
    parts = [rule, lot or ""]
    for item in evidence:
        parts += [_bare(item.section), _bare(item.quote)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _bare(text: str) -> str:
    plain = _REFERENCE.sub(r"\1", _LABEL.sub("", fold(text), 1))
    return "".join(ch for ch in plain if ch.isalnum())
