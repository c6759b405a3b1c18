"""Findings as a table, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from procurement_engine.impact.render.page import Block, Grid, Heading
from procurement_engine.impact.say import Finding, say


def findings(found: Sequence[Finding], lang: str) -> list[Block]:
    """Nothing found: nothing shown."""
    order = ("error", "warning", "advice")
    rows = [[say("levels", one.severity, lang), one.message] for one in sorted(found, key=lambda one: order.index(one.severity))]
    if not rows:
        return []
    head = (say("page", "severity", lang), say("page", "finding", lang))
    return [Heading(say("page", "findings", lang)), Grid(head, rows, widths=(2.8,))]
