"""The rules that a person names on the command line."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from procurement_engine.rules.load import Layer
from procurement_engine.rules.yaml_file import RuleFileError


def command(words: str, names: str | None = None) -> str:
    """A command to give, whole: with the layers that the one before was given.

    >>> command("test COL-01", "italia,collealto"), command("list")
    ('procurement-engine ruleset test COL-01 --ruleset italia,collealto', 'procurement-engine ruleset list')
    """
    return f"procurement-engine ruleset {words}" + (f" --ruleset {names}" if names else "")


def unknown_rule(rule_id: str, layers: Sequence[Layer], names: str | None = None) -> RuleFileError:
    """The error for an id that no layer has, with the nearest that one has."""
    known = sorted({rule.id for layer in layers for rule in layer.rules})
    near = difflib.get_close_matches(rule_id.upper(), known, 1)
    hint = f"; forse {near[0]}?" if near else "."
    own = "" if names else " Se è in un livello proprio, aggiungere --ruleset con la sua cartella."
    return RuleFileError(f"nessuna regola ha l'id «{rule_id}»{hint} L'elenco: {command('list', names)}.{own}")
