"""Public procurement clause and impact evaluation engine.

`import procurement_engine as pe` is light; `pe.check(paths, ...)` loads what it needs when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

    from procurement_engine.report import CheckReport
    from procurement_engine.scoring.report import ScoreReport

__all__ = ["check", "generate", "score"]


def check(paths: Any, **options: Any) -> CheckReport:
    """Check the files of one procedure; see `procurement_engine.checking.check` for the options."""
    from procurement_engine.checking import check as run

    return run(paths, **options)


def score(evaluation: Any, **options: Any) -> ScoreReport:
    """Score a tender; see `procurement_engine.scoring.score`."""
    from procurement_engine.scoring import score as run

    return run(evaluation, **options)


def generate(template: str, tender: Any, **options: Any) -> Document:
    """A Word document of a template; see `procurement_engine.generation.generate`."""
    from procurement_engine.generation import generate as run

    return run(template, tender, **options)


def __getattr__(name: str) -> Any:
    """`pe.impact` without importing it before it is asked for."""
    if name == "impact":
        from importlib import import_module

        return import_module("procurement_engine.impact")
    raise AttributeError(name)
