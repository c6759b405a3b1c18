"""All checks on some layers, in the order of the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from procurement_engine.rules.problem import Problem
from procurement_engine.rules.read import spelled
from procurement_engine.workbench.lint import of_editor, of_elements, of_law, of_patterns, of_tests, of_words
from procurement_engine.workbench.lint.finding import Finding, Hit, kind
from procurement_engine.workbench.lint.ground import COMMON, Ground, ground

_CHECKS = (of_law, of_elements, of_words, of_patterns, of_tests, of_editor)


def lint(folders: Sequence[Path]) -> list[Finding]:
    """Every finding on the layers in some folders."""
    seen = ground(folders)
    found = [_broken(path, problem) for path, problem in seen.broken]
    hits = [hit for checks in _CHECKS for hit in checks.checks(seen)]
    if any(path.parent.name == COMMON for path, _ in seen.broken):  # what its concepts would have been is not known
        hits = [hit for hit in hits if hit.code not in ("R08", "R09")]
    found += [_placed(seen, hit) for hit in hits]
    # What cannot be read comes first: the rest may follow from it.
    return sorted(dict.fromkeys(found), key=_place)


def _place(one: Finding) -> tuple[bool, str, int, int, str]:
    return one.kind.code != "R00", str(one.file), one.line, one.column, one.kind.code


def _broken(path: Path, problem: Problem) -> Finding:
    return Finding(kind("R00"), path, problem.line, problem.column, problem.key, problem.text)


def _placed(seen: Ground, hit: Hit) -> Finding:
    if hit.where[:1] == ("#",):  # a place, where a check has looked at the text and not at the data
        _, line, column = hit.where
        return Finding(kind(hit.code), hit.file, int(line) + 1, int(column) + 1, "", hit.text)
    line, column = seen.tree(hit.file).place(hit.where, key=True)
    return Finding(kind(hit.code), hit.file, line, column, spelled(hit.where), hit.text)
