"""How an element is recognised, in words: concepts by what they are about, relations as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from procurement_engine.checking.compile import condition
from procurement_engine.detection.vocabulary import Concept, expand
from procurement_engine.rules.model import ConditionSpec, ElementSpec, RelationSpec, RuleFile, as_names
from procurement_engine.wording import fact_name, words
from procurement_engine.wording.conditions import condition_words
from procurement_engine.wording.values import fact_shown


class Reader:
    """Says parts of a rule in words."""

    def __init__(self, lang: str, concepts: Mapping[str, Concept], titles: Mapping[str, str]) -> None:
        self.lang = lang
        self._concepts = concepts
        self._titles = titles
        self._words = words(lang, "handbook")

    def __call__(self, key: str, **blanks: Any) -> str:
        """A sentence of the table."""
        return self._words[key].format(**blanks)

    def titles(self, names: tuple[str, ...]) -> str:
        """Elements by their titles."""
        return ", ".join(f"«{self._titles.get(name, name)}»" for name in names)

    def condition(self, spec: ConditionSpec) -> str:
        """E.g. "natura del contratto è servizi oppure lavori"."""
        return condition_words(condition(spec), self.lang, self._titles)

    def element(self, spec: ElementSpec, *, forbidden: bool) -> Iterator[str]:
        """Each way in which the element is recognised, then what excuses or limits it."""
        if spec.test:
            yield self("by_facts_ban" if forbidden else "by_facts_ask", condition=self.condition(spec.test))
        for key, relations in (("found", spec.found_when), ("unclear", spec.unclear_when), ("denied", spec.denied_when)):
            for relation in relations:
                yield self(key, relation=self.relation(relation)) + "."
        if spec.of or spec.lacking:
            names = [self._titles.get(name, name) for name in spec.of]
            names += [self("lacking", name=self._titles.get(name, name)) for name in spec.lacking]
            yield self("of", n=spec.at_least, names="; ".join(names))
        for key in ("percent", "points"):
            bound = getattr(spec, key, None)
            if bound is not None:
                yield self(key, bound=self._bound(bound.given()))
        if spec.stated:
            yield self("stated", fact=fact_name(spec.stated, self.lang))
        if spec.unless:
            yield self("unless", names=self.titles(spec.unless))
        if spec.when:
            yield self("when", condition=self.condition(spec.when))

    def _bound(self, given: Mapping[str, Any]) -> str:
        ((operator, value),) = given.items()
        shown = value if isinstance(value, str) else fact_shown("_share", value, self.lang)
        return self(f"bound_{operator}", n=shown)

    def relation(self, spec: RelationSpec) -> str:
        """A relation as a sentence: the head, its company, its limits."""
        roles = sorted(spec.roles().items(), key=lambda role: role[0] != "does")
        (_, head), *others = roles
        text = self("relation", within=self(f"within_{spec.within}"), head=self.names(head), mode=self(f"mode_{spec.mode}"))
        if others:
            text += self("together", others=self("and").join(self.names(names) for _, names in others))
        for key in ("about", "without", "not_under"):
            if named := as_names(getattr(spec, key)):
                text += self(key, names=self.names(named))
        return text + (self("anywhere") if spec.anywhere else "")

    def names(self, concepts: tuple[str, ...]) -> str:
        """Concepts by what they are about; one that no vocabulary has, by its name."""
        said = [f"«{known.about if (known := self._concepts.get(name)) else name}»" for name in concepts]
        return said[0] if len(said) == 1 else f"({self('or').join(said)})"


def concepts_used(rule: RuleFile) -> list[str]:
    """Every concept that a rule's relations name, in the order of reading."""
    found: dict[str, None] = {}
    for element in rule.elements.values():
        for relation in (*element.found_when, *element.unclear_when, *element.denied_when):
            for names in (
                *relation.roles().values(),
                as_names(relation.about),
                as_names(relation.without),
                as_names(relation.not_under),
            ):
                found.update(dict.fromkeys(names))
    return list(found)


def sample_terms(concept: Concept, most: int = 8) -> tuple[str, ...]:
    """Some of a concept's terms as a reader may take them: plain ones first, `*` and gaps as dots."""
    texts = dict.fromkeys(" ".join(next(expand(term.text)).split()) for term in concept.terms)
    plain = sorted(texts, key=lambda text: sum(text.count(sign) for sign in "*|?.") + len(text) / 1000)
    return tuple(
        text.replace("*", "…").replace("?", "").replace("|", "/").replace("... ", "… ").replace(".. ", "… ")
        for text in plain[:most]
    )
