"""The opposite said: "non" put before the verb on which a passage hangs. A requirement then no longer stands as met."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from procurement_engine.detection.verbs import is_finite, is_verb
from procurement_engine.detection.words import Word
from procurement_engine.workbench.testing.bench import Tried, paragraphs

#: What stands between "non" and its verb; what tells that a word is no finite verb here; what makes a participle one.
_CLITICS = frozenset(regex.findall(r"\w+", "si ci vi li lo la gli le ne mi ti"))
_AUXILIARIES = frozenset(regex.findall(r"\w+", "è sono ha hanno viene vengono sia siano sara saranno"))
_RELATIVE = frozenset(("che", "cui", "quale", "quali", "chi", "quanti", "se", "ove", "dove"))
_REACH = 8


def negated(tried: Tried) -> Iterator[tuple[str, str]]:
    """(essential element, the text with its passages negated) for each element that a finite verb affirms.

    Not where the rule itself says that the sense does not matter (`mode: any`), nor where the head is no verb.
    """
    version = tried.judgement.plan.version
    for item in tried.judgement.plan.elements:
        if version is None or item.name not in version.essential or item.name not in tried.judgement.states:
            continue
        held = [r for r in item.found if any(m.holds for m in tried.ready.dossier.matches(0, r, None))]
        told = all(relation.mode in ("said", "duty") for relation in held)
        text = _with_non(tried, {name for r in held for name in r.roles[0][1]}) if held and told else None
        if text:
            yield item.name, text


def _with_non(tried: Tried, heads: set[str]) -> str | None:
    """Every place of the heads negated; None where one of them is no finite verb, or none stands in the first document."""
    matcher = tried.ready.dossier.matchers[0]
    index, starts, sentences = matcher.index, set[int](), list[int]()
    for at, _ in matcher.lookup.any_of(heads):
        first = index.units[index.unit_of[at]].first
        verb = _verb_of(index.tokens, at, first)
        if verb is None:
            return None
        at = verb
        while at > first and index.tokens[at - 1].form in _CLITICS | _AUXILIARIES:
            at -= 1
        if at > first and index.tokens[at - 1].form == "non":
            return None  # denied already: a second "non" says nothing new
        if at > first and [index.tokens[at - 1].form, index.tokens[at].form] == ["se", "ne"]:
            at -= 1
        starts.add(index.tokens[at].start)
        sentences.append(first)
    if len(starts) > len(set(sentences)):
        return None  # of two denials in a sentence one may be that of the other
    text = tried.test.text
    if len(paragraphs(text)) > 1:  # offsets are those of the one paragraph
        return None
    for start in sorted(starts, reverse=True):
        word = text[start:]
        text = text[:start] + (f"non {word}" if word[:1].islower() else f"Non {word[:1].lower()}{word[1:]}")
    return text if starts else None


def _verb_of(tokens: list[Word], at: int, first: int) -> int | None:
    """The head itself if it is a finite verb, else the nearest one before it in its clause that opens no relative clause."""
    for place in range(at, max(first, at - _REACH) - 1, -1):
        if _is_verb(tokens, place):
            return None if place and tokens[place - 1].form in _RELATIVE else place
        if not tokens[place].form[:1].isalnum() or tokens[place].form in ("e", "ed", "o"):
            return None  # behind "e" stands, or may stand, a verb of its own
    return None


def _is_verb(tokens: list[Word], at: int) -> bool:
    """A verb with a subject, or the participle of one ("è scritto")."""
    return is_finite(tokens, at) or (is_verb(tokens[at]) and at > 0 and tokens[at - 1].form in _AUXILIARIES)
