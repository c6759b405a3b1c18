"""The pages of all requirements of some layers, as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from procurement_engine.checking.layered import acts_of
from procurement_engine.checking.prepare import concepts_of
from procurement_engine.checking.say import Voice
from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.overlay import Laid, overlay
from procurement_engine.wording import words
from procurement_engine.wording.translate import translation
from procurement_engine.workbench.choose import unknown_rule
from procurement_engine.workbench.handbook.chapter import Desk, chapter
from procurement_engine.workbench.handbook.model import Chapter, Handbook, RulePage
from procurement_engine.workbench.signing.words import signature_words

_ID = regex.compile(r"\b[A-Z]{2,8}-\d{1,4}\b")
_Filed = list[tuple[Layer, RuleFile]]


def handbook(layers: Sequence[Layer], day: date, lang: str, only: str | None = None) -> Handbook:
    """Every requirement (or `only` one) in the order of its id. RuleFileError for one that no layer has."""
    by_id: dict[str, _Filed] = {}
    for layer in layers:
        for rule in layer.rules:
            by_id.setdefault(rule.id, []).append((layer, rule))
    if only is not None and only not in by_id:
        raise unknown_rule(only, layers)
    folders = tuple(layer.folder for layer in layers)
    laid = overlay(layers, day)
    translated = translation(lang, folders).with_numbers(laid.parameters, lang)
    desk = Desk(day, lang, concepts_of(folders), translated, folders, laid.parameters)
    acts = {one.rule.id: _acts(one, Voice(lang, desk.translated, folders)) for one in laid.rules}
    related = _related(by_id, lang)
    pages = [_page(key, by_id[key], related.get(key, {}), acts[key], desk) for key in sorted(by_id) if only in (None, key)]
    unsigned = [
        (rule.id, layer.name, signature_words(rule.signature, lang))
        for key in sorted(by_id)
        for layer, rule in by_id[key]
        if rule.signature.state != "valid"
    ]
    return Handbook(pages, tuple((layer.name, layer.version) for layer in layers), day, lang, tuple(unsigned))


def _page(key: str, filed: _Filed, related: dict[str, str], acts: tuple[str, ...], desk: Desk) -> RulePage:
    """The last file that does not extend holds; those before it are replaced, those after add."""
    holding = max((n for n, (_, rule) in enumerate(filed) if not rule.extends), default=0)
    chapters: list[Chapter] = [chapter(filed[holding][1], filed[holding][0], "base", desk)]
    chapters += [chapter(rule, layer, "adds", desk) for layer, rule in filed[holding + 1 :]]
    chapters += [chapter(rule, layer, "replaced", desk) for layer, rule in reversed(filed[:holding])]
    others = tuple(sorted((other, why) for other, why in related.items()))
    return RulePage(key, key.partition("-")[0], tuple(chapters), others, acts)


def _acts(laid: Laid, say: Voice) -> tuple[str, ...]:
    """What layers change without a file of their own; those with one have their chapter."""
    return tuple(act.text for act in acts_of(laid, say) if act.does not in ("adds", "replaces"))


def _related(by_id: dict[str, _Filed], lang: str) -> dict[str, dict[str, str]]:
    """Requirements that a rule names, or that rest on the very same paragraph of law, with why."""
    say = words(lang, "handbook")
    sources: dict[tuple[str, str], set[str]] = {}
    found: dict[str, dict[str, str]] = {key: {} for key in by_id}
    for key, filed in by_id.items():
        for _, rule in filed:
            for version in rule.versions:
                for citation in version.citations:
                    for comma in citation.comma:
                        sources.setdefault((citation.urn or "", comma), set()).add(key)
            texts = (
                rule.summary,
                rule.to_verify,
                *(c.else_ for c in rule.conditions()),
                *(e.message for e in rule.elements.values()),
            )
            named = {other for text in texts for other in _ID.findall(text)} & by_id.keys() - {key}
            found[key].update(dict.fromkeys(named, say["named_there"]))
    for keys in sources.values():
        for key in keys:
            for other in keys - {key}:
                found[key].setdefault(other, say["same_source"])
    return found
