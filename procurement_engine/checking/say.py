"""The sentences of a finding, and how much weight it may claim."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from procurement_engine.checking.judge import Judgement
from procurement_engine.checking.states import ElementState
from procurement_engine.clauses import suggestion_text
from procurement_engine.report import Basis, Severity
from procurement_engine.rules.model import NEW_CODE, WEIGHT, ElementSpec
from procurement_engine.rules.signature import Signature
from procurement_engine.wording import fact_name, words
from procurement_engine.wording.translate import Translation
from procurement_engine.wording.values import fact_shown


@dataclass(frozen=True)
class Voice:
    """The language of a report: the program's words, the rules' translated sentences, the layers' clauses."""

    lang: str
    translated: Translation
    layers: tuple[Path, ...] = ()

    def __call__(self, key: str, **blanks: object) -> str:
        """One of the program's own sentences."""
        return words(self.lang, "checking")[key].format(**blanks)

    def clause(self, name: str) -> str:
        """The clause that a rule suggests."""
        return suggestion_text(name, self.layers)

    def title(self, judgement: Judgement, name: str) -> str:
        """An element's title."""
        rule = judgement.plan.rule
        return self.translated(rule.id, rule.elements[name].title or name)


def signed_words(signature: Signature, say: Voice) -> str:
    """Who signed the rule and when; a stale signature says so. Empty: nobody yet."""
    if signature.on is None:
        return ""
    stale = say("signature_stale") if signature.state == "stale" else ""
    return f"{signature.by}, {signature.on:%d/%m/%Y}{stale}"


def severity_of(judgement: Judgement) -> tuple[Basis, Severity]:
    """Basis and severity of the heaviest element not satisfied; of the heaviest of all where all are."""
    rule = judgement.plan.rule
    open_ = {*judgement.verdict.violated, *judgement.verdict.doubtful}
    named = [item for item in judgement.plan.elements if item.name in open_] or list(judgement.plan.elements)
    specs = [item.spec for item in named] or list(rule.elements.values())
    heaviest = max(specs, key=lambda spec: WEIGHT.index(spec.weight()))
    return heaviest.basis, heaviest.weight()


def reason(judgement: Judgement, say: Voice) -> str:
    """One sentence that says why."""
    rule, verdict = judgement.plan.rule, judgement.verdict
    if judgement.because == "no_text" and judgement.plan.day < NEW_CODE <= rule.versions[0].in_force_from:
        return say("because_old_regime")
    if judgement.because:
        return say(f"because_{judgement.because}", id=rule.id, detail=judgement.detail)
    if verdict.reason:
        text = say.translated(rule.id, verdict.reason)
        return text[:1].upper() + text[1:].rstrip(".") + "."
    if verdict.outcome == "compliant":
        return say("compliant")
    text = " ".join(todo(judgement, say))
    if verdict.hangs_on:
        return say("hangs_on", facts=", ".join(fact_name(fact, say.lang) for fact in verdict.hangs_on), text=text).strip()
    return text or say("undecided", title=say.translated(rule.id, rule.title))


def todo(judgement: Judgement, say: Voice) -> tuple[str, ...]:
    """What is to be done about each element that is not in order."""
    verdict = judgement.verdict
    return tuple(_message(name, judgement, say) for name in (*verdict.violated, *verdict.doubtful))


def _message(name: str, judgement: Judgement, say: Voice) -> str:
    spec = judgement.plan.rule.elements[name]
    message = say.translated(judgement.plan.rule.id, spec.message)
    state = judgement.states.get(name)
    if state is not None and state.state in ("placeholder", "unclear"):
        return say(state.state, what=say.title(judgement, name))
    measured = spec.percent or spec.points  # what comes near has another number, and stands where it should
    if state is None or state.state != "missing" or not state.near:
        return message
    if measured:
        return f"{message} {told_number(spec, state, say)}".rstrip()
    return say("only_elsewhere", message=message.rstrip("."))


def told_number(spec: ElementSpec, state: ElementState, say: Voice) -> str:
    """What the nearest passage tells and what is asked: "Dice 10%, serve almeno 20%."; empty where no number is the matter."""
    if state.told is None or (bound := spec.points if state.told.sense == "points" else spec.percent) is None:
        return ""
    ((operator, limit),) = bound.given().items()
    asked = words(say.lang, "handbook")[f"bound_{operator}"].format(n=fact_shown("_share", limit, say.lang))
    return say(f"told_{state.told.sense}", told=fact_shown("_share", state.told.value, say.lang), asked=asked)
