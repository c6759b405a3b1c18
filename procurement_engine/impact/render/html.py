"""A report as one HTML page: no script, nothing fetched, printable."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from procurement_engine.impact.render.page import Page
from procurement_engine.impact.render.svg import svg

_PAGE = Path(__file__).with_name("page.html.j2")


def render(page: Page) -> str:
    """The whole page; every value is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["svg"] = svg
    blocks = [(type(block).__name__.lower(), block) for block in page.blocks]
    return environment.from_string(_PAGE.read_text(encoding="utf-8")).render(page=page, blocks=blocks)
