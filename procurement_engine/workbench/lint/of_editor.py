"""Does the comment that tells the editor which schema to use point to one that is there, and of today?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from procurement_engine.rules.yaml_file import read_text
from procurement_engine.workbench.choose import command
from procurement_engine.workbench.lint.finding import Hit
from procurement_engine.workbench.lint.ground import Ground

_COMMENT = re.compile(r"^# yaml-language-server: \$schema=(\S+)", re.MULTILINE)


def checks(seen: Ground) -> Iterator[Hit]:
    """The schema that each rule's first lines name."""
    told: set[Path] = set()
    for at in seen.rules:
        named = _COMMENT.search(read_text(at.path))
        if not named or "://" in named.group(1):
            continue
        schema = (at.path.parent / named.group(1)).resolve()
        if not schema.is_file():
            yield Hit("R29", at.path, ("#", 0, 0), f"«{named.group(1)}» non c'è; {_again(seen, schema)}")
        elif schema not in told and not seen.broken and schema.name == "rule.schema.json":
            told.add(schema)
            if schema.read_text(encoding="utf-8") != _of_today(seen, schema):
                old = f"«{named.group(1)}» non conosce gli ultimi concetti o le ultime chiavi"
                yield Hit("R29", at.path, ("#", 0, 0), f"{old}; {_again(seen, schema)}")


def _again(seen: Ground, schema: Path) -> str:
    """The command that writes the schema again."""
    own = [str(folder) for folder in seen.folders if not seen.shipped and folder.resolve() == schema.parent]
    return f"riscriverlo: {command('schema', ','.join(own))}"


def _of_today(seen: Ground, schema: Path) -> str:
    from procurement_engine.workbench.schema.write import texts

    return texts([folder for folder in seen.folders if folder.resolve() == schema.parent])[schema.name]
