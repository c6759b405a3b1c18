"""Which environmental criteria (CAM) an object falls under, by its CPV: `rulesets/codelists/cam.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from procurement_engine.rules.codelists import codelist


@lru_cache(maxsize=1)
def cam_table() -> dict[str, Any]:
    """Family -> the beginnings of its CPV codes and the decree in force."""
    return codelist("cam")


def cam_families(codes: Iterable[str]) -> tuple[str, ...]:
    """The families of criteria that the codes fall under, none where no decree is known.

    >>> cam_families(["90911200-8", "55523000-2"]), cam_families(["85311100-3"])
    (('pulizie', 'ristorazione'), ())
    """
    known = tuple(codes)
    return tuple(name for name, family in cam_table().items() if any(code.startswith(tuple(family["cpv"])) for code in known))
