"""The clause texts of `tender_templates/clausole/`, each written once for rules and generator."""

from __future__ import annotations

from functools import lru_cache

from procurement_engine.data import data_path


@lru_cache(maxsize=64)
def suggestion_text(clause: str) -> str:
    """A clause with its variables shown as «[nome]», to be copied and completed. `clause` is its file."""
    from jinja2 import Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Shown(Undefined):
        def __str__(self) -> str:
            return f"«[{self._undefined_name}]»"

        def __getattr__(self, name: str) -> Shown:
            if name.startswith("_"):
                raise AttributeError(name)
            return Shown(name=f"{self._undefined_name}.{name}")

    environment = ImmutableSandboxedEnvironment(undefined=Shown, autoescape=False)
    source = data_path("tender_templates", "clausole", clause).read_text(encoding="utf-8")
    return environment.from_string(source).render().strip()
