"""A failing test, told to the person who wrote it: what was expected, what came out, what was seen, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from procurement_engine.checking.compile import ElementPlan
from procurement_engine.checking.evidence import passage_evidence
from procurement_engine.checking.say import Voice, reason, told_number
from procurement_engine.rules.model import Expected
from procurement_engine.wording.translate import Translation
from procurement_engine.workbench.testing.bench import Tried

_STATES = {
    "found": "trovato",
    "missing": "manca",
    "negated": "negato",
    "contradicted": "detto e smentito",
    "placeholder": "lasciato in bianco",
    "unclear": "non chiaro",
}


@dataclass(frozen=True)
class Seen:
    """One element: how it stands, the passage that says so, and its part in the rule."""

    element: str
    part: str
    state: str
    passage: str


@dataclass(frozen=True)
class Failure:
    """A test that did not give what it expects."""

    test: str
    expected: str
    obtained: str
    reason: str
    elements: tuple[Seen, ...]
    todo: tuple[str, ...]


def failure(tried: Tried) -> Failure:
    """Everything the author needs to see why."""
    wanted = tried.test.expected()
    return Failure(
        tried.test.name,
        _shown(wanted.outcome, wanted.missing, wanted.forbidden),
        _shown(tried.outcome, *_obtained(tried)),
        reason(tried.judgement, Voice("it", Translation({}))),
        tuple(_seen(item, tried) for item in tried.judgement.plan.elements),
        tuple(_todo(tried, wanted)),
    )


def _shown(outcome: str, missing: tuple[str, ...], forbidden: tuple[str, ...]) -> str:
    parts = [f"manca {', '.join(missing)}"] if missing else []
    parts += [f"vietato {', '.join(forbidden)}"] if forbidden else []
    return outcome + (f" ({'; '.join(parts)})" if parts else "")


def _obtained(tried: Tried) -> tuple[tuple[str, ...], tuple[str, ...]]:
    violated = tried.judgement.verdict.violated
    return tuple(n for n in violated if n not in tried.forbidden), tuple(n for n in violated if n in tried.forbidden)


def _seen(item: ElementPlan, tried: Tried) -> Seen:
    state = tried.judgement.states.get(item.name)
    passages = state.passages if state else ()
    quote = passage_evidence(passages[0], tried.ready.dossier).quote if passages else ""
    version = tried.judgement.plan.version
    essential = version is not None and item.name in version.essential
    part = "vietato" if item.forbidden else "chiesto" if essential else "d'aiuto"
    return Seen(item.name, part, _STATES[tried.state(item.name)], quote)


def _todo(tried: Tried, wanted: Expected) -> list[str]:
    if tried.outcome == "not_applicable" and wanted.outcome != "not_applicable":
        return ["La regola non si applica: rivedere i facts e la data as_of della prova, o applies_when e versions della regola."]
    if wanted.outcome == "not_applicable":
        return ["La regola si applica: ai facts della prova manca ciò che la esclude, o ad applies_when manca la condizione."]
    if tried.judgement.verdict.hangs_on:
        return [f"Aggiungere ai facts della prova: {', '.join(tried.judgement.verdict.hangs_on)}."]
    advice = []
    for item in tried.judgement.plan.elements:
        state = tried.state(item.name)
        if item.forbidden and state == "found" and item.name not in wanted.forbidden:
            advice.append(f"{item.name}: il passo non doveva contare; una guardia (without, unless, not_under) o un ruolo in più.")
        elif state != "found" and (item.name in wanted.forbidden or (wanted.outcome == "compliant" and not item.forbidden)):
            advice.append(f"{item.name}: {_why_not(item, tried)}")
        elif state == "found" and item.name in wanted.missing:
            advice.append(
                f"{item.name}: il passo non doveva bastare; un ruolo in più, o una guardia, nella relazione che lo trova."
            )
    return advice or ["Rivedere expect: l'esito atteso e gli elementi nominati devono stare insieme."]


def _why_not(item: ElementPlan, tried: Tried) -> str:
    """Were the words not understood, or did a guard keep them out?"""
    dossier = tried.ready.dossier
    stands = tried.judgement.states.get(item.name)
    if stands is not None and stands.near and (item.spec.percent or item.spec.points):
        return _number_failing(item, tried)
    for relation in item.found:
        bare = replace(relation, without=(), not_under=())
        if bare != relation and any(m.holds for n in range(len(dossier.matchers)) for m in dossier.matches(n, bare, None)):
            guards = ", ".join((*relation.without, *relation.not_under))
            return f"le parole ci sono, ma una guardia le esclude ({guards}): restringere la guardia, o within."
    return "parole non capite; aggiungere la voce al concetto, o la costruzione a found_when."


def _number_failing(item: ElementPlan, tried: Tried) -> str:
    """The words are there: it is the number that is not read, or not enough."""
    if tried.judgement.states[item.name].told is None:
        return "le parole ci sono, ma nel passo non si legge una percentuale: within più largo, o la percentuale scritta accanto."
    number = told_number(item.spec, tried.judgement.states[item.name], Voice("it", Translation({})))
    return f"le parole ci sono, il numero no. {number} Correggere il testo della prova, o il limite (20 per cento si scrive 0.20)."
