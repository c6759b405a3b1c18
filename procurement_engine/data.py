"""Where the shipped data lies: in the wheel under `_data/`, in a checkout beside the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. `data_path("rulesets", "italia")`."""
    root = _PACKAGE / "_data"
    return (root if root.is_dir() else _PACKAGE.parent).joinpath(*parts)
