"""The one error of impact: a sentence for the user, with the file and the place it is about."""

from __future__ import annotations


class ImpactError(Exception):
    """Nothing can be computed. `str()` is one Italian sentence."""

    def __init__(self, sentence: str, file: str = "", place: str = "") -> None:
        self.sentence = _one_line(sentence)
        where = _one_line(", ".join(filter(None, (file, place))))
        super().__init__(f"{where}: {self.sentence}" if where else self.sentence)


class NothingError(ImpactError):
    """The file was read, and holds nothing that could be judged: a scan, or no table of indicators. Exit code 3."""


def _one_line(text: str) -> str:
    """What people wrote in their cells neither breaks the sentence nor acts on the terminal.

    >>> _one_line("«a\\n\\x1b[2Jb» non va")
    '«a [2Jb» non va'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
