"""The report as one HTML page: no script, nothing fetched, printable."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from procurement_engine.numbers import italian
from procurement_engine.scoring.render import wording
from procurement_engine.scoring.render.charts import PATTERNS, pictures
from procurement_engine.scoring.report import ScoreReport

_PAGE = Path(__file__).with_name("page.html.j2")


def render(report: ScoreReport) -> str:
    """The whole page; every value is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_PAGE.read_text(encoding="utf-8")).render(
        report=report,
        lots=list(zip(report.lots, report.evaluation.parts(), strict=True)),
        pictures=pictures(report),
        patterns=PATTERNS,
        method=wording.method,
        shown=wording.shown,
        italian=italian,
        decimals=wording.decimals,
        percent=lambda share: f"{italian(100 * share, 1)}%",
    )
