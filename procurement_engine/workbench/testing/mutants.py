"""A rule with one of its statements taken away: an element, a relation, a role, a guard, a condition, a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from procurement_engine.rules.model import ConditionSpec, ElementSpec, RelationSpec, RuleFile, as_names

Relations = tuple[RelationSpec, ...]
Conditions = tuple[ConditionSpec, ...]
_HOW = {"found_when": "trovato", "unclear_when": "dubbio", "denied_when": "smentito"}


@dataclass(frozen=True)
class Mutant:
    """`key` names the statement by what it says, so that it stays the same while others are added beside it.

    `untested` says what nobody notices if no test fails without the statement.
    """

    key: str
    untested: str
    rule: RuleFile


def mutants(rule: RuleFile) -> Iterator[Mutant]:
    """Every statement of the rule file taken away in turn; the words of the vocabularies apart (`entries.py`)."""
    yield from _of_versions(rule)
    for key, said, specs in _without_one_condition(rule.applies_when, "applies_when"):
        yield Mutant(key, said, rule.model_copy(update={"applies_when": specs}))
    for name, spec in rule.elements.items():
        for key, said, changed in _of_element(name, spec):
            yield Mutant(f"{name}: {key}", said, rule.model_copy(update={"elements": {**rule.elements, name: changed}}))


def _of_versions(rule: RuleFile) -> Iterator[Mutant]:
    for n, version in enumerate(rule.versions):
        since = f"{version.in_force_from:%d/%m/%Y}"

        def swapped(update: dict[str, Any], n: int = n) -> RuleFile:
            changed = rule.versions[n].model_copy(update=update)
            return rule.model_copy(update={"versions": (*rule.versions[:n], changed, *rule.versions[n + 1 :])})

        if len(rule.versions) > 1:
            others = (*rule.versions[:n], *rule.versions[n + 1 :])
            said = f"che c'è un testo in vigore dal {since}"
            yield Mutant(f"versione {since}", said, rule.model_copy(update={"versions": others}))
        for key, what in (("essential", "chiesto"), ("forbidden", "vietato")):
            for name, left in _each_left_out(getattr(version, key)):
                said = f"che dal {since} «{_title(rule, name)}» è {what}"
                yield Mutant(f"versione {since}: {key} {name}", said, swapped({key: left}))
        for name, said, specs in _without_one_condition(version.applies_when, f"versione {since}: applies_when"):
            yield Mutant(name, said, swapped({"applies_when": specs}))


def _title(rule: RuleFile, name: str) -> str:
    return rule.elements[name].title or name


def _of_element(name: str, spec: ElementSpec) -> Iterator[tuple[str, str, ElementSpec]]:
    title = spec.title or name
    for way, how in _HOW.items():
        relations: Relations = getattr(spec, way)
        for n, relation in enumerate(relations):
            said = f"che «{title}» è {how} con {written(relation)}"
            yield f"{way} {written(relation)}", said, spec.model_copy(update={way: (*relations[:n], *relations[n + 1 :])})
        for key, said, changed in _of_relations(relations):
            yield f"{way} {key}", f"che «{title}» è {how} {said}", spec.model_copy(update={way: changed})
    for other, left in _each_left_out(spec.unless):
        yield f"unless {other}", f"che «{title}» non conta se c'è «{other}»", spec.model_copy(update={"unless": left})
    for key, word in (("of", "presenti"), ("lacking", "mancanti")):
        for other, left in _each_left_out(getattr(spec, key)):
            yield f"{key} {other}", f"che «{title}» conta «{other}» fra quelli {word}", spec.model_copy(update={key: left})
    for key, said in (
        ("when", f"che «{title}» si giudica solo a una condizione (when)"),
        ("test", f"che «{title}» è deciso da un fatto (test)"),
        ("stated", f"che per «{title}» basta che gli atti dicano il fatto «{spec.stated}»"),
    ):
        if getattr(spec, key) is not None:
            yield key, said, spec.model_copy(update={key: None})


def _of_relations(relations: Relations) -> Iterator[tuple[str, str, Relations]]:
    """The constructions of one element without a role, one of the concepts of a role, a guard, a mode.

    Constructions that ask the same thing in the same role say one statement in several ways: it is taken from all of them.
    """
    gone: dict[str, tuple[str, list[RelationSpec]]] = {}
    for n, relation in enumerate(relations):
        for key, said, changed in _of_relation(relation):
            gone.setdefault(key, (said, list(relations)))[1][n] = changed
    for key, (said, changed_ones) in gone.items():
        yield key, said, tuple(changed_ones)


def _of_relation(spec: RelationSpec) -> Iterator[tuple[str, str, RelationSpec]]:
    roles = spec.roles()
    for role, names in roles.items():
        if len(roles) > 1:
            shown = f"{role}: {_shown(names)}"
            yield f"senza {shown}", f"solo se c'è anche «{shown}»", _with_roles(spec, roles, role, ())
        for name, left in _each_left_out(names) if len(names) > 1 else ():
            yield f"con {role} ma non {name}", f"anche quando «{role}» è «{name}»", _with_roles(spec, roles, role, left)
    about = as_names(spec.about)
    if about:
        yield f"senza about: {_shown(about)}", f"solo dove si parla di «{_shown(about)}»", spec.model_copy(update={"about": ()})
    for name, left in _each_left_out(about) if len(about) > 1 else ():
        yield f"con about ma non {name}", f"anche quando l'argomento è «{name}»", spec.model_copy(update={"about": left})
    for guard, where in _NOT.items():
        for name, left in _each_left_out(as_names(getattr(spec, guard))):
            yield f"senza {guard}: {name}", f"ma non {where} «{name}»", spec.model_copy(update={guard: left})
    if spec.mode in _MODES:
        yield f"senza mode: {spec.mode}", _MODES[spec.mode], spec.model_copy(update={"mode": "said"})


_NOT = {"without": "se accanto c'è", "not_under": "sotto un titolo che dice"}
#: "any" and `anywhere` state nothing: they take a restriction away.
_MODES = {"duty": "solo se è un obbligo", "denied": "solo se è negato"}


def _with_roles(spec: RelationSpec, roles: dict[str, tuple[str, ...]], role: str, names: tuple[str, ...]) -> RelationSpec:
    """The same relation with other concepts for a role, or without it."""
    kept = {key: list(names if key == role else value) for key, value in roles.items() if key != role or names}
    plain = {key: getattr(spec, key) for key in RelationSpec.model_fields}
    return RelationSpec.model_validate({**plain, **kept})


def _without_one_condition(specs: Conditions, where: str) -> Iterator[tuple[str, str, Conditions]]:
    for n, spec in enumerate(specs):
        text = condition_text(spec)
        yield f"{where} {text}", f"di applicarsi solo se {text}", (*specs[:n], *specs[n + 1 :])


def _each_left_out(names: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for n, name in enumerate(names):
        yield name, (*names[:n], *names[n + 1 :])


def written(spec: RelationSpec) -> str:
    """A relation as its author wrote it: "{who: outgoing_staff, does: take_on, within: pair}"."""
    parts = {**spec.roles()}
    parts |= {key: as_names(getattr(spec, key)) for key in ("about", "without", "not_under")}
    shown = [f"{key}: {_shown(names)}" for key, names in parts.items() if names]
    shown += [f"mode: {spec.mode}"] if spec.mode != "said" else []
    shown += ["anywhere: true"] if spec.anywhere else []
    return "{" + ", ".join([*shown, f"within: {spec.within}"]) + "}"


def _shown(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def condition_text(spec: ConditionSpec) -> str:
    """A condition in one line: "contract_nature in [services, works]"."""
    if spec.fact is not None:
        ((name, value),) = spec.operators().items()
        shown = f"[{', '.join(map(str, value))}]" if isinstance(value, (list, tuple)) else str(value)
        return f"{spec.fact} {name} {shown}"
    if spec.not_ is not None:
        return f"non ({condition_text(spec.not_)})"
    word = " o " if spec.any_ is not None else " e "
    return "(" + word.join(condition_text(part) for part in spec.any_ or spec.all_ or ()) + ")"
