"""The schemas, drawn from the same models that read the files, with names as lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement_engine.rules.codelists import CODELISTS
from procurement_engine.rules.concept_file import ConceptFile
from procurement_engine.rules.known_facts import CHOICES, FACTS, LISTS, NUMBERS, YES_NO
from procurement_engine.rules.model import DOCUMENT_TYPES, RuleFile, RulesetFile
from procurement_engine.rules.names import OUTCOMES
from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.wording import fact_name

Schema = dict[str, Any]
_DIALECT = "http://json-schema.org/draft-07/schema#"
_PLAIN: dict[str, Schema] = {
    **{key: {"type": "boolean"} for key in YES_NO},
    **{key: {"type": "number"} for key in NUMBERS},
    **{key: {"enum": list(values)} for key, values in CHOICES.items()},
    **{key: {"type": "array", "items": {"type": "string"}} for key in LISTS},
    "published_on": {"type": "string", "format": "date"},
    "lots": {"type": "array"},
}


def schemas(concepts: Mapping[str, str]) -> dict[str, Schema]:
    """File name -> schema. `concepts`: name -> what it is."""
    found = {
        "rule.schema.json": rule_schema(concepts),
        "concepts.schema.json": _concepts_schema(concepts),
        "ruleset.schema.json": _drawn(RulesetFile, "ruleset.yaml: nome e versione di un livello di regole."),
        "locale.schema.json": {
            "$schema": _DIALECT,
            "description": "Le frasi delle regole in inglese: id (o common), frase italiana, frase inglese.",
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }
    for name, model in CODELISTS.items():
        found[f"codelist.{name}.schema.json"] = _drawn(model, f"Elenco di codici {name}.yaml.")
    return found


def rule_schema(concepts: Mapping[str, str]) -> Schema:
    """The rule file."""
    schema = _drawn(RuleFile, "Una regola: un requisito, come lo scrive un giurista.")
    parts = schema["definitions"]
    parts["concetto"] = _choice(concepts)
    some = {"anyOf": [{"$ref": "#/definitions/concetto"}, {"type": "array", "items": {"$ref": "#/definitions/concetto"}}]}
    relation = parts["RelationSpec"]
    relation["additionalProperties"] = some
    for key in ("about", "without", "not_under"):
        relation["properties"][key] = {"description": relation["properties"][key]["description"], **some}
    facts = {name: fact_name(name, "it") for name in FACTS}
    parts["ConditionSpec"]["properties"]["fact"] |= _choice(facts)
    parts["ElementSpec"]["properties"]["stated"] |= _choice(facts)
    for where in ("judged_in", "judged_if_told_in"):
        schema["properties"][where]["items"] = {"enum": list(DOCUMENT_TYPES)}
    test = parts["InlineTest"]["properties"]
    given = {key: {"description": facts.get(key, ""), **kind} for key, kind in _PLAIN.items()}
    test["facts"] |= {"additionalProperties": False, "properties": given}
    test["also"] |= {"propertyNames": {"enum": list(DOCUMENT_TYPES)}}
    test["expect"]["anyOf"] = [{"enum": list(OUTCOMES)}, {"$ref": "#/definitions/Expected"}]
    parts["Expected"]["properties"]["outcome"] |= {"enum": list(OUTCOMES)}
    return schema


def _concepts_schema(concepts: Mapping[str, str]) -> Schema:
    schema = _drawn(ConceptFile, "Un vocabolario: concetti, e i modi in cui gli atti li dicono.")
    schema["definitions"]["ConceptSpec"]["properties"]["includes"]["items"] = _choice(concepts)
    return schema


def _choice(names: Mapping[str, str]) -> Schema:
    """A name among these, each explained by the editor."""
    known = sorted(names)
    return {"enum": known, "enumDescriptions": [names[name] for name in known]}


def _drawn(model: Any, description: str) -> Schema:
    schema = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    for name, part in (*schema["definitions"].items(), (model.__name__, schema)):
        _clean(part)
        for key, value in part.get("properties", {}).items():
            value.pop("title", None)
            value.pop("default", None)
            value["description"] = _keys().get(name, {}).get(key, "")
    return {"$schema": _DIALECT, **schema, "description": description}


def _clean(part: Schema) -> None:
    """What pydantic adds for programmers is no help to a lawyer."""
    part.pop("title", None)
    part.pop("description", None)


@lru_cache(maxsize=1)
def _keys() -> dict[str, dict[str, str]]:
    return load_yaml(Path(__file__).with_name("keys.yaml"))


def undescribed(schema: Schema) -> Iterable[str]:
    """The keys of a schema that the editor could not explain."""
    for name, part in (*schema["definitions"].items(), ("", schema)):
        yield from (f"{name}.{key}" for key, value in part.get("properties", {}).items() if not value.get("description"))
