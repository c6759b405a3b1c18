"""The clause texts of `tender_templates/clausole/`, each written once for rules and generator, and those of a team's layer."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from procurement_engine.data import data_path
from procurement_engine.rules.yaml_file import RuleFileError


def suggestion_text(clause: str, layers: tuple[Path, ...] = ()) -> str:
    """A clause with its variables shown as «[nome]», to be copied and completed. `clause` is its file, in `clausole/`.

    The folder of a layer comes before that of the layers under it, and the shipped ones come last.
    """
    folders = [*(layer / "clausole" for layer in reversed(layers)), data_path("tender_templates", "clausole")]
    path = next((folder / clause for folder in folders if (folder / clause).is_file()), None)
    if path is None:
        raise RuleFileError(
            f"la clausola «{clause}» non c'è: metterla nella cartella clausole del livello, o togliere «suggestion»"
        )
    return _shown(path)


@lru_cache(maxsize=64)
def _shown(path: Path) -> str:
    """A clause file rendered with named blanks."""
    from jinja2 import TemplateError, Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Shown(Undefined):
        def __str__(self) -> str:
            return f"«[{self._undefined_name}]»"

        def __getattr__(self, name: str) -> Shown:
            if name.startswith("_"):
                raise AttributeError(name)
            return Shown(name=f"{self._undefined_name}.{name}")

    environment = ImmutableSandboxedEnvironment(undefined=Shown, autoescape=False)
    try:
        return environment.from_string(path.read_text(encoding="utf-8")).render().strip()
    except (TemplateError, OSError, ValueError, TypeError) as error:
        raise RuleFileError(f"clausole/{path.name}: il testo della clausola non si può usare ({error})") from error
