"""Does the comment that tells the editor which schema to use point to one that is there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from procurement_engine.rules.yaml_file import read_text
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground

_COMMENT = re.compile(r"^# yaml-language-server: \$schema=(\S+)", re.MULTILINE)


def checks(seen: Ground) -> Iterator[Hit]:
    """The schema that each rule's first lines name."""
    for at in seen.rules:
        named = _COMMENT.search(read_text(at.path))
        if named and "://" not in named.group(1) and not (at.path.parent / named.group(1)).is_file():
            yield Hit("R29", at.path, ("#", 0, 0), f"«{named.group(1)}» non c'è")
