"""A group of commands that are imported only when named, so that `--help` stays quick."""

from __future__ import annotations

import importlib
from typing import Any

import click

#: The exit code that shells know for Ctrl-C.
INTERRUPTED = 130


class LazyGroup(click.Group):
    """A click group over a table: command -> (module with a click command `command`, one line for the list)."""

    def __init__(self, *args: Any, table: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order people meet them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in self.table:
            return None
        command: click.Command = importlib.import_module(self.table[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an interruption ends it with one line, and what was being written is not left half done."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nInterrotto: non è stato scritto nulla.", err=True)
            ctx.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any of them."""
        with formatter.section("Comandi"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])
