"""Public procurement clause and impact evaluation engine.

`import procurement_engine as pe` is light; `pe.check(paths, ...)` loads what it needs when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procurement_engine.report import CheckReport

__all__ = ["check"]


def check(paths: Any, **options: Any) -> CheckReport:
    """Check the files of one procedure; see `procurement_engine.checking.check` for the options."""
    from procurement_engine.checking import check as run

    return run(paths, **options)


def __getattr__(name: str) -> Any:
    """`pe.impact` without importing it before it is asked for."""
    if name == "impact":
        from importlib import import_module

        return import_module("procurement_engine.impact")
    raise AttributeError(name)
