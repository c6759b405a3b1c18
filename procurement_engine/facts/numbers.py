"""Italian numbers in figures and in words."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

import regex

_UNITS = (
    *("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"),
    *("tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove"),
)
_TENS = ("", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")
_WORD = regex.compile(
    r"\b(?:un|due|duec|tre|quattr|cinqu|sei|sett|ott|nov|diec|dodic|dicia|dicio|quattord|quind|sedic|vent|cent|mil"
    r"|quarant|sessant)[a-z]*\b"
)
#: Words that are numbers but more often something else when they stand alone.
_AMBIGUOUS = {"un", "uno", "una", "mila", "milione", "milioni"}


def in_words(number: int) -> str:
    """A whole number below a thousand million as Italian writes it, in one word.

    >>> in_words(198_000), in_words(28), in_words(1_250_000)
    ('centonovantottomila', 'ventotto', 'unmilioneduecentocinquantamila')
    """
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1000)
    head = "" if not millions else "unmilione" if millions == 1 else f"{_below_thousand(millions)}milioni"
    middle = "" if not thousands else "mille" if thousands == 1 else f"{_below_thousand(thousands)}mila"
    return head + middle + _below_thousand(units) or "zero"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = "" if not hundreds else "cento" if hundreds == 1 else f"{_UNITS[hundreds]}cento"
    if rest < 20:
        return head + _UNITS[rest]
    ten, unit = _TENS[rest // 10], _UNITS[rest % 10]
    return head + (ten[:-1] if unit[:1] in ("u", "o") else ten) + unit


@lru_cache(maxsize=1)
def _spellings() -> dict[str, int]:
    """Every spelling below a thousand, elided or not ("centottanta", "centoottanta", "ventun")."""
    found = {"": 0, "zero": 0}
    for number in range(1, 1000):
        word = _below_thousand(number)
        for spelling in (word, word.replace("centoott", "centott").replace("centoun", "centun")):
            found[spelling] = number
            if spelling.endswith("uno"):
                found[spelling[:-1]] = found[spelling[:-1] + "a"] = number
    return found


@lru_cache(maxsize=20_000)
def word_value(word: str) -> int | None:
    """The value of a number written in letters without spaces, None if it is not one.

    >>> word_value("centonovantottomila"), word_value("trecento"), word_value("accento")
    (198000, 300, None)
    """
    if not word:
        return None
    millions, rest = 0, word
    if match := regex.match(r"(.+?)milion[ei](?:di(?!ec|c)|e)?", word):
        millions, rest = _spellings().get(match[1], -1), word[match.end() :]
    thousands, units = 0, rest
    if rest.startswith("mille"):
        thousands, units = 1, rest[5:]
    elif "mila" in rest:
        head, _, units = rest.partition("mila")
        thousands = _spellings().get(head, -1) if head else -1
    below = _spellings().get(units, -1)
    return None if min(millions, thousands, below) < 0 else millions * 1_000_000 + thousands * 1000 + below


def number_words(text: str) -> list[tuple[int, int, int]]:
    """Numbers in letters of a folded text, joined where several words make one: value, start, end.

    >>> number_words("un milione duecentomila euro")
    [(1200000, 0, 23)]
    """
    found: list[tuple[int, int, int]] = []
    run: list[regex.Match[str]] = []
    for match in [*(m for m in _WORD.finditer(text) if m[0] != "cento" or text[: m.start()][-4:] != "per "), None]:
        if match and run and text[run[-1].end() : match.start()] in (" ", " e "):
            run.append(match)
            continue
        found += _values(run)
        run = [match] if match else []
    return found


def _values(run: list[regex.Match[str]]) -> list[tuple[int, int, int]]:
    """The longest numbers that the words of a run make."""
    found, first = [], 0
    while first < len(run):
        for last in range(len(run), first, -1):
            word = "".join(m[0] for m in run[first:last])
            value = word_value(word)
            joined = last - first == 1 or regex.search(r"mil|cent", word) is not None
            if value is not None and joined and word not in _AMBIGUOUS:
                found.append((value, run[first].start(), run[last - 1].end()))
                first = last - 1
                break
        first += 1
    return found


def figures(text: str) -> str:
    """Folded text with numbers in letters rewritten in figures (offsets move, so only for values)."""
    return figures_placed(text)[0]


def figures_placed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The same, with each place from which offsets move: where it is in the new text and where in the old."""
    parts, moves, at, length = [], [(0, 0)], 0, 0
    for value, start, end in number_words(text):
        parts += [text[at:start], str(value)]
        length += start - at
        moves.append((length, start))
        length += len(parts[-1])
        moves.append((length, end))
        at = end
    return "".join(parts) + text[at:], moves


def place_of(at: int, moves: list[tuple[int, int]]) -> int:
    """Where an offset of the text in figures stands in the text as written."""
    new, old = moves[bisect_right(moves, (at, 1 << 60)) - 1]
    return old + at - new


def number(text: str) -> float:
    """An Italian figure: dots, blanks or apostrophes between thousands, a comma before decimals.

    >>> number("1.234.567,89"), number("1250000"), number("12.50")
    (1234567.89, 1250000.0, 12.5)
    """
    bare = regex.sub(r"[\s']", "", text)
    if "," in bare or regex.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    return float(bare)
