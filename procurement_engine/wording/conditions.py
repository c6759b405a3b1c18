"""Conditions on facts, said in words."""

from __future__ import annotations

from collections.abc import Mapping

from procurement_engine.reasoning.ir import All, Comparison, Condition, Not
from procurement_engine.wording import fact_name, words
from procurement_engine.wording.values import fact_shown


def condition_words(condition: Condition, lang: str, titles: Mapping[str, str] | None = None) -> str:
    """E.g. "natura del contratto è servizi oppure lavori". `titles`: of the rule's elements, that a condition may ask about."""
    say = words(lang, "checking")
    if isinstance(condition, Comparison):
        return _comparison(condition, lang, titles or {})
    if isinstance(condition, Not):
        return say["not"].format(part=condition_words(condition.part, lang, titles))
    joint = say["and" if isinstance(condition, All) else "or"]
    return joint.join(
        f"({said})" if isinstance(part, (All, Not)) and len(condition.parts) > 1 else said
        for part in condition.parts
        for said in [condition_words(part, lang, titles)]
    )


def _comparison(test: Comparison, lang: str, titles: Mapping[str, str]) -> str:
    if test.fact == "said":
        return words(lang, "checking")["element_said"].format(title=titles.get(test.value, test.value))
    say, name = words(lang, "checking"), fact_name(test.fact, lang)
    if test.op == "equals" and isinstance(test.value, bool):
        return say["equals_yes" if test.value else "equals_no"].format(name=name)
    values = test.value if test.op == "in" else (test.value,)
    value = say["or"].join(fact_shown(test.fact, item, lang) for item in values)
    return say[test.op].format(name=name, value=value)
