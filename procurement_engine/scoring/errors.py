"""The one error of scoring: a sentence for the user, and the place in the data it is about."""

from __future__ import annotations

from procurement_engine.inputs import InputError, Locate, Where

__all__ = ["EvaluationError", "Locate", "Where"]


class EvaluationError(InputError):
    """Nothing can be scored. `str()` is one Italian sentence."""
