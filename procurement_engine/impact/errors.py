"""The one error of impact: a sentence for the user, with the file and the place it is about."""

from __future__ import annotations


class ImpactError(Exception):
    """Nothing can be computed. `str()` is one Italian sentence."""

    def __init__(self, sentence: str, file: str = "", place: str = "") -> None:
        self.sentence = sentence
        where = ", ".join(filter(None, (file, place)))
        super().__init__(f"{where}: {sentence}" if where else sentence)


class NothingError(ImpactError):
    """The file was read, and holds nothing that could be judged: a scan, or no table of indicators. Exit code 3."""
