"""Are the concepts known, used, written once, and their terms worth writing?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from procurement_engine.detection.vocabulary import Gap, Group, Row, Slot, Term, expand
from procurement_engine.facts.vocabulary import load
from procurement_engine.rules.across import concepts_named
from procurement_engine.rules.concept_file import ConceptSpec, term_doubt, term_split
from procurement_engine.rules.names import concept_faults
from procurement_engine.rules.parts import RelationSpec, as_names
from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground

#: What the program itself asks of a text, whatever the rules.
OWN = (
    "pure_referral",
    "quotation",
    "template_option",
    "placeholder",
    "refers",
    "doc_capitolato",
    "doc_disciplinare",
    "doc_bando",
    "doc_schema",
    "not_negation",
    "negation_before",
    "negation_verb",
    "negation_phrase",
    "negation_after",
    "exceptive",
    "sanction",
    "taken_back",
    "faculty",
    "bygone",
    "supposed",
    "done_elsewhere",
    "made_up",
    "phrase_word",
)


def checks(seen: Ground) -> Iterator[Hit]:
    """Concepts as the rules name them, then as the vocabularies hold them."""
    for at in seen.rules:
        if not concepts_named(at.rule) <= seen.concepts:
            for where, said in concept_faults(load_yaml(at.path), seen.concepts):
                yield Hit("R08", at.path, where, said)
    own = {path for path, _ in seen.own_vocabularies()}
    # A layer may add terms to a concept of those it stands on: their rules use it.
    used = _used(seen) | {name for path, file in seen.vocabularies.items() if path not in own for name in file}
    for path, file in seen.own_vocabularies():
        for name, spec in file.items():
            if name not in used and not spec.column:
                yield Hit("R09", path, (name,), f"«{name}» ({spec.about})")
            yield from _terms(path, name, spec)
    yield from _twice(seen)


def _used(seen: Ground) -> set[str]:
    """The concepts that rules, facts and the program ask for, with all that they include."""
    asked = {*OWN, *(name for at in seen.rules for name in concepts_named(at.rule))}
    for values in load("relazioni").values():
        for items in values.values():
            for item in items:
                spec = RelationSpec.model_validate(item)
                groups = (*spec.roles().values(), spec.about, spec.without, spec.not_under)
                asked |= {name for names in groups for name in as_names(names)}
    waiting, found = list(asked), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for file in seen.vocabularies.values() if name in file for other in file[name].includes]
    return found


def _twice(seen: Ground) -> Iterator[Hit]:
    first: dict[tuple[Path, str], Path] = {}
    for path, file in seen.own_vocabularies():
        for name in file:
            before = first.setdefault((path.parent, name), path)
            if before is not path:
                yield Hit("R11", path, (name,), f"«{name}» è anche in {before.name}")


def _terms(path: Path, name: str, spec: ConceptSpec) -> Iterator[Hit]:
    rows = [(number, text, [Term(one) for one in expand(text)]) for number, text in enumerate(spec.terms)]
    for key, texts in (("terms", spec.terms), ("except", spec.except_)):
        for number, text in enumerate(texts):
            if doubt := term_doubt(text):
                yield Hit("R12", path, (name, key, number), f"«{text}»: {doubt}")
            elif slot := term_split(text):
                yield Hit("R33", path, (name, key, number), f"«{text}»: «{slot}» è letto come scelta fra parole sole")
    for number, text, several in rows:
        wider = next((other for n, other, terms in rows if n != number and _covers(terms, several, first=n < number)), None)
        if wider is not None:
            yield Hit("R10", path, (name, "terms", number), f"«{text}» è già in «{wider}»")


def _covers(wide: list[Term], narrow: list[Term], *, first: bool) -> bool:
    """Is each row of the narrow term found wherever the wide one looks? Of two equal ones the later is superfluous."""
    if len(wide) > 50 or len(narrow) > 50:
        return False
    found = all(any(_within(w.row, n.row) for w in wide) for n in narrow)
    same = found and all(any(_within(n.row, w.row) for n in narrow) for w in wide)
    return found and (first or not same)


def _within(wide: Row, narrow: Row) -> bool:
    """Does a run of the narrow row's words satisfy the wide row? Gaps and words that may be missing are not weighed."""
    words = [part for part in wide if isinstance(part, Slot) and not part.optional]
    if len(words) < len(wide):
        return False
    runs = (narrow[start : start + len(words)] for start in range(len(narrow) - len(words) + 1))
    return any(all(_holds(w, n) for w, n in zip(words, run, strict=True)) for run in runs)


def _holds(wide: Slot, narrow: Slot | Gap | Group) -> bool:
    if not isinstance(narrow, Slot) or narrow.optional:
        return False
    return all(any(_same_or_longer(w, n) for w in wide.choices) for n in narrow.choices)


def _same_or_longer(wide: tuple[str, str, bool], narrow: tuple[str, str, bool]) -> bool:
    if not wide[2]:
        return wide == narrow
    return narrow[0].startswith(wide[0]) and (narrow[2] or narrow[1].startswith(wide[0]))
