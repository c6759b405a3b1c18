"""The names a rule file uses, each of which must exist: elements, facts and their values, document types, outcomes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from procurement_engine.rules.known_facts import FACTS, condition_fault, unknown_fact, value_fault
from procurement_engine.rules.model import DOCUMENT_TYPES
from procurement_engine.rules.near import among, near, nearest
from procurement_engine.rules.parts import OPERATORS
from procurement_engine.rules.yaml_tree import Path

#: A path into the data and a sentence.
Fault = tuple[Path, str]
RELATIONS = ("found_when", "unclear_when", "denied_when")
#: What `within` and `mode` may say.
OPTIONS = ("sentence", "pair", "paragraph", "article", "document", "said", "duty", "denied", "any")
OUTCOMES = ("compliant", "non_compliant", "undetermined", "not_applicable")


def name_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Every name in a rule file that does not exist. The data may be of any shape: what is misshapen is told elsewhere."""
    elements = data.get("elements")
    own = [str(name) for name in elements] if isinstance(elements, dict) else []
    for key in ("judged_in", "judged_if_told_in"):
        yield from _each(data, (key,), DOCUMENT_TYPES, "il tipo di documento «{}» non esiste")
    yield from _conditions(data.get("applies_when"), ("applies_when",), own)
    for number, version in _numbered(data.get("versions")):
        path: Path = ("versions", number)
        for key in ("essential", "forbidden"):
            yield from _each(version, (*path, key), own, "l'elemento «{}» non è definito sotto elements")
        yield from _conditions(version.get("applies_when"), (*path, "applies_when"), own)
    for name, element in (elements or {}).items() if isinstance(elements, dict) else ():
        if isinstance(element, dict):
            yield from _element(element, ("elements", name), own)
    for number, test in _numbered(data.get("tests")):
        yield from _test(test, ("tests", number), own)


def _element(element: dict[str, Any], path: Path, own: Collection[str]) -> Iterator[Fault]:
    for key in ("unless", "of", "lacking"):
        yield from _each(element, (*path, key), own, "l'elemento «{}» non è definito sotto elements")
    for key in ("when", "test"):
        yield from _conditions(element.get(key), (*path, key), own)
    if (stated := element.get("stated")) is not None and stated not in FACTS:
        yield (*path, "stated"), unknown_fact(stated)


def _test(test: dict[str, Any], path: Path, own: Collection[str]) -> Iterator[Fault]:
    facts = test.get("facts")
    for fact, value in facts.items() if isinstance(facts, dict) else ():
        if fact == "lots":
            continue
        where = (*path, "facts", fact)
        if fact not in FACTS:
            yield where, unknown_fact(fact)
        elif fault := value_fault(fact, value):
            yield where, fault
    also = test.get("also")
    for kind in also if isinstance(also, dict) else ():
        if kind not in DOCUMENT_TYPES:
            yield (*path, "also", kind), f"il tipo di documento «{kind}» non esiste{among(kind, DOCUMENT_TYPES)}"
    expect = test.get("expect")
    expected = expect if isinstance(expect, dict) else {"outcome": expect}
    where = (*path, "expect", "outcome") if isinstance(expect, dict) else (*path, "expect")
    if (outcome := expected.get("outcome")) is not None and outcome not in OUTCOMES:
        yield where, f"l'esito «{outcome}» non esiste{among(outcome, OUTCOMES)}"
    for key in ("missing", "forbidden"):
        yield from _each(expected, (*path, "expect", key), own, "l'elemento «{}» non è definito sotto elements")


def concept_faults(data: dict[str, Any], known: Collection[str]) -> Iterator[Fault]:
    """Every concept that a relation names and no vocabulary defines."""
    elements = data.get("elements")
    for name, element in elements.items() if isinstance(elements, dict) else ():
        for key in RELATIONS if isinstance(element, dict) else ():
            for number, relation in _numbered(element.get(key)):
                yield from _relation(relation, ("elements", name, key, number), known)


def _relation(relation: dict[str, Any], path: Path, known: Collection[str]) -> Iterator[Fault]:
    for role, value in relation.items():
        if role in ("within", "mode", "anywhere"):
            continue
        for number, name in enumerate(value) if isinstance(value, list) else ((None, value),):
            where = (*path, str(role)) if number is None else (*path, str(role), number)
            if isinstance(name, str) and name not in known:
                option = nearest(role, ("within", "mode")) if name in OPTIONS else None
                hint = f"; forse la chiave è «{option}» e non «{role}»?" if option else near(name, known)
                yield where, f"il concetto «{name}» non è in nessun vocabolario{hint}"


def _conditions(value: Any, path: Path, own: Collection[str]) -> Iterator[Fault]:
    """Every comparison of a fact, at any depth."""
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from _conditions(part, (*path, number), own)
    elif isinstance(value, dict):
        for key in ("all", "any", "not"):
            yield from _conditions(value.get(key), (*path, key), own)
        if isinstance(fact := value.get("fact"), str):
            yield from _comparison(value, fact, path, own)


def _comparison(value: dict[str, Any], fact: str, path: Path, own: Collection[str]) -> Iterator[Fault]:
    if fact not in FACTS:
        yield (*path, "fact"), unknown_fact(fact)
        return
    for operator in (key for key in OPERATORS if value.get(key) is not None):
        asked = value[operator]
        if fact == "said" and operator == "contains" and str(asked) not in own:
            yield (*path, operator), f"l'elemento «{asked}» non è definito sotto elements{near(asked, own)}"
        elif fault := condition_fault(fact, operator, asked):
            yield (*path, operator), fault


def _each(data: dict[str, Any], path: Path, known: Collection[str], sentence: str) -> Iterator[Fault]:
    names = data.get(str(path[-1]))
    for number, name in enumerate(names) if isinstance(names, list) else ():
        if isinstance(name, str) and name not in known:
            yield (*path, number), sentence.format(name) + among(name, known)


def _numbered(items: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, item in enumerate(items) if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield number, item
