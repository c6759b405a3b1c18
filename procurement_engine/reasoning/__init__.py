"""From facts and element states to outcomes, by two evaluators that must agree."""

from importlib.util import find_spec


def durable_available() -> bool:
    """Can durable-rules be had here? (It is neither for Windows nor for Python 3.13.)"""
    return find_spec("durable") is not None
