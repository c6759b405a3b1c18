"""The words of the vocabularies that a rule's own tests bring into play, each taken away in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from procurement_engine.checking.compile import RulePlan
from procurement_engine.checking.prepare import Ready
from procurement_engine.checking.referrals import find_referrals
from procurement_engine.checking.states import Dossier
from procurement_engine.detection.relation import Matcher
from procurement_engine.detection.vocabulary import Concept, Term, expand, find
from procurement_engine.workbench.testing.bench import Tried


@dataclass(frozen=True)
class Entry:
    """One phrase of a term as written in a vocabulary, and the tests in a deciding passage of which it stands."""

    concept: str
    written: Term
    phrase: str
    tests: tuple[int, ...]

    @property
    def key(self) -> str:
        """The entry as it is told."""
        return f"{self.concept}: {self.phrase}"


def entries(tried: Sequence[Tried], concepts: Mapping[str, Concept]) -> Iterator[Entry]:
    """Every entry that stands in a passage on which an element of some test hangs."""
    found: dict[tuple[str, Term, str], list[int]] = {}
    for n, one in enumerate(tried):
        for name in _asked(one.judgement.plan, concepts):
            for document, matcher in enumerate(one.ready.dossier.matchers):
                deciding = _deciding(one, document)
                here = deciding.intersection(matcher.lookup.spans(name))
                for term in concepts[name].terms if here else ():
                    if here.intersection(find(term, matcher.index)):
                        for phrase in expand(term.text):
                            if here.intersection(find(Term(phrase), matcher.index)):
                                found.setdefault((name, term, phrase), []).append(n)
    for (name, term, phrase), tests in found.items():
        yield Entry(name, term, phrase, tuple(dict.fromkeys(tests)))


def without(entry: Entry, ready: Ready, concepts: Mapping[str, Concept]) -> Ready:
    """The same dossier, read with a vocabulary that lacks the entry."""
    known = concepts[entry.concept]
    others = [Term(phrase) for phrase in expand(entry.written.text) if phrase != entry.phrase]
    poorer = replace(known, terms=(*(term for term in known.terms if term != entry.written), *others))
    old = ready.dossier
    matchers = [Matcher(m.index, {**concepts, entry.concept: poorer}) for m in old.matchers]
    return replace(ready, dossier=Dossier(matchers, old.types, find_referrals(matchers, old.types), old.direct_award))


def _asked(plan: RulePlan, concepts: Mapping[str, Concept]) -> set[str]:
    """The concepts of a rule's relations, with those they include."""
    waiting = {name for item in plan.elements for r in (*item.found, *item.unclear, *item.denied) for name in r.concepts()}
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(concepts[name].includes) - found
    return found


def _deciding(tried: Tried, document: int) -> set[tuple[int, int]]:
    passages = (p for state in tried.judgement.states.values() for p in state.passages)
    return {span for p in passages if p.document == document for span in p.match.spans}
