"""Which file a person means who names a rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from procurement_engine.rules.load import Layer
from procurement_engine.rules.model import RuleFile
from procurement_engine.rules.yaml_file import RuleFileError
from procurement_engine.workbench.choose import unknown_rule


def rule_file(
    layers: Sequence[Layer], rule_id: str, layer_name: str | None, names: str | None = None
) -> tuple[Layer, RuleFile, Path]:
    """A rule with its layer and file; where several layers have it, the layer must be named. RuleFileError says what to write."""
    having = [(layer, rule) for layer in layers for rule in layer.rules if rule.id == rule_id]
    if not having:
        raise unknown_rule(rule_id, layers, names)
    chosen = [(layer, rule) for layer, rule in having if layer_name in (None, layer.name)]
    if len(chosen) != 1:
        layers_named = ", ".join(layer.name for layer, _ in having)
        raise RuleFileError(
            f"{rule_id} ha un file per ciascuno di questi insiemi, e ciascuno si firma da sé: "
            f"aggiungere --layer con uno fra {layers_named}"
        )
    layer, rule = chosen[0]
    return layer, rule, next(path for path in layer.folder.rglob(f"{rule_id}.yaml") if path.is_file())
