"""Texts of strangers made fit to be shown: nothing in them may act on a terminal or reorder what stands beside them."""

from __future__ import annotations

import unicodedata

#: Characters that turn the direction of the text around them.
_TURNS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


def clean(text: str) -> str:
    """The same text without control characters (line ends and tabs stay), lone surrogates and turns of direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(ch for ch in text if ch in "\n\t" or (unicodedata.category(ch) not in ("Cc", "Cs") and ord(ch) not in _TURNS))
