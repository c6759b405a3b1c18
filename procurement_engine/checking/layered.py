"""What a layer laid on top did to the requirements of others is told with each of them, loudly where a law is touched."""

from __future__ import annotations

from collections.abc import Sequence

from procurement_engine.checking.say import Voice
from procurement_engine.report import LayerAct, Message, Requirement
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.overlay import Laid, Laying, Overlay


def tell(overlay: Overlay, requirements: Sequence[Requirement], say: Voice) -> tuple[list[Requirement], list[Message]]:
    """The requirements with what layers did to them; those switched off no longer asked; what is to be told loudly."""
    laid = {item.rule.id: item for item in overlay.rules}
    told = [_with_acts(requirement, laid[requirement.id], say) for requirement in requirements]
    messages = [
        Message(code="layer_law", message=_loud(requirement, act, say))
        for requirement in told
        if requirement.lot is None
        for act in requirement.layer_acts
        if act.weakens_law
    ]
    for layer, change in overlay.unmatched:
        what = ", ".join(filter(None, (change.rule, change.element, change.parameter)))
        messages.append(Message(code="layer_unmatched", message=say("layer_unmatched", layer=layer, what=what, act=change.act)))
    return told, messages


def _with_acts(requirement: Requirement, laid: Laid, say: Voice) -> Requirement:
    if not laid.done:
        return requirement
    acts = acts_of(laid, say)
    update: dict[str, object] = {"layer_acts": acts}
    if laid.off is not None:
        text = acts[laid.done.index(laid.off)].text
        update |= {"outcome": "not_applicable", "reason": text, "todo": (), "explanation": text, "suggestion": None}
        update |= {"hangs_on": (), "not_checked": False, "without_layer": requirement.outcome}
    return requirement.model_copy(update=update)


def acts_of(laid: Laid, say: Voice) -> tuple[LayerAct, ...]:
    """What layers did to a rule, in sentences."""
    return tuple(_act(item, laid.rule, say) for item in laid.done)


def _act(item: Laying, rule: RuleFile, say: Voice) -> LayerAct:
    # An element that a replacement no longer has is known by its name alone.
    titles = [say.translated(rule.id, rule.elements[name].title) if name in rule.elements else name for name in item.elements]
    what = ", ".join(title or name for title, name in zip(titles, item.elements, strict=True))
    blanks: dict[str, object] = {"layer": item.layer, "what": what, "before": item.before, "now": item.now}
    if item.does == "switches_off":
        blanks["what"] = say("layer_only", what=what) if what else ""
    if item.does == "replaces":
        blanks["lost"] = say("layer_lost", what=what) if what else ""
    if item.does == "severity":
        blanks |= {"before": say(f"layer_{item.before}"), "now": say(f"layer_{item.now}")}
    if item.change:
        blanks |= {"day": item.change.on, "act": item.change.act, "because": item.change.because.rstrip(".") + "."}
    return LayerAct(
        layer=item.layer,
        does=item.does,
        text=say(f"layer_{item.does}", **blanks),
        elements=item.elements,
        act=item.change.act if item.change else "",
        weakens_law=item.law,
    )


def _loud(requirement: Requirement, act: LayerAct, say: Voice) -> str:
    law = "; ".join(citation.label for citation in requirement.citations)
    would = ""
    if requirement.without_layer and act.does == "switches_off" and not act.elements:
        would = say("layer_would", outcome=say(f"layer_would_{requirement.without_layer}"))
    return say("layer_law", id=requirement.id, title=requirement.title, layer=act.layer, law=law, text=act.text + would)
