"""How far a long check has come: files, pages, time. Only on a terminal, only on standard error, gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procurement_engine.drafts.model import Draft

    Step = Callable[[str, str, Sequence[Draft]], None]

#: How many characters a page of a format without pages is taken to hold.
_PAGE = 2500
_STEPS_AFTER_READING = 3


def progress(files: int, lang: str) -> AbstractContextManager[Step | None]:
    """A context that gives the function to tell each step to; None where nobody would see it."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    from procurement_engine.wording import words

    return _Bar(files, words(lang, "progress"))


@contextmanager
def steps(total: int) -> Iterator[Callable[[str], None]]:
    """A bar for work of so many equal steps, each told by name before it is done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        done = 0

        def tell(name: str) -> None:
            nonlocal done
            bar.update(task, completed=done, description=name, refresh=True)
            done += 1

        yield tell


def pages(drafts: Sequence[Draft]) -> int:
    """The pages of some drafts, as far as their format has pages; else by their length."""
    return sum(max((b.source.page or 0 for b in d.blocks), default=0) or -(-d.characters // _PAGE) for d in drafts)


class _Bar:
    def __init__(self, files: int, say: dict[str, str]) -> None:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]}"),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._say, self._escape = say, escape
        self._task = self._bar.add_task("", total=files + _STEPS_AFTER_READING, pages="")

    def __enter__(self) -> Step:
        self._bar.start()
        return self._tell

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def _tell(self, step: str, file: str, drafts: Sequence[Draft]) -> None:
        done = self._bar.tasks[0].completed + (self._bar.tasks[0].description != "")
        name = self._escape(Path(file).name[:40])
        known = self._say["pages"].format(n=pages(drafts)) if drafts else ""
        self._bar.update(self._task, completed=done, description=self._say[step].format(file=name), pages=known, refresh=True)
