"""A template and a description into a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from docx.document import Document as WordDocument

from procurement_engine.data import data_path
from procurement_engine.generation import context, partnership, tender
from procurement_engine.generation.errors import GenerationError, Refusal, RefusedError
from procurement_engine.generation.partnership import Partnership
from procurement_engine.generation.render import Marked, clean, render
from procurement_engine.generation.tender import Tender
from procurement_engine.generation.word.write import contents_titles, write
from procurement_engine.inputs import InputError, build, read_mapping
from procurement_engine.rules.yaml_file import load_yaml

Described = Tender | Partnership


class Kind(NamedTuple):
    """What a kind of description brings: its model, its arithmetic, its refusals, its names for templates, its day."""

    model: type[Tender | Partnership]
    check: Callable[[Any], None]
    refusals: Callable[[Any], Iterable[Refusal]]
    context: Callable[[Any, Mapping[str, Any]], dict[str, Any]]
    day: Callable[[Any], date]


_KINDS = {
    "tender": Kind(Tender, tender.check, tender.refusals, context.of_tender, lambda described: described.dates.published_on),
    "partnership": Kind(
        Partnership, partnership.check, partnership.refusals, context.of_partnership, lambda described: described.published_on
    ),
}


@cache
def templates() -> dict[str, dict[str, Any]]:
    """The templates by name: file, document_type, title, about, wants, and the kind of description they take."""
    return load_yaml(data_path("tender_templates", "modelli.yaml"))


def template(name: str) -> dict[str, Any]:
    """One template; GenerationError where there is none of that name."""
    if name not in templates():
        raise GenerationError(f"non c'è un modello «{name}»; sono: {', '.join(templates())}")
    return templates()[name]


def kind_of(name: str) -> Kind:
    """What a template is written from."""
    return _KINDS[template(name).get("describes", "tender")]


def model(name: str) -> type[Tender | Partnership]:
    """The model of the description a template takes."""
    return kind_of(name).model


def load_described(name: str, path: Path) -> Described:
    """The description of a file, checked; InputError with the line of the first fault."""
    kind = kind_of(name)
    data, locate = read_mapping(path)
    try:
        described = build(kind.model, data)
        kind.check(described)
    except InputError as error:
        raise error.at(path.name, locate) from error
    return described


def load_tender(path: Path) -> Tender:
    """The tender of a file, checked."""
    described = load_described("disciplinare_prezzo_fisso", path)
    assert isinstance(described, Tender)
    return described


def text(name: str, described: Described, *, draft: bool = False, clauses: Mapping[str, str] | None = None) -> Marked:
    """The marked text of a document. RefusedError for what the law forbids, unless it is a draft."""
    kind, chosen = kind_of(name), template(name)
    if not isinstance(described, kind.model):
        raise GenerationError(f"il modello {name} vuole un altro tipo di file: scriverne uno con generate --init {name}")
    kind.check(described)
    wanted(chosen, described)
    found = list(kind.refusals(described))
    if found and not draft:
        raise RefusedError(found)
    return render(chosen["file"], kind.context(described, chosen), clauses)


def generate(
    name: str,
    described: Described | Mapping[str, Any] | str | Path,
    *,
    draft: bool = False,
    style: Path | None = None,
    clauses: Mapping[str, str] | None = None,
    pages: Sequence[int] = (),
) -> WordDocument:
    """The Word document of a template for a description (the model, its fields, or its file).

    `draft` renders what the law forbids too, saying so in the text; `style` is the office's own .docx; `clauses` replaces
    clause texts by file name; `pages` are the pages of the headings for the table of contents.
    """
    kind = kind_of(name)
    if isinstance(described, str | Path):
        described = load_described(name, Path(described))
    elif not isinstance(described, Tender | Partnership):
        described = build(kind.model, described)
    marked = text(name, described, draft=draft, clauses=clauses)
    notes: dict[str, list[str]] = {}
    for refusal in kind.refusals(described):
        notes.setdefault(refusal.anchor, []).append(str(refusal))
    title = clean(f"{template(name)['title']} – {described.title}")
    header = clean(f"{described.body.name} – {title}")
    created = datetime.combine(kind.day(described), time(8))
    return write(marked, title=title, header=header, created=created, style=style, notes=notes, pages=pages)


def titles(name: str, described: Described, *, draft: bool = False) -> list[str]:
    """The titles of the document's table of contents."""
    return contents_titles(text(name, described, draft=draft))


def wanted(chosen: Mapping[str, Any], described: Described) -> None:
    """GenerationError where a description is not what a template takes."""
    for field, allowed in chosen.get("wants", {}).items():
        value = getattr(described, field)
        if value not in allowed and not (field == "award" and value == "lowest_price"):
            raise GenerationError(f"questo modello vuole {field}: {' o '.join(map(str, allowed))}, non {value}", (field,))
    for field in chosen.get("needs", ()):
        if not getattr(described, field):
            raise GenerationError(f"per questo modello serve {field}", (field,))
