"""The answers about a new requirement, written as a rule with its concepts."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from procurement_engine.rules.concept_file import ConceptFile, term_faults
from procurement_engine.rules.load import load_layers
from procurement_engine.rules.model import DOCUMENT_TYPES, RuleFile, RulesetFile
from procurement_engine.rules.names import name_faults
from procurement_engine.rules.near import among
from procurement_engine.rules.parts import Day, Strict
from procurement_engine.rules.problem import RuleFileError
from procurement_engine.rules.read import read_model
from procurement_engine.workbench.layout.tidy import tidy
from procurement_engine.workbench.schema.write import concepts_known, write

_ID = re.compile(r"[A-Z][A-Z0-9]{1,9}-\d{2,3}")
_ARTICLE = re.compile(
    r"art(?:icolo|\.)\s*(?P<art>\d+(?:-\w+)?)(?:\s*,?\s*c(?:omma|\.)\s*(?P<comma>[\w-]+))?\s*,?\s*(?:del(?:la|l')?\s*)?(?P<act>.+)",
    re.IGNORECASE,
)


def _listed(value: Any) -> Any:
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value


Several = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]


class Answers(Strict):
    """What a lawyer knows of a requirement before its rule is written."""

    WHERE: ClassVar[str] = "nel file delle risposte"
    title: str
    finds: str
    message: str
    where: Several
    since: Day
    source: str
    read_on: Day
    basis: Literal["law", "guideline", "policy"] = "law"
    confidence: Literal["H", "M", "L"] = "L"
    does: Several
    what: Several
    compliant: Several
    missing: str


def new_layer(folder: Path, today: date) -> Path:
    """A folder for a team's own rules. RuleFileError if something is there already."""
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise RuleFileError(f"{folder}: c'è già; scegliere un altro nome")
    (folder / "concepts").mkdir(parents=True)
    schema = "# yaml-language-server: $schema=ruleset.schema.json\n"
    about = f'name: {json.dumps(folder.name)}\nversion: "0.1.0"\nengine: ">=0.1"\npublished_on: "{today}"\n'
    (folder / "ruleset.yaml").write_text(schema + about, encoding="utf-8")
    read_model(folder / "ruleset.yaml", RulesetFile)
    write([folder], folder)
    return folder


def layer_at(folder: Path) -> Path:
    """A folder that is a layer. RuleFileError if it is none."""
    if not (folder / "ruleset.yaml").is_file():
        raise RuleFileError(f"{folder}: non è un livello di regole (manca ruleset.yaml); cominciarne uno con --layer")
    return folder


def new_rule(rule_id: str, answers: Answers, folder: Path, today: date) -> list[Path]:
    """The files of a new rule: itself and, where its words are new, a vocabulary. RuleFileError says what is in the way."""
    if not _ID.fullmatch(rule_id):
        raise RuleFileError(f"«{rule_id}» non è un id: lettere maiuscole, un trattino, un numero, come VERDE-01")
    if unknown := [kind for kind in answers.where if kind not in DOCUMENT_TYPES]:
        raise RuleFileError(f"il tipo di documento «{unknown[0]}» non esiste{among(unknown[0], DOCUMENT_TYPES)}")
    if next(folder.rglob(f"{rule_id}.yaml"), None):
        raise RuleFileError(f"{rule_id} c'è già in {folder}: cambiarla lì, o scegliere un altro id")
    known = concepts_known([folder])
    stem = rule_id.lower().replace("-", "_")
    roles = {role: names[0] if len(names) == 1 and names[0] in known else f"{stem}_{role}" for role, names in _words(answers)}
    fresh = {roles[role]: list(names) for role, names in _words(answers) if roles[role] not in known}
    files = {folder / rule_id.partition("-")[0].lower() / f"{rule_id}.yaml": _rule(rule_id, answers, roles, today)}
    if fresh:
        said = "".join(
            f"{name}:\n  about: {_text(_ABOUT[name.rpartition('_')[2]].format(answers.finds))}\n  terms: {_text(terms)}\n"
            for name, terms in fresh.items()
        )
        files[folder / "concepts" / f"{stem}.yaml"] = f"# yaml-language-server: $schema=../concepts.schema.json\n{said}"
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _checked(list(files))
    write([folder], folder)
    return list(files)


