"""The bench rules are tried on: a rule file with what lies under it, judged on the text of one of its inline tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from procurement_engine.checking.compile import RulePlan, plan
from procurement_engine.checking.judge import Judgement, judge_all
from procurement_engine.checking.prepare import Ready, concepts_of, prepare
from procurement_engine.detection.vocabulary import Concept
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.drafts.structure import settle
from procurement_engine.report import State
from procurement_engine.rules.load import SHIPPED, Layer, load_layers
from procurement_engine.rules.model import InlineTest, RuleFile
from procurement_engine.rules.overlay import overlay

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: A text and the type of its document, made a draft.
Write = Callable[[str, str], Draft]


@dataclass(frozen=True)
class Tried:
    """What one test gave: the outcome on the whole and the state of every element, those that a fact decides included."""

    test: InlineTest
    judgement: Judgement
    ready: Ready

    @property
    def outcome(self) -> str:
        """The outcome on the whole procedure."""
        return self.judgement.verdict.outcome

    def state(self, name: str) -> State:
        """How an element stands; "missing" for one that is not in the text in force."""
        known = self.judgement.states.get(name)
        if known is not None:
            return known.state
        if name in self.judgement.verdict.doubtful:
            return "unclear"
        wrong = name in self.judgement.verdict.violated
        return "found" if wrong == (name in self.forbidden) else "missing"

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """The elements that must not stand."""
        return frozenset(item.name for item in self.judgement.plan.elements if item.forbidden)

    def passed(self) -> bool:
        """Did it give what the test expects?"""
        wanted = self.test.expected()
        version = self.judgement.plan.version
        essential = version.essential if version else ()
        return (
            self.outcome == wanted.outcome
            and all(name in essential and self.state(name) != "found" for name in wanted.missing)
            and all(name in self.forbidden and self.state(name) == "found" for name in wanted.forbidden)
        )


class Bench:
    """Layers laid one on the other, the rules of which are tried each alone; what lies above a rule's layer does not count."""

    def __init__(self, layers: Sequence[Layer], tested: Sequence[str]) -> None:
        self.layers = tuple(layers)
        self.tested = tuple(tested)

    def rules(self) -> list[tuple[Layer, RuleFile]]:
        """The rule files to try, with their layers."""
        return [(layer, rule) for layer in self.layers if layer.name in self.tested for rule in layer.rules]

    def concepts(self, layer: Layer) -> Mapping[str, Concept]:
        """The vocabularies in force for the rules of a layer."""
        return concepts_of(tuple(known.folder for known in self._up_to(layer)))

    def compile(self, layer: Layer, rule: RuleFile, test: InlineTest) -> RulePlan:
        """The rule, laid on those of the layers below with its id, as it holds on the day of a test."""
        under = [replace(known, rules=tuple(r for r in known.rules if r.id == rule.id)) for known in self._up_to(layer)]
        stack = [*under[:-1], replace(layer, rules=(rule,))]
        (laid,) = overlay(stack, test.as_of).rules
        return plan(laid.rule, laid.layer, test.as_of)

    def prepare(self, layer: Layer, rule: RuleFile, test: InlineTest, write: Write | None = None) -> Ready:
        """The drafts of a test, ready to be judged; a rule is tried in the disciplinare where it is judged there."""
        kind = test.document or ("disciplinare" if "disciplinare" in rule.judged_in else rule.judged_in[0])
        texts = {kind: test.text, **test.also}
        drafts = [(write or as_text)(text, name) for name, text in texts.items()]
        types = {draft.path: name for draft, name in zip(drafts, texts, strict=True)}
        return prepare(drafts, self.concepts(layer), {**test.facts, "document_type": types}, test.as_of)

    def _up_to(self, layer: Layer) -> tuple[Layer, ...]:
        return self.layers[: self.layers.index(layer) + 1]


def open_bench(names: Sequence[str]) -> Bench:
    """The shipped layers, or those named. A folder is tried alone, but lies on the layers named before it: without any, on all."""
    shipped = [name for name in names if name in SHIPPED]
    own = [name for name in names if name not in SHIPPED]
    under = [name for name in SHIPPED if SHIPPED.index(name) <= max(map(SHIPPED.index, shipped))] if shipped else [*SHIPPED]
    layers = load_layers([*under, *own])
    tested = [layer.name for layer in layers[len(under) :]] if own else shipped or list(SHIPPED)
    return Bench(layers, [*shipped, *tested] if own else tested)


def try_on(plan_: RulePlan, test: InlineTest, ready: Ready) -> Tried:
    """Judge one compiled rule on a test made ready, with the plain evaluator."""
    judgements, _ = judge_all([plan_], ready.dossier, ready.known, ready.lots, ready.conflicts, ("plain",))
    return Tried(test, judgements[0], ready)


def as_text(text: str, name: str) -> Draft:
    """A test's text as the paragraphs of a plain text file."""
    return Draft(f"{name}.txt", "txt", "", tuple(settle([Block(part) for part in paragraphs(text)])))


def paragraphs(text: str) -> list[str]:
    """A blank line in a test's text begins another paragraph; a text with titles ("## ...") is kept as written."""
    if text.startswith("#"):
        return [text]
    return [part.strip() for part in _BLANK_LINE.split(text) if part.strip()] or [text]
