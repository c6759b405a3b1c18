"""A template and a tender into marked-up text. Values never pass through the markup: a mark stands for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, UndefinedError, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
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


#: Where a rendering keeps its values, and the clause texts given in place of ours.
_VALUES, _REPLACED = "_valori", "_clausole"


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """What an expression of a template becomes: markup stays, anything else is put aside and a mark left."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise GenerationError("un modello chiede un dato che il file della gara non dà")
    found: list[str] = context[_VALUES]
    found.append(clean(str(value)))
    return Markup(f"{OPEN}{len(found) - 1}{CLOSE}")  # noqa: S704  (a mark and a number, nothing of the value)


@pass_context
def _clausola(context: Context, name: str) -> Markup:
    """The text of a clause, in the words of this tender."""
    file = f"{name}.md.j2"
    if file in context[_REPLACED]:
        return Markup(context[_REPLACED][file])  # noqa: S704  (a clause text of the caller, as trusted as a template)
    text = context.environment.get_template(f"clausole/{file}").render(context.get_all())
    return Markup(text.strip())  # noqa: S704  (values in it are marks already)


@pass_context
def _luogo(context: Context, *names: str, caller: Callable[[], Markup]) -> Markup:
    """A passage in which a template says again what a clause says (`{% call luogo("nome") %}`): it goes when the clause does."""
    return Markup() if any(f"{name}.md.j2" in context[_REPLACED] for name in names) else caller()


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """One for all renderings: compiling templates takes longer than filling them."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_path("tender_templates")), undefined=StrictUndefined, autoescape=True,
        finalize=_finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        comment_start_string="<#", comment_end_string="#>",
    )  # fmt: skip
    environment.filters.update(FILTERS)
    environment.globals |= {"clausola": _clausola, "luogo": _luogo}
    return environment


def render(template: str, context: Mapping[str, Any], clauses: Mapping[str, str] | None = None) -> Marked:
    """The text of `tender_templates/<template>` for a context. `clauses` replaces clause texts by name ("" leaves one out)."""
    values: list[str] = []
    try:
        text = _environment().get_template(template).render({**context, _VALUES: values, _REPLACED: clauses or {}})
    except UndefinedError as error:
        raise GenerationError(f"il modello {template} nomina un dato che non esiste ({error.message})") from error
    except SecurityError as error:
        raise GenerationError(f"il modello {template} fa qualcosa che i modelli non possono fare ({error})") from error
    return Marked(text, tuple(values))
