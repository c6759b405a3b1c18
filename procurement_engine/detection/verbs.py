"""Which words are verbs, and of what kind, as far as their lemma and ending tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procurement_engine.detection.words import Word


def forms(words: str) -> frozenset[str]:
    """A set of words, written in a row."""
    return frozenset(words.split())


#: Forms whose lemma is not found, or not told from another word's.
_FINITE = forms(
    "è sono ha hanno va vanno fa fanno danno sta stanno deve devono puo possono sia siano abbia abbiano faccia facciano dia diano "
    "stia stiano vada vadano possa possano debba debbano voglia vogliano venga vengano concerne concernono verte"
)
_REMOTE = forms(
    "venne vennero tenne tennero ebbero diede diedero scelse decise chiese mise prese ebbe fu "
    "furono pose dispose richiese impose ammise vide previde"
)
#: Verbs that are nouns too: verbs behind a long word (their subject), but for a preposition, an adjective or a verb.
_HOMOGRAPHS = forms(
    "paga stipula valuta verifica nomina domanda versa cura modifica costa stima misura prova opera delega deroga consegna"
)
_BEFORE_NOUNS = forms("della dalla nella sulla dello ciascuna qualsiasi qualunque propria senza nessuna alcuna regolare prima")
#: What only a noun follows ("lo", "la", "gli" and "le" may be pronouns).
_NOUN_NEXT = forms(
    "il i un uno una ogni qualche alcuni alcune due tre quattro cinque sei sette otto nove dieci "
    "di d a da in con su per tra fra del dello della dell dei degli delle al allo alla all ai agli alle "
    "dal dallo dalla dall dai dagli dalle nel nello nella nell nei negli nelle sul sullo sulla sull sui sugli sulle col coi"
)
_INFINITIVE = regex.compile(r".{2,}(?:[aei]r|rr)e|.{2,}[aei]rsi")
_PARTICIPLE = regex.compile(r".*(?:[aui]t|s|tt|st|nt|lt|rt)[oaie]")
_CLITIC = r"(?:si|l[oaie]|n?e|[vcg]l?i)?"
_NOT_FINITE = regex.compile(rf".*(?:(?:[ae]ndo|[aei]r|rr){_CLITIC}|[ae]nt[ei])")
_IMPERFECT = ("ava", "eva", "iva", "avano", "evano", "ivano")
_REMOTE_ENDS = ("arono", "irono", "erono", "ettero", "ette", "sero")


def is_verb(word: Word) -> bool:
    """Is this any form of a verb? ("regolari" and "poteri" are plurals.)"""
    return word.form in _FINITE or (bool(_INFINITIVE.fullmatch(word.lemma)) and not word.form.endswith("ri"))


def is_nominal(word: Word) -> bool:
    """Is this an infinitive or a gerund?"""
    return bool(_NOT_FINITE.fullmatch(word.form))


def is_finite(tokens: Sequence[Word], at: int) -> bool:
    """Is this a verb with a subject: neither infinitive, participle nor gerund?

    >>> from procurement_engine.detection.words import words
    >>> said = words("Il Comune paga chi presenta offerte firmate, se è imposta")
    >>> [word.form for at, word in enumerate(said) if is_finite(said, at)]
    ['paga', 'presenta', 'è']
    """
    word, before = tokens[at], tokens[at - 1] if at else None
    if word.form in _FINITE or word.form in _REMOTE:
        return True
    if before and (before.form in _NOUN_NEXT or before.form.isdigit()):
        return False
    if (before and before.lemma in ("essere", "venire")) or (word.form.endswith("o") and not word.form.endswith("no")):
        return False  # "è imposta": a participle, whatever the lemma says; and no office says "I"
    if not is_verb(word):
        return before is not None and _is_homograph_verb(word, before)
    stem = word.lemma[:-3]
    if word.lemma.endswith(("are", "arsi")):
        participle = word.form in (stem + "ato", stem + "ata", stem + "ati", stem + "ate")
    else:
        participle = bool(_PARTICIPLE.fullmatch(word.form)) and word.form not in (stem + "e", stem + "a", stem + "i")
    return not participle and word.form != word.lemma and not is_nominal(word)


def is_past(word: Word, typed: str) -> bool:
    """Is this a verb of what is over: "premiava", "era", "scelse", "adottò"? (A perfect, "ha scelto", may still hold.)

    >>> from procurement_engine.detection.words import words
    >>> [is_past(words(w)[0], w) for w in ("premiava", "erano", "adottò", "premia", "rileva", "adotto")]
    [True, True, True, False, False, False]
    """
    if word.form in _REMOTE or (word.lemma == "essere" and word.form.startswith(("er", "fu"))):
        return True
    if not is_verb(word):
        return False
    # "rileva" ends like an imperfect; "rilevava" is one.
    imperfect = word.form.endswith(_IMPERFECT) and not word.lemma.startswith(word.form)
    remote = word.form.endswith(_REMOTE_ENDS) or (typed.endswith(("ò", "ì")) and not typed.endswith("rò"))
    return imperfect or remote


def _is_homograph_verb(word: Word, before: Word) -> bool:
    """Is a word that may be a noun a verb here: "si stipula", "il Comune paga"?"""
    if before.form in ("si", "vi", "ci"):
        return word.form.endswith(("a", "ano", "ono", "e"))
    return word.form in _HOMOGRAPHS and len(before.form) > 4 and before.form not in _BEFORE_NOUNS and not is_verb(before)
