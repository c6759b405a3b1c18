"""What is wrong in a file that people write, and the error that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of a file: where it stands, under which key, what was expected."""

    file: str
    line: int
    column: int
    key: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}, riga {self.line}, colonna {self.column}"
        return f"{where}: {self.key}: {self.text}" if self.key else f"{where}: {self.text}"


class RuleFileError(Exception):
    """A file of rules, concepts, facts or waivers that cannot be used. `str()` is a sentence for its author, one a line.

    `problems` are the faults whose places are known.
    """

    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Self:
        """The error that tells some faults, in the order of the file."""
        found = tuple(problems)
        error = cls("\n".join(map(str, found)))
        error.problems = found
        return error

    @classmethod
    def joined(cls, errors: Iterable[RuleFileError]) -> Self:
        """The errors of several files as one."""
        several = list(errors)
        error = cls("\n".join(map(str, several)))
        error.problems = tuple(problem for one in several for problem in one.problems)
        return error
