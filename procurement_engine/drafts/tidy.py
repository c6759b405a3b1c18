"""The text of a block as its reader sees it: what is invisible goes, what is shown stays as typed."""

from __future__ import annotations

import re
import unicodedata

#: Controls and line ends are blanks; soft hyphens, zero-width and direction marks are nothing.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\uf020-\uf0ff\ufffe\uffff]")
_BLANKS = re.compile(r" {2,}")
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff")
#: Signs that Word writes in its symbol fonts (private code points): boxes to tick, arrows, comparisons. The rest are bullets.
_SYMBOLS = {
    **dict.fromkeys("\uf06d\uf06f\uf071\uf072\uf0a8", "☐"),
    **dict.fromkeys("\uf052\uf054\uf078\uf0fd\uf0fe", "☒"),
    **dict(zip("\uf020\uf02d\uf053\uf061\uf062\uf0a3\uf0ae", " –Σαβ≤→", strict=True)),
    **dict(zip("\uf0b0\uf0b1\uf0b3\uf0b4\uf0e0\uf0e5\uf0fc", "°±≥×→Σ✓", strict=True)),
}


def tidy(text: str) -> str:
    """Composed accents, single blanks, no soft hyphens or control characters.

    >>> tidy("par\u00adte \\t seconda")
    'parte seconda'
    """
    if not text.isprintable():  # a fast way to say that nothing of _ODD is there
        text = _ODD.sub(lambda match: _shown(match[0]), text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return (_BLANKS.sub(" ", text) if "  " in text else text).strip(" ")


def symbol(font: str, code: str) -> str:
    """The sign of a `w:sym`: its font and its code point, hexadecimal, in the private area or plain."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if font.startswith("Wingdings 2") and number % 0x100 == 0xA3:
        return "☐"  # in the Symbol font the same place is ≤
    private = number < 0x100 or 0xF000 <= number < 0xF100
    return _shown(chr(0xF000 + number % 0x100)) if private else chr(min(number, 0xFFFD))


def _shown(sign: str) -> str:
    if sign in _NOTHING or "\u2060" <= sign <= "\u2069":
        return ""
    return _SYMBOLS.get(sign, "•") if "\uf000" <= sign < "\ufffe" else " "
