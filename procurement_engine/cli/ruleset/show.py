"""`procurement-engine ruleset show`."""

from __future__ import annotations

import sys
from datetime import datetime

import click


@click.command("show", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("rule_id", metavar="ID")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-GG", help="Il giorno a cui guardare; senza, oggi.")
@click.option("--ruleset", "names", metavar="NOMI", help="Insiemi di regole o cartelle, separati da virgole.")
@click.option("--lang", type=click.Choice(["it", "en"]), default="it", show_default=True, help="La lingua.")
def command(rule_id: str, as_of: datetime | None, names: str | None, lang: str) -> None:
    """Racconta una regola per esteso: che cosa chiede e perché, con quale norma, come si riconosce, con quali esempi.

    \b
    Esempi:
      procurement-engine ruleset show SOC-03
      procurement-engine ruleset show INS-01 --as-of 2024-01-31
      procurement-engine ruleset show ABC-01 --ruleset italia,./mio-ente
    """
    from procurement_engine.rules.load import load_layers
    from procurement_engine.rules.yaml_file import RuleFileError
    from procurement_engine.workbench.handbook.pages import handbook
    from procurement_engine.workbench.handbook.text import render

    day = (as_of or datetime.now()).date()  # noqa: DTZ005  the user's own day
    try:
        click.echo(render(handbook(load_layers(names.split(",") if names else None), day, lang, rule_id.upper())))
    except RuleFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
