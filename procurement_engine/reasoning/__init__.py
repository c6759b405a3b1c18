"""From facts and element states to outcomes, by two evaluators that must agree.

The durable-rules library is loaded only in the child process; importing this package loads no evaluator.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

_HOMES = {"evaluate": "plain", "DurableEvaluator": "child", "Failure": "child", "Disagreement": "compare", "both": "compare"}


def durable_available() -> bool:
    """Can durable-rules be had here? (It is neither for Windows nor for Python 3.13.)"""
    return find_spec("durable") is not None


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
