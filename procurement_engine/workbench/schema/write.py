"""The schemas as files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from procurement_engine.workbench.lint.ground import read_concepts, vocabulary_files
from procurement_engine.workbench.schema.build import schemas


def concepts_known(folders: Sequence[Path]) -> dict[str, str]:
    """Every concept that the rules of some layers may name, and what it is. RuleFileError for a vocabulary that cannot be read."""
    return {name: spec.about for path in vocabulary_files(folders) for name, spec in read_concepts(path).items()}


def texts(folders: Sequence[Path]) -> dict[str, str]:
    """File name -> text of the schema."""
    found = schemas(concepts_known(folders))
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in found.items()}


def write(folders: Sequence[Path], home: Path) -> list[Path]:
    """Write the schemas into a folder."""
    home.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts(folders).items():
        (home / name).write_text(text, encoding="utf-8")
        written.append(home / name)
    return written
