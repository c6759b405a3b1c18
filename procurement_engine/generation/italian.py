"""Numbers, dates and names as Italian acts write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from procurement_engine.facts.numbers import in_words
from procurement_engine.labour.text import percent
from procurement_engine.numbers import italian

_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"),
    *("agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_CENTS = 100


def amount(value: Fraction) -> str:
    """A sum without its currency, rounded half up to the cent.

    >>> amount(Fraction(1234567, 2))
    '617.283,50'
    """
    cents = int(value * _CENTS + Fraction(1, 2))
    whole, rest = divmod(cents, _CENTS)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d}"


def in_letters(value: Fraction) -> str:
    """A sum as contracts repeat it.

    >>> in_letters(Fraction(48000050, 100))
    'quattrocentottantamila/50'
    """
    whole, rest = divmod(int(value * _CENTS + Fraction(1, 2)), _CENTS)
    words = in_words(whole).replace("centoott", "centott") if whole < 10**9 else f"{whole:,}".replace(",", ".")
    return f"{words}/{rest:02d}"


def day(value: date) -> str:
    """A date in words, the first of the month as people say it.

    >>> day(date(2026, 3, 1)), day(date(2026, 12, 28))
    ('1° marzo 2026', '28 dicembre 2026')
    """
    return f"{'1°' if value.day == 1 else value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """A day and its hour.

    >>> moment(datetime(2026, 4, 20, 12, 0))
    'ore 12:00 del 20 aprile 2026'
    """
    return f"ore {value:%H:%M} del {day(value)}"


def number(value: Fraction | float) -> str:
    """A plain number with its comma."""
    return italian(value)


def count(value: int, one: str, many: str) -> str:
    """A number and its noun.

    >>> count(1, "mese", "mesi"), count(36, "mese", "mesi")
    ('1 mese', '36 mesi')
    """
    return f"{value} {one if value == 1 else many}"


def listed(items: Sequence[str]) -> str:
    """Names joined as in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b e c'
    """
    *first, last = items
    return f"{', '.join(first)} e {last}" if first else last


_FEMININE = ("citta", "unione", "azienda", "provincia", "regione", "asp", "ausl", "asl", "agenzia", "camera", "universita",
             "fondazione", "comunita", "societa", "centrale", "scuola", "istituzione")  # fmt: skip
_FORMS = {
    "il": ("il", "lo", "l'", "la"), "di": ("del", "dello", "dell'", "della"), "a": ("al", "allo", "all'", "alla"),
    "da": ("dal", "dallo", "dall'", "dalla"), "in": ("nel", "nello", "nell'", "nella"), "su": ("sul", "sullo", "sull'", "sulla"),
}  # fmt: skip


#: Masculine in spite of their ending.
_MASCULINE = ("sistema", "programma", "problema", "tema")
_PLURALS = {
    "il": ("i", "gli"), "di": ("dei", "degli"), "a": ("ai", "agli"), "da": ("dai", "dagli"), "in": ("nei", "negli"),
    "su": ("sui", "sugli"),
}  # fmt: skip
_BEFORE_S = re.compile(r"s[^aeiou]|z|gn|ps|x|y")


def with_article(name: str, form: str = "il") -> str:
    """A body's name with its article, alone or joined to a preposition.

    >>> with_article("Comune di Imola"), with_article("Unione Reno Galliera", "di"), with_article("Città metropolitana", "a")
    ('il Comune di Imola', "dell'Unione Reno Galliera", 'alla Città metropolitana')
    """
    first = name.split()[0].lower() if name.split() else ""
    bare = first.translate(str.maketrans("àèéìòù", "aeeiou"))
    masculine, before_s, elided, feminine = _FORMS[form]
    if bare[:1] in "aeiou" and bare:
        return f"{elided}{name}"
    if bare in _FEMININE:
        return f"{feminine} {name}"
    return f"{before_s if _BEFORE_S.match(bare) else masculine} {name}"


def thing(title: str, form: str = "il") -> str:
    """What is bought, inside a sentence: its title with the article that its first word takes.

    >>> thing("Servizio di doposcuola", "di"), thing("Gestione del nido"), thing("Assistenza domiciliare", "di")
    ('del servizio di doposcuola', 'la gestione del nido', "dell'assistenza domiciliare")
    >>> thing("Servizi ausiliari", "di"), thing("Interventi sul verde"), thing("CUP di zona", "in")
    ('dei servizi ausiliari', 'gli interventi sul verde', 'nel CUP di zona')
    """
    name = title[:1].lower() + title[1:] if title[1:2].islower() else title
    first = name.split()[0] if name.split() else ""
    bare = first.lower().translate(str.maketrans("àèéìòù", "aeeiou"))
    if first.endswith("i") and len(first) > 2:
        plain, before = _PLURALS[form]
        return f"{before if bare[0] in 'aeiou' or _BEFORE_S.match(bare) else plain} {name}"
    feminine = bare in _FEMININE or (re.search(r"(a|ione|enza)$", bare) is not None and bare not in _MASCULINE)
    if feminine and bare[0] not in "aeiou":
        return f"{_FORMS[form][3]} {name}"
    return with_article(name, form)


def at_percent(value: Fraction) -> str:
    """A share after "pari": eight and eleven begin with a vowel.

    >>> at_percent(Fraction(4, 5)), at_percent(Fraction(3, 4)), at_percent(Fraction(11, 100))
    ("all'80%", 'al 75%', "all'11%")
    """
    shown = percent(value)
    return f"all'{shown}" if re.match(r"8|11(?!\d)", shown) else f"al {shown}"


def capital(text: str) -> str:
    """With a capital at the start of a sentence.

    >>> capital("l'Unione")
    "L'Unione"
    """
    return text[:1].upper() + text[1:]


FILTERS = {
    "euro": amount, "lettere": in_letters, "data": day, "momento": moment, "numero": number, "percento": percent,
    "quanti": count, "elenco": listed, "articolo": with_article, "al_percento": at_percent,
    "maiuscola": capital, "oggetto": thing,
}  # fmt: skip
