"""A finished report to standard output or to a file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import click

_NO_TEXT = ("xlsx",)


class OutputError(Exception):
    """The result cannot be written. `str()` is one sentence for the user."""


def check_target(output: str | None, style: str) -> None:
    """OutputError, before the work is done, where the style is no text and there is no file to write."""
    if style in _NO_TEXT and output is None:
        raise OutputError(f"--format {style} vuole -o PERCORSO.{style}")


def put(content: str | bytes, output: str | None, style: str) -> None:
    """Write the content. What is not text wants a file."""
    check_target(output, style)
    if output is None:
        click.echo(content)
        return
    data = content if isinstance(content, bytes) else (content + "\n").encode()
    try:
        _replace(Path(output), data)
    except OSError as error:
        raise OutputError(f"{output}: il rapporto non si può scrivere lì ({error.strerror})") from error


def _replace(path: Path, data: bytes) -> None:
    """Beside first, then in its place: an interruption leaves what was there. What is no plain file is written as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
