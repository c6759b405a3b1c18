"""Which lots a text names, under one name each ("lotto n. 2", "lotto II" and "secondo lotto" are lot 2)."""

from __future__ import annotations

import regex

from procurement_engine.facts.numbers import word_value

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_ORDINAL = {"primo": "1", "secondo": "2", "terzo": "3", "quarto": "4", "quinto": "5"}
_ID = r"(?:\d{1,2}(?![\d.]\d)|[iv]{2,4}\b|(?:uno|due|tre|quattro|cinque)\b|[a-hiv](?=\s*(?:$|[)\]:;,.|–—-])))"
_LOT = regex.compile(rf"\blott[oi]\s+(?:n(?:umero|r?\.)?°?\s*)?(?P<ids>{_ID}(?:(?:\s*,\s*|\s+ed?\s+(?:il\s+)?|\s*/\s*){_ID})*)")
_NTH = regex.compile(r"\b(primo|secondo|terzo|quarto|quinto)\s+lotto\b")
_ONE = regex.compile(r"\d+|[a-z]+")


def lots_in(text: str) -> frozenset[str]:
    """The lots a folded text names.

    >>> sorted(lots_in("nei lotti 1 e 3")), sorted(lots_in("lotto ii - nord")), sorted(lots_in("lotto a cui"))
    (['1', '3'], ['2'], [])
    """
    if "lott" not in text:
        return frozenset()
    named = {_name(one) for match in _LOT.finditer(text) for one in _ONE.findall(match["ids"]) if one not in ("e", "ed", "il")}
    return frozenset(named | {_ORDINAL[match[1]] for match in _NTH.finditer(text)})


def _name(one: str) -> str:
    if one.isdigit():
        return str(int(one))
    value = word_value(one) if len(one) > 2 else None
    return str(value) if value else _ROMAN.get(one, one.upper())
