"""A commented tender file to start from."""

from __future__ import annotations

from procurement_engine.data import data_path
from procurement_engine.generation.generate import template


def starter(name: str) -> str:
    """The YAML text to fill in for a template; GenerationError where there is no such template."""
    file = template(name).get("starter", "gara.yaml")
    return data_path("tender_templates", file).read_text(encoding="utf-8")
