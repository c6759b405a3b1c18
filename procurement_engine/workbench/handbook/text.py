"""The page of a requirement on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap

from procurement_engine.reports.clean import clean
from procurement_engine.wording import words
from procurement_engine.wording.values import shown as value_shown
from procurement_engine.workbench.handbook.model import Chapter, Example, Handbook, RulePage, Text, Told

_WIDTH = 100
Say = Callable[..., str]


def render(book: Handbook) -> str:
    """All pages of a handbook, one under the other."""
    table = words(book.lang, "handbook")

    def say(key: str, **blanks: object) -> str:
        return table[key].format(**blanks)

    return "\n\n\n".join(clean("\n".join(_page(page, book, say)).rstrip()) for page in book.pages)


def _page(page: RulePage, book: Handbook, say: Say) -> Iterator[str]:
    yield from wrap(f"{page.id}  {page.main.title}", _WIDTH)
    yield "=" * _WIDTH
    yield say("of_layer", layer=page.main.layer)
    for chapter in page.chapters[1:]:
        yield say(f"does_{chapter.role}", layer=chapter.layer)
    for act in page.acts:
        yield from wrap(act, _WIDTH)
    for chapter in page.chapters:
        if chapter.role != "base":
            yield ""
            yield from wrap(f"{say(f'role_{chapter.role}', layer=chapter.layer)}: {chapter.title}", _WIDTH)
            yield "=" * _WIDTH
        yield from _chapter(chapter, book, say)
    if page.related:
        yield from _heading(say("h_related"))
        yield from _points(f"{other} ({why})" for other, why in page.related)


def _chapter(chapter: Chapter, book: Handbook, say: Say) -> Iterator[str]:
    yield from _section(say("h_what"), [chapter.summary])
    yield from _heading(say("h_law"))
    if chapter.now is None:
        yield say("no_text", day=book.day)
    for text in chapter.texts:
        yield from _text(text, book, say)
    yield from _heading(say("h_applies"))
    yield from [say("applies_if"), *_points(chapter.conditions)] if chapter.conditions else [say("always")]
    yield from _list(say("h_exclusions"), chapter.exclusions)
    yield from _section(say("h_where"), [chapter.judged_in[:1].upper() + chapter.judged_in[1:] + ".", chapter.where])
    for kind in ("asked", "forbidden", "helper"):
        if elements := [element for element in chapter.elements if element.kind == kind]:
            yield from _heading(f"{say('h_elements')}: {say(kind)[:1].lower()}{say(kind)[1:]}")
            for element in elements:
                yield from _element(element, chapter, say)
    for kind in ("right", "wrong", "open", "excluded"):
        if examples := chapter.named(kind):
            yield from _heading(say(f"h_{kind}"))
            for example in examples:
                yield from _example(example, say)
    yield from _list(say("h_assumptions"), chapter.assumptions)
    yield from _heading(say("h_trust"))
    yield from _points(trust(chapter, say))
    if chapter.suggestion:
        yield from _heading(say("h_suggestion"))
        yield from (line for part in chapter.suggestion.splitlines() for line in wrap(part, _WIDTH - 4) or [""])
    yield from _section(say("h_waiver"), [chapter.waiver])
    yield from _list(say("h_history"), [f"{value_shown(day, book.lang)}: {note}" for day, note in chapter.history])


def trust(chapter: Chapter, say: Say) -> list[str]:
    """State, confidence with what it caps, signature, what is to be verified."""
    lines = [
        f"{say('status')}: {chapter.status}.",
        f"{say('confidence')}: {chapter.confidence}.",
        f"{say('signature')}: {chapter.signed}; {chapter.cap}.",
    ]
    return [*lines, *([f"{say('to_verify')}: {chapter.to_verify.rstrip('.')}."] if chapter.to_verify else [])]


def _text(text: Text, book: Handbook, say: Say) -> Iterator[str]:
    until = say("until", day=text.until) if text.until else ""
    yield say(f"text_{text.when}", since=text.since, until=until, day=book.day) + "."
    for source in text.sources:
        yield from _points([f"{source.label} ({say('checked', day=source.checked_on)})"])
        if source.url:
            yield f"    {source.url}"
    yield from wrap(" ".join(text_says(text, say)), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def text_says(text: Text, say: Say) -> list[str]:
    """What a text of the law asks, forbids, and of whom alone."""
    said = [say(key, names="; ".join(names)) for key, names in (("text_asks", text.asked), ("text_bans", text.forbidden)) if names]
    return [*said, *(say("text_if", condition=condition) for condition in text.conditions)]


def weight_words(element: Told, chapter: Chapter, say: Say) -> str:
    """What an element weighs, and why no more."""
    if element.weight == element.severity:
        return say("weight", weight=element.weight)
    return say("weight_capped", weight=element.weight, severity=element.severity, cap=chapter.cap)


def _element(element: Told, chapter: Chapter, say: Say) -> Iterator[str]:
    helper = element.kind == "helper"
    tail = "" if helper else f" ({element.basis}; {weight_words(element, chapter, say)})"
    yield from wrap(f"* {element.title}{tail}", _WIDTH, subsequent_indent="  ")
    if element.message and not helper:
        yield from wrap(f"→ {element.message}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
    for line in element.recognised:
        yield from wrap(f"- {line}", _WIDTH, initial_indent="    ", subsequent_indent="      ")


def _example(example: Example, say: Say) -> Iterator[str]:
    facts = f" – {example.facts}" if example.facts else ""
    yield from wrap(f"* {example.name} ({say('on_day', day=example.day)}){facts}", _WIDTH, subsequent_indent="  ")
    for kind, passage in example.passages:
        said = f"«{' '.join(passage.split())}»"
        yield from wrap(f"{kind}: {said}" if kind else said, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield from wrap(f"→ {example.expected}", _WIDTH, initial_indent="    ", subsequent_indent="      ")


def _heading(title: str) -> list[str]:
    return ["", title, "-" * len(title)]


def _section(title: str, paragraphs: Iterable[str]) -> Iterator[str]:
    yield from _heading(title)
    for paragraph in paragraphs:
        yield from wrap(paragraph, _WIDTH)


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    if lines := list(_points(items)):
        yield from [*_heading(title), *lines]


def _points(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield from wrap(f"- {item}", _WIDTH, subsequent_indent="  ")
