"""The rules that a person names on the command line."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from procurement_engine.rules.load import Layer
from procurement_engine.rules.yaml_file import RuleFileError


def unknown_rule(rule_id: str, layers: Sequence[Layer]) -> RuleFileError:
    """The error for an id that no layer has, with the nearest that one has."""
    known = sorted({rule.id for layer in layers for rule in layer.rules})
    near = difflib.get_close_matches(rule_id.upper(), known, 1)
    hint = f"; forse {near[0]}?" if near else ""
    return RuleFileError(f"nessuna regola ha l'id «{rule_id}»{hint} L'elenco: procurement-engine ruleset list")
