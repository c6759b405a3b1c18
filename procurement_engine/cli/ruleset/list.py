"""`procurement-engine ruleset list`."""

from __future__ import annotations

import sys
from datetime import datetime

import click


@click.command("list", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-GG", help="Il giorno a cui guardare; senza, oggi.")
@click.option("--unsigned", is_flag=True, help="Solo quelle che nessuno ha firmato.")
@click.option("--stale", is_flag=True, help="Solo quelle con la firma precedente all'ultima modifica.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(names: str | None, as_of: datetime | None, unsigned: bool, stale: bool, style: str) -> None:
    """Elenca le regole con l'insieme da cui vengono, da quando valgono, la confidenza e la firma.

    \b
    Esempi:
      procurement-engine ruleset list
      procurement-engine ruleset list --ruleset bologna --as-of 2026-01-01
      procurement-engine ruleset list --unsigned --stale
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
    asked = {state for state, on in (("unsigned", unsigned), ("stale", stale)) if on}
    shown = [row for row in found if not asked or row.signature in asked]
    if style == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(row) for row in shown], ensure_ascii=False, indent=2, default=str))
        return
    for row in shown:
        since = (f"dal {row.since:%d/%m/%Y}" + ("" if row.in_force else " (verrà)")) if row.since else "non in vigore"
        adds = " (aggiunge)" if row.extends else ""
        click.echo(f"{row.id:<8} {row.layer + adds:<26} {since:<14} {row.confidence}  {row.signed:<12}  {row.title}")
    counts = {state: sum(row.signature == state for row in found) for state in ("unsigned", "stale")}
    total = f"{len(found)} regole, {counts['unsigned']} non firmate, {counts['stale']} con la firma superata"
    click.echo(f"\n{total}. Una per esteso: procurement-engine ruleset show ID")
