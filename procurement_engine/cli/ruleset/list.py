"""`procurement-engine ruleset list`."""

from __future__ import annotations

import sys
from datetime import datetime

import click


@click.command("list", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-GG", help="Il giorno a cui guardare; senza, oggi.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(names: str | None, as_of: datetime | None, style: str) -> None:
    """Elenca le regole con l'insieme da cui vengono, da quando valgono, la confidenza e la firma.

    \b
    Esempi:
      procurement-engine ruleset list
      procurement-engine ruleset list --ruleset bologna --as-of 2026-01-01
    """
    from procurement_engine.rules.load import load_layers
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.listing import rows

    day = (as_of or datetime.now()).date()  # noqa: DTZ005  the user's own day
    try:
        found = rows(load_layers(names.split(",") if names else None), day)
    except RuleFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if style == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2, default=str))
        return
    for row in found:
        since = f"dal {row.since:%d/%m/%Y}" if row.since else "non in vigore"
        adds = " (aggiunge)" if row.extends else ""
        signed = f"firmata da {row.signed}" if row.signed else "non firmata"
        click.echo(f"{row.id:<8} {row.layer + adds:<26} {since:<14} {row.confidence}  {signed:<12}  {row.title}")
    unsigned = sum(not row.signed for row in found)
    click.echo(f"\n{len(found)} regole, {unsigned} non firmate. Una per esteso: procurement-engine ruleset show ID")
