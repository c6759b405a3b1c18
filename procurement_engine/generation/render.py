"""A template and a tender into marked-up text. Values never pass through the markup: a mark stands for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from procurement_engine.data import data_path
from procurement_engine.generation.errors import GenerationError
from procurement_engine.generation.italian import FILTERS

#: Around the number of a value: two signs of the private area, which no template holds.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without the characters that no Word file can hold."""
    return _CONTROL.sub("", text)


@dataclass(frozen=True)
class Marked:
    """Text in the small Markdown of the templates, and the values its marks stand for."""

    text: str
    values: tuple[str, ...]

    def plain(self, text: str) -> str:
        """A piece of the text with its values in place."""
        return MARK.sub(lambda mark: self.values[int(mark[1])], text)


@dataclass
class _Values:
    found: list[str] = field(default_factory=list)

    def finalize(self, value: Any) -> Any:
        """What an expression of a template becomes: markup stays, anything else is put aside and a mark left."""
        if isinstance(value, Markup):
            return value
        if value is None:
            raise GenerationError("un modello chiede un dato che il file della gara non dà")
        self.found.append(clean(str(value)))
        return Markup(f"{OPEN}{len(self.found) - 1}{CLOSE}")  # noqa: S704  (a mark and a number, nothing of the value)


def render(template: str, context: Mapping[str, Any], clauses: Mapping[str, str] | None = None) -> Marked:
    """The text of `tender_templates/<template>` for a context. `clauses` replaces clause texts by name ("" leaves one out)."""
    values = _Values()
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_path("tender_templates")), undefined=StrictUndefined, autoescape=True,
        finalize=values.finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        comment_start_string="<#", comment_end_string="#>",
    )  # fmt: skip
    environment.filters.update(FILTERS)
    replaced = clauses or {}

    def clausola(name: str, **more: Any) -> Markup:
        file = f"{name}.md.j2"
        if file in replaced:
            return Markup(replaced[file])  # noqa: S704  (a clause text of the caller, as trusted as a template)
        text = environment.get_template(f"clausole/{file}").render({**context, **more})
        return Markup(text.strip())  # noqa: S704  (values in it are marks already)

    environment.globals["clausola"] = clausola
    try:
        text = environment.get_template(template).render(context)
    except UndefinedError as error:
        raise GenerationError(f"il modello {template} nomina un dato che non esiste ({error.message})") from error
    except SecurityError as error:
        raise GenerationError(f"il modello {template} fa qualcosa che i modelli non possono fare ({error})") from error
    return Marked(text, tuple(values.found))
