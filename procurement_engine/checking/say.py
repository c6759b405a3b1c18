"""The sentences of a finding, and how much weight it may claim."""

from __future__ import annotations

from datetime import date

from procurement_engine.checking.judge import Judgement
from procurement_engine.report import Basis, Severity
from procurement_engine.rules.model import ElementSpec, RuleFile

_WEIGHT: tuple[Severity, ...] = ("advice", "warning", "error")
_CAP: dict[str, Severity] = {"L": "advice", "M": "warning", "H": "error"}
_STATES = {
    "found": "trovato",
    "missing": "non trovato",
    "negated": "negato nel testo",
    "contradicted": "contraddetto nel testo",
    "placeholder": "da compilare",
    "unclear": "da chiarire",
}


def element_severity(rule: RuleFile, spec: ElementSpec) -> Severity:
    """The element's severity, no higher than the rule's confidence allows until somebody signs the rule."""
    if rule.status == "draft":
        return "advice"
    signed = rule.reviewed_by is not None and rule.reviewed_on is not None
    cap = "error" if signed else _CAP[rule.confidence]
    return min(spec.severity, cap, key=_WEIGHT.index)


def severity_of(judgement: Judgement) -> tuple[Basis, Severity]:
    """Basis and severity of the heaviest element not satisfied; of the heaviest of all where all are."""
    rule = judgement.plan.rule
    open_ = {*judgement.verdict.violated, *judgement.verdict.doubtful}
    named = [item for item in judgement.plan.elements if item.name in open_] or list(judgement.plan.elements)
    specs = [item.spec for item in named] or list(rule.elements.values())
    heaviest = max(specs, key=lambda spec: _WEIGHT.index(element_severity(rule, spec)))
    return heaviest.basis, element_severity(rule, heaviest)


def reason(judgement: Judgement) -> str:
    """One sentence that says why."""
    rule, verdict = judgement.plan.rule, judgement.verdict
    if verdict.reason:
        return verdict.reason[:1].upper() + verdict.reason[1:].rstrip(".") + "."
    if verdict.outcome == "compliant":
        return "Trovati gli elementi richiesti."
    messages = [_message(name, judgement) for name in (*verdict.violated, *verdict.doubtful)]
    text = " ".join(messages)
    if verdict.hangs_on:
        return f"Dipende da un dato che non si è trovato. {text}".strip()
    return text or f"Non è stato possibile decidere su «{rule.title}»."


def _message(name: str, judgement: Judgement) -> str:
    spec = judgement.plan.rule.elements[name]
    state = judgement.states.get(name)
    if state is not None and state.state == "placeholder":
        return f"Il dato è ancora da compilare ({spec.title or name})."
    if state is not None and state.state == "unclear":
        return f"C'è un passaggio che ne parla, ma non è chiaro se basta ({spec.title or name}): leggerlo."
    if state is not None and state.state == "missing" and state.near:
        return f"{spec.message.rstrip('.')}; si trova solo nel capitolato, mentre la legge la vuole negli atti iniziali di gara."
    return spec.message


def why(judgement: Judgement, day: date) -> tuple[str, ...]:
    """The chain from the words to the law, a line a step."""
    version = judgement.plan.version
    if version is None:
        return (f"alla data {day:%d/%m/%Y} non è in vigore alcun testo di questa regola",)
    until = f" al {version.in_force_to:%d/%m/%Y}" if version.in_force_to else ""
    lines = [f"testo in vigore dal {version.in_force_from:%d/%m/%Y}{until}, applicato al {day:%d/%m/%Y}"]
    for item in judgement.plan.elements:
        state = judgement.states.get(item.name)
        if state is not None:
            kind = "vietato" if item.forbidden else "richiesto"
            lines.append(f"{item.spec.title or item.name} ({kind}): {_STATES[state.state]}")
    lines += judgement.verdict.fired
    return tuple(lines)
