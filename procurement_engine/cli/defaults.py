"""`procurement-engine.toml` beside the drafts: defaults for `check`, which the command line overrides."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

FILE = "procurement-engine.toml"
#: What may be set, by the name of the option; paths are relative to the file.
_KEYS = {"facts": "facts_file", "as-of": "as_of", "ruleset": "ruleset", "waivers": "waivers", "format": "style",
         "fail-on": "fail_on", "lang": "lang"}  # fmt: skip
_PATHS = ("facts", "waivers")
_LIMIT = 100_000


class DefaultsError(Exception):
    """The file of defaults cannot be used. `str()` is one sentence with the file and the key."""


def with_defaults(ctx: click.Context, draft: Path, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The options with the defaults of the file beside the draft, where the user gave none, and what was taken."""
    path = draft.parent / FILE
    if not path.is_file():
        return options, ""
    kinds = {param.name: param for param in ctx.command.params}
    taken = dict(options)
    used = []
    for key, value in _table(path).items():
        name = _KEYS[key]
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            continue
        try:
            taken[name] = kinds[name].type_cast_value(ctx, _text(path, key, value))
        except click.BadParameter as error:
            choices = ", ".join(getattr(kinds[name].type, "choices", ()))
            raise DefaultsError(f"{path}: «{key}» vuole uno fra {choices}, non «{value}»") from error
        used.append(f"{key} = {value}")
    return taken, ", ".join(used)


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LIMIT:
            raise DefaultsError(f"{path}: è troppo grande per un file di valori predefiniti")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DefaultsError(f"{path}: il file non si può leggere ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise DefaultsError(f"{path}: il file non è testo UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DefaultsError(f"{path}: non è TOML valido ({error})") from error
    table = data.get("check", {})
    for key in [key for key in data if key != "check"]:
        raise DefaultsError(f"{path}: «{key}» non si può impostare; i valori stanno sotto [check]")
    if not isinstance(table, dict):
        raise DefaultsError(f"{path}: «check» è una tabella: scrivere [check] e sotto i valori")
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"forse «{near[0]}»?" if near else f"le chiavi sono {', '.join(_KEYS)}"
            raise DefaultsError(f"{path}: la chiave «{key}» non esiste; {hint}")
    return table


def _text(path: Path, key: str, value: Any) -> str:
    """What would be written on the command line: lists joined, paths from the file's folder."""
    values = value if isinstance(value, list) else [value]
    if key == "as-of" and hasattr(value, "isoformat"):
        return str(value.isoformat())
    if not values or not all(isinstance(item, str) for item in values) or (isinstance(value, list) and key != "ruleset"):
        raise DefaultsError(f"{path}: «{key}» vuole un testo fra virgolette" + (" o un elenco" if key == "ruleset" else ""))
    if key in _PATHS:
        return str(path.parent / values[0])
    # A layer that is a folder beside the file is meant from there, a shipped one by its name.
    return ",".join(str(path.parent / item) if key == "ruleset" and (path.parent / item).is_dir() else item for item in values)
