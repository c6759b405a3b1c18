"""How far a word that denies or weakens governs the words around it: by verbs, commas and what opens a clause of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from procurement_engine.detection.verbs import forms, is_finite, is_nominal, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procurement_engine.detection.vocabulary import Span
    from procurement_engine.detection.words import Word

#: Words that open a clause inside another.
_OPENERS = forms(
    "che chi cui quale quali se qualora ove laddove dove quando finche benche sebbene poiche giacche perche "
    "affinche purche siccome pur seppur quantunque ancorche allorche colui coloro quanti come"
)
#: What adds a thing to a sentence that could end before it: "non supera le spese, con parametri fissati".
_ADDING = forms("con oltre")
_PERSONS = forms("chi coloro quanti")
_BREAKS = forms(", ( ) – — -")
_PREPOSITIONS = forms("di a da dal dall con per su")
_NEGATIONS = forms("non né neppure nemmeno neanche")
_SMALL = forms("lo la li le gli si ne vi ci mi ti ce se me l v c n sempre mai ancora gia piu solo soltanto affatto anche comunque")
_ADJECTIVE = regex.compile(
    r".*(?:[aiu]t[oaie]|iv[oaie]|os[oaie]|al[ei]|bil[ei]|ori[oae]?|ic[oa]|ich[ei]|ari[oae]?|[ae]nt[ei]|e[oa])"
)


def governs(tokens: Sequence[Word], word: Span, head: Span, *, phrase: bool = False) -> bool:
    """Does a word that stands before a head govern it?

    A clause has one verb: the first after "non" is its own, and another one starts something new unless "che" hands the
    denial on ("non è previsto che assuma"). `phrase`: "senza" or "anziché" govern what directly follows, not a verb.
    """
    phrase = phrase or denies_a_word(tokens, word[1])
    own = phrase or any(is_verb(tokens[at]) for at in range(*word)) or tokens[word[1] - 1].form in _PREPOSITIONS
    # How many verbs with a subject may yet come; once its own verb is there, what a comma opens stands outside.
    verbs = (not own) + sum(tokens[at].form in _OPENERS for at in range(*word))
    subordinate = _is_subordinate(tokens, word) or _agrees_only(tokens, word)
    done, brackets, before, enclosed = own, 0, "", _in_brackets(tokens, word[0])
    for at in _without_asides(tokens, word[1], head[1]):
        form = tokens[at].form
        if form in _BREAKS and at >= head[0]:
            return True  # the head itself goes on
        if form in _BREAKS:
            brackets += (form == "(") - (form == ")" and (enclosed or len(before) > 1))  # "lettera e)" shuts nothing
            if subordinate or phrase or brackets < 0:
                return False
        elif form in _PERSONS and at < head[0] and before in _PREPOSITIONS:
            return False  # what is said of those left out is not denied: "non si pretende l'assunzione di chi è esuberante"
        elif done and before == "," and form in _ADDING and at < head[0]:
            return False
        elif _opens(tokens, at):
            if done and before in ("e", "ed") and tokens[at - 2].form == ",":
                return False  # "non si faccia differenza, e che una persona svantaggiata trovi posto"
            verbs += not (before == "," and done)
        elif is_finite(tokens, at):
            if not verbs:
                return False
            verbs, done = verbs - 1, True
        elif verbs and not done and is_verb(tokens[at]) and is_nominal(tokens[at]) and at < head[0]:
            verbs, done, subordinate = verbs - 1, True, subordinate or "ndo" in form
        before = form
    return True


def reaches_back(tokens: Sequence[Word], head: Span, word: Span, start: int) -> bool:
    """Is what is denied behind a head ("... non è richiesta") said of the head, and not of another subject?"""
    opened = max((at for at in range(start, head[0]) if tokens[at].form == "," or tokens[at].form in _OPENERS), default=start - 1)
    if opened >= start and tokens[opened].form == "chi" and (opened == start or not tokens[opened - 1].form.isalpha()):
        # "chi fa un tirocinio o opera da volontario non conta": all of that is the subject.
        stretch = range(opened, word[0])
        verbs = sum(is_finite(tokens, at) for at in stretch)
        return verbs <= sum(tokens[at].form in ("e", "o") or tokens[at].form in _OPENERS for at in stretch)
    if tokens[word[0]].form.endswith("ndo") or any(is_finite(tokens, at) for at in range(opened + 1, head[1])):
        return False
    between = range(head[1], word[0])
    if len(between) > 3 and tokens[between[-1]].form in _OPENERS:
        return False
    opened = sum(_opens(tokens, at) or tokens[at].form == "quanto" for at in between)  # "oltre quanto è previsto"
    return sum(is_finite(tokens, at) for at in between) <= opened


def opens_complement(tokens: Sequence[Word], word: Span) -> bool:
    """Does a "non" open the complement of what stands before it ("chi non indica", "di non chiedere", "può non dire")?"""
    before = word[0] - 1
    return _is_subordinate(tokens, word) or (before >= 0 and (tokens[before].form in _PREPOSITIONS or is_finite(tokens, before)))


def _opens(tokens: Sequence[Word], at: int) -> bool:
    """Does a clause open here? ("se ne fa a meno": a pronoun, no "if".)"""
    return tokens[at].form in _OPENERS and not (tokens[at].form == "se" and at + 1 < len(tokens) and tokens[at + 1].form == "ne")


def denies_a_word(tokens: Sequence[Word], at: int) -> bool:
    """Does a "non" that ends here deny the next word alone ("offerta non firmata"), having no verb?"""
    if tokens[at - 1].form not in _NEGATIONS:
        return False
    while at < len(tokens) and tokens[at].form in _SMALL:
        at += 1
    if at >= len(tokens) or is_finite(tokens, at) or is_nominal(tokens[at]):
        return False
    return is_verb(tokens[at]) or bool(_ADJECTIVE.fullmatch(tokens[at].form))


def _is_subordinate(tokens: Sequence[Word], word: Span) -> bool:
    """Does a clause of its own open shortly before a word, and its verb not come before it?"""
    for at in range(word[0] - 1, max(-1, word[0] - 12), -1):
        if _opens(tokens, at):
            return True
        if tokens[at].form in (".", ";", ":", ",") or is_finite(tokens, at):
            return False
    return False


def _agrees_only(tokens: Sequence[Word], word: Span) -> bool:
    """Is it "nobody" and the like behind a preposition ("per nessuna parte"): agreeing with a denial, and no more?"""
    return tokens[word[0]].form != "non" and word[0] > 0 and tokens[word[0] - 1].form in _PREPOSITIONS


def _in_brackets(tokens: Sequence[Word], at: int) -> bool:
    """Does a word stand inside brackets, so that it denies nothing behind them: "(pieno 1, nullo 0)"?"""
    opened = next((n for n in range(at - 1, max(-1, at - 30), -1) if tokens[n].form in ("(", ".")), None)
    return (
        opened is not None
        and tokens[opened].form == "("
        and all(tokens[n].form != ")" or len(tokens[n - 1].form) == 1 for n in range(opened, at))
    )


def _without_asides(tokens: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """The positions of a stretch without what stands between two commas and has no verb ("in nessun caso")."""
    at = first
    while at < last:
        if tokens[at].form == "," and tokens[at + 1].form not in ("e", "ed"):
            other = next((n for n in range(at + 1, last) if tokens[n].form == ","), None)
            if other is not None and not any(is_finite(tokens, n) for n in range(at, other)):
                at = other + 1
                continue
        yield at
        at += 1
