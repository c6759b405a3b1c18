"""Which clause carries which requirement of a generated document: taken out, then denied, and the document checked again.

    python benchmarks/clauses.py                          # every template: the tables of docs/clausole.md
    python benchmarks/clauses.py capitolato avviso_381    # some of them
    python benchmarks/clauses.py capitolato --only CCNL-01,SOC-03

`tests/generation/clausole.yaml` names for each requirement its clauses, what falls with it, and its text denied. A clause is
taken out together with the passages that a template declares as its own (`luogo`). Ends with 1 if something turned that is
not declared, or did not turn.
"""

from __future__ import annotations

import copy
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from procurement_engine.checking import check_drafts
from procurement_engine.data import data_path
from procurement_engine.drafts import read
from procurement_engine.generation import generate, templates
from procurement_engine.generation.generate import model, text
from procurement_engine.inputs import build
from procurement_engine.rules.load import load_layers
from procurement_engine.rules.yaml_file import load_yaml

FILE = Path(__file__).parents[1] / "tests" / "generation" / "clausole.yaml"
Outcomes = dict[str, str]
#: No template holds it.
_SIGN = "§§"


class Case(NamedTuple):
    """A requirement in a template: its clauses there, how it should end without them, and what may fall with it."""

    template: str
    requirement: str
    clauses: tuple[str, ...]
    without: str
    why: str
    falls_too: frozenset[str]
    denied: str


class Result(NamedTuple):
    """What changed when the clauses went, and when they were denied; whether both are as declared."""

    gone: Outcomes
    denied: Outcomes
    as_declared: bool


#: A second tender, for what the starter does not ask: a first award of cleaning, with a secondary activity and CAM.
ANOTHER = "*"
CLEANING = {
    "title": "Servizio di pulizia degli edifici comunali", "purpose": "tenere puliti gli uffici", "social_services": False,
    "activities": ["pulizia quotidiana", "pulizia periodica dei vetri"], "cpv": "90911200-8", "ateco": "81.21.00",
    "cam": "decreto ministeriale 29 gennaio 2021", "union_protocol": "",
    "outgoing": None, "first_award_reason": "Gli uffici aprono quest'anno.",
    "secondary": {"description": "portierato", "share": 0.35, "ccnl": {"name": "Multiservizi", "cnel": "K511"}},
}  # fmt: skip


def described(name: str) -> dict[str, Any]:
    """The starter of a template, made to what the template wants; with `*` after the name, another tender."""
    chosen = templates()[name.rstrip(ANOTHER)]
    data = load_yaml(data_path("tender_templates", chosen.get("starter", "gara.yaml")))
    data |= {field: values[0] for field, values in chosen.get("wants", {}).items()}
    if data.get("award") == "quality_price":
        data |= {"price_points": 20, "threshold": 50}
        for criterion in data["criteria"][:2]:
            criterion["points"] -= 10
    return data | copy.deepcopy(CLEANING) if name.endswith(ANOTHER) else data


