"""The command line. Each command imports what it needs when it runs, so that `--help` stays quick."""

from __future__ import annotations

import importlib
from typing import Any

import click

#: The exit code that shells know for Ctrl-C.
INTERRUPTED = 130

#: command -> (module with a click command `command`, one line for the list)
COMMANDS = {
    "check": ("procurement_engine.cli.check", "Controlla una bozza o un fascicolo di gara o di co-progettazione."),
    "score": ("procurement_engine.cli.score", "Calcola i punteggi di una gara secondo le sue stesse regole."),
    "impact": ("procurement_engine.cli.impact", "Valuta l'impatto: piano, misure, valore sociale, effetto."),
    "generate": ("procurement_engine.cli.generate", "Scrive disciplinari, capitolati, avvisi e convenzioni da un file della gara."),
    "labour": ("procurement_engine.cli.labour", "Costo della manodopera, sostenibilità del prezzo, effetto di un rinnovo."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
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
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="procurement-engine", prog_name="procurement-engine")
def main() -> None:
    """Controlla atti di gara e di co-progettazione.

    Per cominciare: procurement-engine check LA-MIA-BOZZA.docx
    """
