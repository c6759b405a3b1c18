"""Small numbers hidden so that nobody can be recognised, and enough others that none can be found by subtraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

Path = tuple[str, ...]
Sizes = tuple[float, ...]
#: Counts of persons from 1 to LEAST - 1 are hidden.
LEAST = 5


def small(sizes: Sizes) -> bool:
    """Some count of persons is so small that they could be recognised; nobody at all is nobody to recognise."""
    return any(0 < size < LEAST for size in sizes)


def suppress(nodes: Mapping[Path, Sizes], before: Mapping[Path, str] | None = None) -> dict[Path, str]:
    """What to hide in a tree of sums: path -> "small" or "complementary"; `before` is hidden already.

    nodes: each path with its counts of persons; a path without its last step is its parent, whose counts are the sum of its
    children's. Where a parent is shown, its hidden children are none, or at least two whose counts together are not small;
    a hidden parent has a hidden child, else it could be added up again.
    """
    hidden = {path: "small" for path, sizes in nodes.items() if small(sizes)} | dict(before or {})
    families = _families(nodes)
    while (path := _next(nodes, hidden, families)) is not None:
        hidden[path] = "complementary"
    return hidden


def _next(nodes: Mapping[Path, Sizes], hidden: Mapping[Path, str], families: Mapping[Path, list[Path]]) -> Path | None:
    """The next to hide, from the top: under a parent that is hidden less has to be."""
    found = (_one_more(nodes, hidden, parent, children) for parent, children in families.items())
    return next((path for path in found if path is not None), None)


def _families(nodes: Iterable[Path]) -> dict[Path, list[Path]]:
    families: dict[Path, list[Path]] = {}
    for path in nodes:
        if path:
            families.setdefault(path[:-1], []).append(path)
    return dict(sorted(families.items(), key=lambda family: len(family[0])))


def _one_more(nodes: Mapping[Path, Sizes], hidden: Mapping[Path, str], parent: Path, children: list[Path]) -> Path | None:
    """The next of a family to hide, None if it is safe."""
    gone = [child for child in children if child in hidden]
    if parent in hidden:
        return None if gone else _smallest(nodes, children)
    if not gone:
        return None
    together = tuple(map(sum, zip(*(nodes[child] for child in gone), strict=True)))
    if len(gone) > 1 and not small(together):
        return None
    shown = [child for child in children if child not in hidden]
    return _smallest(nodes, shown) if shown else parent


def _smallest(nodes: Mapping[Path, Sizes], paths: list[Path]) -> Path:
    return min(paths, key=lambda path: (max(nodes[path], default=0.0), path))


def determined(shown: Iterable[frozenset[Any]], secret: Iterable[frozenset[Any]]) -> bool:
    """Whether some secret sum follows from the sums shown by adding and subtracting; each sum is the set of its leaves."""
    known, wanted = list(shown), list(secret)
    leaves = sorted({leaf for one in (*known, *wanted) for leaf in one})
    if not known or not wanted:
        return False
    rows, asked = (np.array([[leaf in one for leaf in leaves] for one in sums], dtype=float) for sums in (known, wanted))
    both, count = np.unique(np.vstack([rows, asked]), axis=1), len(rows)  # what always stands together counts as one
    rows, asked = both[:count], both[count:]
    _, strength, ways = np.linalg.svd(rows, full_matrices=False)
    followed = ways[: int((strength > strength[0] * 1e-9).sum())]  # an orthonormal base of all that follows
    return bool((np.abs(asked - asked @ followed.T @ followed).max(axis=1) < 1e-6).any())