def _checked(paths: list[Path]) -> None:
    """What has been written can be read; if not, it is taken away again."""
    try:
        for path in paths:
            if path.parent.name == "concepts":
                read_model(path, ConceptFile, term_faults)
            else:
                read_model(path, RuleFile, name_faults)
    except RuleFileError:
        for path in paths:
            path.unlink()
        raise


_ABOUT = {"does": "{}: come gli atti lo dispongono", "what": "{}: di che cosa parlano gli atti"}


def next_steps(rule_id: str, written: list[Path], folder: Path, *, example: bool) -> list[str]:
    """What the author should rename, add or take away, a sentence each."""
    said = []
    if len(written) > 1:
        stem = rule_id.lower().replace("-", "_")
        said.append(
            f"Da rinominare: i concetti {stem}_does e {stem}_what, con un nome che dica la cosa, "
            f"in {written[1]} e in {written[0]}; e i loro «about», che devono dire di che cosa si parla."
        )
    if example:
        schema = f"procurement-engine ruleset schema --ruleset {folder}"
        gone = " e ".join(map(str, written))
        said.append(f"{rule_id} è un esempio: quando c'è una regola propria, cancellare {gone}; poi rifare gli schemi: {schema}")
    else:
        said.append("La regola ha un solo elemento («asked»): se la norma chiede più cose, uno per ciascuna sotto elements.")
    return said


def _words(answers: Answers) -> list[tuple[str, tuple[str, ...]]]:
    return [("does", answers.does), ("what", answers.what)]


def _rule(rule_id: str, answers: Answers, roles: dict[str, str], today: date) -> str:
    day = max(today, answers.since)
    texts = [(f"parole {n}", text, "compliant") for n, text in enumerate(answers.compliant, 1)]
    texts.append(("manca", answers.missing, "{outcome: non_compliant, missing: [asked]}"))
    tests = "".join(
        f'  - name: {name}\n    as_of: "{day}"\n    text: {_text(text)}\n    expect: {expect}\n' for name, text, expect in texts
    )
    relation = ", ".join(f"{role}: {name}" for role, name in roles.items())
    text = f"""# yaml-language-server: $schema=../rule.schema.json
id: {rule_id}
title: {_text(answers.title)}
summary: {_text(answers.finds)}
confidence: {answers.confidence}
# Una bozza dà soltanto consigli: quando le prove passano e la fonte è letta, scrivere in_force.
status: draft
judged_in: [{", ".join(answers.where)}]
versions:
  - in_force_from: "{answers.since}"
    citations:
      - {_citation(answers)}
    essential: [asked]
elements:
  asked:
    title: {_text(answers.finds)}
    basis: {answers.basis}
    message: {_text(answers.message)}
    found_when:
      - {{{relation}, within: sentence}}
tests:
{tests}history:
  - {{on: "{today}", kind: added, note: "prima stesura"}}
"""
    return tidy(text, "rule", f"{rule_id}.yaml")


def _citation(answers: Answers) -> str:
    """With its URN where the act is one that the shipped rules cite."""
    source, read = answers.source, f'last_checked_on: "{answers.read_on}"'
    if source.startswith("urn:"):
        return f"{{urn: {_text(source)}, {read}}}"
    found = _ARTICLE.fullmatch(source.strip())
    act = _acts().get(_plain(found["act"])) if found else None
    if found is None or act is None:
        return f"{{label: {_text(source)}, {read}}}"
    comma = f"comma: [{_text(found['comma'])}], " if found["comma"] else ""
    urn = _text(f"{act}~art{found['art']}")
    return f"{{urn: {urn}, {comma}{read}}}"


def _acts() -> dict[str, str]:
    """The acts that the shipped rules cite, as people write them -> URN."""
    from procurement_engine.checking.requirement import citation_label

    urns = {
        c.urn.partition("~")[0] for layer in load_layers() for r in layer.rules for v in r.versions for c in v.citations if c.urn
    }
    return {_plain(citation_label(urn, ())): urn for urn in urns}


def _plain(act: str) -> str:
    return re.sub(r"[\s.]|n\.|legge(?=\d)", "", act.casefold())


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def sample() -> Path:
    """The answers of the rule that starts a layer."""
    return Path(__file__).with_name("sample.yaml")
