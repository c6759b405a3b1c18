"""Which file a person means who names a rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from procurement_engine.rules.load import Layer
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.workbench.choose import unknown_rule


def rule_path(layers: Sequence[Layer], rule_id: str, layer_name: str | None) -> Path:
    """The file of a rule; where several layers have it, the layer must be named. RuleFileError says what to write."""
    having = [layer for layer in layers for rule in layer.rules if rule.id == rule_id]
    if not having:
        raise unknown_rule(rule_id, layers)
    chosen = [layer for layer in having if layer_name in (None, layer.name)]
    if len(chosen) != 1:
        names = ", ".join(layer.name for layer in having)
        raise RuleFileError(
            f"{rule_id} ha un file per ciascuno di questi insiemi, e ciascuno si firma da sé: "
            f"aggiungere --layer con uno fra {names}"
        )
    return next(path for path in chosen[0].folder.rglob(f"{rule_id}.yaml") if path.is_file())
