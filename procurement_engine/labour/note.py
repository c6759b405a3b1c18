"""The draft note on the effect of a renewal, for the officer in charge to complete and sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procurement_engine.data import data_path
from procurement_engine.labour.report import LabourReport, RenewalEffect
from procurement_engine.labour.text import hours, percent, rule_words
from procurement_engine.numbers import euro


def note(report: LabourReport, effect: RenewalEffect, put: Callable[[Any], Any] | None = None) -> str:
    """Markdown text: what happened, what it costs, what the clause recognises, what the office may do.

    `put` is what becomes of each value, for a writer that keeps values out of the Markdown.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, finalize=put
    )
    environment.filters.update(euro=euro, percento=percent, ore=hours)
    source = data_path("tender_templates", "note", "rinnovo_ccnl.md.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(report=report, e=effect, clausola=rule_words(effect)).strip()
