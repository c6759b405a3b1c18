"""Two texts of one element compared: how heavy it is, how it is recognised, when it is asked, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from procurement_engine.detection.vocabulary import Concept
from procurement_engine.rules.model import WEIGHT, ElementSpec
from procurement_engine.workbench.diff import direction as d

Side = Literal["stricter", "looser", "unsure", "words", "citation", "other"]
Concepts = Mapping[str, Concept]
_ELEMENT = {"title", "message", "basis", "severity", "found_when", "unclear_when", "denied_when", "unless", "of", "lacking",
            "at_least", "percent", "points", "when", "test", "stated", "notes"}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One difference in one sentence. `weight`: how heavy the element is that it makes harder to satisfy."""

    text: str
    side: Side
    weight: str = "error"


def sided(text: str, signs: d.Signs, weight: str = "error") -> Iterator[Part]:
    """A part by its effect on the rule: +1 stricter, -1 looser."""
    if signs:
        yield Part(text, "unsure" if len(signs) > 1 else "stricter" if 1 in signs else "looser", weight)


def title_of(element: ElementSpec | None, name: str) -> str:
    return (element.title if element else "") or name


def element(name: str, one: ElementSpec, two: ElementSpec, effect: d.Signs) -> Iterator[Part]:
    """What changed in one element; `effect`: what it does to the rule to find it more often."""
    title, weight = title_of(two, name), two.weight()
    if one.weight() != two.weight():
        higher = WEIGHT.index(two.weight()) > WEIGHT.index(one.weight())
        words = {"error": "errore", "warning": "avviso", "advice": "consiglio"}
        text = f"«{title}»: gravità da {words[one.weight()]} a {words[two.weight()]}"
        yield Part(text, "stricter" if higher else "looser", two.weight())
    found = d.relations(one.found_when, two.found_when) | d.relations(one.unclear_when, two.unclear_when)
    found |= d.times(d.LESS, d.relations(one.denied_when, two.denied_when))
    found |= d.times(d.LESS, d.grown(one.unless, two.unless)) | d.grown(one.of, two.of) | d.grown(one.lacking, two.lacking)
    found |= (d.LESS if two.at_least > one.at_least else d.MORE) if one.at_least != two.at_least else d.SAME
    if one.stated != two.stated:
        found |= d.UNSURE if one.stated and two.stated else d.MORE if two.stated else d.LESS
    yield from sided(f"«{title}»: cambia come si riconosce nel testo", d.times(effect, found), weight)
    for label, limits in (("la percentuale", (one.percent, two.percent)), ("la parte dei punti", (one.points, two.points))):
        yield from sided(f"«{title}»: cambia {label} richiesta", d.times(effect, d.bound(*limits)), weight)
    yield from sided(f"«{title}»: cambia quando si chiede", _optional(one.when, two.when, d.LESS), weight)
    yield from sided(f"«{title}»: cambia il fatto che lo decide", d.times(effect, _optional(one.test, two.test, d.UNSURE)), weight)
    if (one.title, one.message) != (two.title, two.message):
        yield Part(f"«{title}»: cambiano le parole del messaggio", "words")
    others = [key for key in ("basis", "notes", "severity") if getattr(one, key) != getattr(two, key)]
    others += [key for key in type(one).model_fields if key not in _ELEMENT and getattr(one, key) != getattr(two, key)]
    yield from (Part(f"«{title}»: cambia «{key}»", "other") for key in others)


def _optional(one: Any, two: Any, given: d.Signs) -> d.Signs:
    if one is None or two is None:
        return d.SAME if one is two else given if two else d.times(d.LESS, given)
    return d.condition(one, two)


def vocabulary(name: str, element: ElementSpec, effect: d.Signs, concepts: tuple[Concepts, Concepts]) -> Iterator[Part]:
    """What the words of the concepts it names do to an element."""
    for concept, signs in sorted(d.vocabulary(element, *concepts).items()):
        text = f"«{title_of(element, name)}»: cambiano le parole del concetto {concept}"
        yield from sided(text, d.times(effect, signs), element.weight())