def outcomes(name: str, clauses: dict[str, str], added: str = "") -> Outcomes:
    """Requirement to outcome, of the document read back from its Word file; `added` stands at its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bozza.docx")
        document = generate(name.rstrip(ANOTHER), described(name), clauses=clauses)
        if added:
            document.add_paragraph(added)
        document.save(str(path))
        return {r.id: r.outcome for r in check_drafts([read(path)], evaluators=("plain",)).requirements}


@lru_cache(maxsize=64)
def whole(name: str) -> Outcomes:
    """The outcomes of the document with all its clauses."""
    return outcomes(name, {})


@lru_cache(maxsize=512)
def _said(name: str, clause: str = "") -> str:
    """The text of the document, with a sign in place of a clause."""
    template = name.rstrip(ANOTHER)
    return text(template, build(model(template), described(name)), clauses={f"{clause}.md.j2": _SIGN} if clause else {}).text


def uses(name: str, clause: str) -> bool:
    """Whether a template takes a clause, or says it in passages of its own."""
    return _said(name, clause) != _said(name)


@lru_cache(maxsize=1)
def _declared() -> tuple[dict[str, str], dict[str, Any]]:
    """The clause each rule suggests, and what the file of clauses says of each requirement."""
    return {rule.id: rule.suggestion for layer in load_layers() for rule in layer.rules if rule.suggestion}, load_yaml(FILE)


def cases(name: str) -> Iterator[Case]:
    """Every requirement that a template carries; of another tender, those that the starter does not ask."""
    suggested, declared = _declared()
    for requirement, outcome in sorted(whole(name).items()):
        if outcome == "not_applicable" or (name.endswith(ANOTHER) and whole(name.rstrip(ANOTHER))[requirement] != "not_applicable"):
            continue
        told = declared[requirement]
        clauses = told.get("clauses_in", {}).get(name) or told.get("clauses") or [suggested[requirement].removesuffix(".md.j2")]
        why = told.get("elsewhere", {}).get(name) or told.get("elsewhere", {}).get("*", "")
        without = "compliant" if why else told.get("without", {}).get("outcome", "non_compliant")
        if name in told.get("without_in", {}):
            without, why = told["without_in"][name]["outcome"], told["without_in"][name]["why"]
        yield Case(
            name, requirement, tuple(clause for clause in clauses if uses(name, clause)), without,
            why or told.get("without", {}).get("why", ""), frozenset(told.get("with", ())), told["denied"],
        )  # fmt: skip


def judge(case: Case) -> Result:
    """Take the clauses out, deny them, and compare with what is declared."""
    before = whole(case.template)
    empty = {f"{clause}.md.j2": "" for clause in case.clauses}
    gone = _changed(before, outcomes(case.template, empty)) if case.clauses else {}
    slot = next((clause for clause in case.clauses if _SIGN in _said(case.template, clause)), None)
    instead = {**empty, f"{slot}.md.j2": case.denied} if slot else empty
    denied = _changed(before, outcomes(case.template, instead, "" if slot else case.denied))
    allowed = case.falls_too | {case.requirement}
    right = (
        gone.get(case.requirement, "compliant") == case.without and set(gone) <= allowed
        and denied.get(case.requirement) == "non_compliant" and set(denied) <= allowed
    )  # fmt: skip
    return Result(gone, denied, right)


def _changed(before: Outcomes, after: Outcomes) -> Outcomes:
    return {rule: after[rule] for rule in before if after[rule] != before[rule]}


_WORDS = {"non_compliant": "no", "undetermined": "dubbio", "not_applicable": "non si applica", "compliant": "sì"}


def _shown(changes: Outcomes) -> str:
    return ", ".join(f"{rule} {_WORDS[outcome]}" for rule, outcome in changes.items()) or "nulla"


def main(arguments: list[str]) -> int:
    """Print a table for each template; 1 if a case is not as declared."""
    only = next((arguments[n + 1].split(",") for n, word in enumerate(arguments) if word == "--only"), None)
    every = [*templates(), "disciplinare_prezzo_fisso*", "capitolato*", "schema_contratto*", "decisione_contrarre*"]
    names = [word for word in arguments if word in every] or every
    wrong = total = 0
    for name in names:
        found = [case for case in cases(name) if only is None or case.requirement in only]
        if not found:
            continue
        print(f"\n### {name}\n\n| requisito | clausole | tolte | negate | |\n|---|---|---|---|---|")
        for case in found:
            result = judge(case)
            total, wrong = total + 1, wrong + (not result.as_declared)
            note = case.why if result.as_declared else "**NON COME DICHIARATO** " + case.why
            cells = (case.requirement, ", ".join(case.clauses), _shown(result.gone), _shown(result.denied), note)
            print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\n{total} casi, {total - wrong} come dichiarato.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
