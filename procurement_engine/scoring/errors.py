"""The one error of scoring: a sentence for the user, and the place in the data it is about."""

from __future__ import annotations

from collections.abc import Callable

#: A path into the evaluation, such as ("bids", 0, "marks", "A").
Where = tuple[str | int, ...]
#: Says where in the file a path stands: "riga 12", "foglio «Commissario 1», cella C5".
Locate = Callable[[Where], str]


class EvaluationError(Exception):
    """Nothing can be scored. `str()` is one Italian sentence."""

    def __init__(self, sentence: str, where: Where = (), file: str = "", place: str = "") -> None:
        self.sentence = sentence
        self.where = where
        super().__init__(": ".join((", ".join(filter(None, (file, place))), sentence)) if file else sentence)

    def at(self, file: str, locate: Locate) -> EvaluationError:
        """The same error, saying the file and the place in it."""
        return EvaluationError(self.sentence, self.where, file, locate(self.where))
