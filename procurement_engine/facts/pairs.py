"""Two numbers that make the whole, bound to quality and to price: one sentence, or neighbouring ones of a section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import regex

from procurement_engine.facts.numbers import figures
from procurement_engine.facts.passages import Passage, Text
from procurement_engine.facts.vocabulary import Pattern, hit, load, patterns

#: Words without which two numbers that make a hundred are something else.
_WEIGHED = regex.compile(
    r"punt|\bpes[oia]|ponderaz|\bval[eg]|/\s?100|su 100|cent(?:o|esimi)\b|\bmax\b|massim"
    r"|qualita\W{1,3}prezzo|rapporto|ripart|merito"
)
_NUMBER = regex.compile(
    r"(?<![\d.,/:])(?<!\bart\. )(?<!articolo )(?<!comma )(?<!\bn\. )(?<!lotto )(?P<n>\d{1,3})(?![\d]|[.,]\d|:\d|/(?!\s?100\b)|°)"
    r"(?!\s*(?:euro|€|giorn|mes[ie]\b|ann[oi]\b|or[ae]\b|minut|pagin|facciat|decimal|component|commissar|membri|soglia))"
)
_SPLIT = regex.compile(r"(?<![\d/.,])(?P<a>\d{1,2})\s?(?:[/:-]|a)\s?(?P<b>\d{1,2})(?![\d/:]|[.,]\d)")
_HUNDREDTHS = regex.compile(r"(?<![\d.,])0[.,](?P<n>\d{1,2})(?!\d)")
_PARTS = {"mezz": 2, "terz": 3, "quart": 4, "quint": 5, "decim": 10, "ventesim": 20, "centesim": 100}
_FRACTION = regex.compile(r"\b(?P<n>\d{1,2}|un|una)\s(?P<part>mezz|terz|quart|quint|decim|ventesim|centesim)[oi]\b")
#: The name of the criterion itself names both parts, and tells only their order.
_RATIO = regex.compile(r"qualita\W{1,3}(?:e |(?:e )?il )?prezzo|offerta economicamente")
#: What parts two thoughts: a number binds to a name across it only for want of a nearer one.
_STOPS = regex.compile(r"[;:.,|]")
_STOP_COST = 12
_LONGEST = 500  # characters of a window of several sentences
_TIGHT = 2 * _STOP_COST + 4  # "Qualità: 55. Prezzo: 45." needs no word of weighing


@dataclass(frozen=True, slots=True)
class Pair:
    """Points of quality and price that make 100, where they are told, and how far that may be believed."""

    quality: int
    price: int
    passage: Passage
    weight: float


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    start: int
    end: int


@lru_cache(maxsize=1)
def _names() -> tuple[Pattern, Pattern]:
    words = load("punti")
    return tuple(  # type: ignore[return-value]
        regex.compile(f"{words[f'nome_{key}']}|{words[f'largo_{key}']}") for key in ("quality_points", "price_points")
    )


def told_pairs(text: Text) -> Iterator[Pair]:
    """Pairs in prose: within a sentence, else over up to four neighbouring ones of a section."""
    here = [passage for passage in text.having(_letters()) if _speaks(passage)]
    for passage in here:
        yield from _pairs(passage.text, passage, 2.0)
    at = {(passage.document, passage.block, passage.start): n for n, passage in enumerate(text.passages)}
    for passage in here:
        n = at[passage.document, passage.block, passage.start]
        window = passage.text
        for follower in text.passages[n + 1 : n + 4]:
            same = follower.document == passage.document and follower.lots == passage.lots
            if not same or not _speaks(follower) or len(window) + len(follower.text) > _LONGEST:
                break
            window = f"{window} | {follower.text}"
            found = list(_pairs(window, passage, 1.0))
            if found:
                yield from found
                break


@lru_cache(maxsize=1)
def _letters() -> tuple[str, ...]:
    return tuple(load("punti")["lettere_coppia"])


def _speaks(passage: Passage) -> bool:
    """May this sentence part the points? No row, no threshold, no tie, no other tender."""
    if passage.kind == "row" or any(hit(patterns("punti", key), passage.text) for key in ("non_prosa", "non_coppia")):
        return False
    told = figures(passage.text)
    return not hit(patterns("punti", "soglia"), told) or bool(hit(patterns("punti", "non_soglia"), told))


def _pairs(text: str, passage: Passage, weight: float) -> Iterator[Pair]:
    told = figures(text)
    plain = _RATIO.sub(lambda m: " " * len(m[0]), told)
    names = [_spans(name, plain) or _spans(name, told) for name in _names()]
    if not all(names):
        return
    far = _LONGEST if _WEIGHED.search(told) else _TIGHT
    for numbers in _readings(told):
        bound = [pair for a, b in combinations(numbers, 2) if a.value + b.value == 100 if (pair := _bind(told, a, b, names, far))]
        if bound:
            quality, price = bound[0]
            yield Pair(quality, price, passage, weight)
            return
    if far > _TIGHT and (pair := _rest(told, names)):
        yield Pair(*pair, passage, weight * 0.75)


def _spans(pattern: Pattern, told: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in pattern.finditer(told)]


def _readings(told: str) -> Iterator[list[_Number]]:
    """The numbers as points (or hundredths of the whole), as decimals of one, as fractions."""
    whole = [_Number(int(m["n"]), m.start(), m.end()) for m in _NUMBER.finditer(told) if m["n"] not in ("0", "100")]
    yield whole
    yield [_Number(int(m[g]), m.start(g), m.end(g)) for m in _SPLIT.finditer(told) for g in ("a", "b")]
    yield [_Number(round(float(f"0.{m['n']}") * 100), m.start(), m.end()) for m in _HUNDREDTHS.finditer(told)]
    yield [_fraction(m) for m in _FRACTION.finditer(told)]


def _fraction(match: regex.Match[str]) -> _Number:
    count = 1 if match["n"].startswith("un") else int(match["n"])
    return _Number(round(100 * count / _PARTS[match["part"]]), match.start(), match.end())


def _bind(told: str, a: _Number, b: _Number, names: list[list[tuple[int, int]]], far: int) -> tuple[int, int] | None:
    """Which of two numbers is of quality: the nearer names, else the order in which the parts are named."""
    ab, ba = (_near(told, x, names[0]) + _near(told, y, names[1]) for x, y in ((a, b), (b, a)))
    if min(ab, ba) > far:
        return None
    quality_first = ab < ba if abs(ab - ba) > 3 else names[0][0] < names[1][0]
    return (a.value, b.value) if quality_first else (b.value, a.value)


def _near(told: str, number: _Number, names: list[tuple[int, int]]) -> int:
    return min(_gap(told, (number.start, number.end), name) for name in names)


def _gap(told: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    first, second = sorted((one, other))
    between = told[first[1] : second[0]]
    return len(between) + _STOP_COST * len(_STOPS.findall(between))


def _rest(told: str, names: list[list[tuple[int, int]]]) -> tuple[int, int] | None:
    """ "Venti premiano il prezzo, gli altri la qualità": the number is of the part named before the rest is."""
    rest = hit(patterns("punti", "resto"), told)
    numbers = [number for number in next(_readings(told)) if rest and number.end <= rest.start() and number.value < 100]
    if rest is None or len(numbers) != 1:
        return None
    early = [[name for name in part if name[0] < rest.start()] for part in names]
    late = [any(name[0] > rest.start() for name in part) for part in names]
    for key in (0, 1):
        if early[key] and late[1 - key] and not (early[1 - key] and late[key]):
            own = numbers[0].value
            return (own, 100 - own) if key == 0 else (100 - own, own)
    return None
