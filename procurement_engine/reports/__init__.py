"""Renderers of the frozen report: each reads it and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procurement_engine.report import CheckReport

#: Style -> module with `render(report)`, which gives a text, or bytes where the style is no text.
STYLES = {"text": "text", "json": "json_", "html": "html", "xlsx": "xlsx", "sarif": "sarif"}


def render(report: CheckReport, style: str) -> str | bytes:
    """The report in a style; each renderer is imported when asked for."""
    rendered: str | bytes = import_module(f"{__name__}.{STYLES[style]}").render(report)
    return rendered
